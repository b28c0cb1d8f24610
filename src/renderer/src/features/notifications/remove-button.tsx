import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { channelsPath, rulesPath } from './paths.ts';
import { useAfterChange } from './use-after-change.ts';

interface RemoveButtonProps {
  readonly what: 'channel' | 'rule';
  readonly id: string;
  readonly name: string;
}

/** Asks before a channel or a rule is removed. */
export function RemoveButton(props: RemoveButtonProps): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setIsAsking(true)}>
        <Trash2 size={14} aria-hidden="true" /> Remove
      </Button>
      {isAsking ? <RemoveDialog {...props} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

function RemoveDialog({ what, id, name, onClose }: RemoveButtonProps & { readonly onClose: () => void }): ReactNode {
  const isChannel = what === 'channel';
  const removeChannel = useCommand('notifications.removeChannel', { isQuiet: true });
  const removeRule = useCommand('notifications.removeRule', { isQuiet: true });
  const after = useAfterChange(
    isChannel ? 'notifications.channels' : 'notifications.rules',
    isChannel ? channelsPath : rulesPath,
  );
  const { mutate, isPending, error } = isChannel ? removeChannel : removeRule;
  return (
    <Dialog title={`Remove ${name}?`} onClose={onClose}>
      <p>
        {isChannel
          ? 'Its secret goes with it, and messages that wait are dropped. Rules that use it tell the others alone.'
          : 'Nobody is told any more of what it waits for. What it told stays in the log.'}
      </p>
      {error === null ? null : (
        <p className="fault" role="alert">
          {error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Keep it</Button>
        <Button
          look="danger"
          disabled={isPending}
          onClick={() => mutate({ id }, { onSuccess: () => after(`${name} is removed.`) })}
        >
          Remove {what}
        </Button>
      </div>
    </Dialog>
  );
}
