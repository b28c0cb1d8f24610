import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WorkFossaSource } from '#shared/model/source.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';

interface ForgetPasswordProps {
  readonly source: WorkFossaSource;
  readonly onClose: () => void;
}

/** Asks before a password is thrown away, which nothing brings back. */
export function ForgetPassword({ source, onClose }: ForgetPasswordProps): ReactNode {
  const client = useQueryClient();
  const forget = useCommand('accounts.forgetPassword', { isQuiet: true });
  const confirm = (): void =>
    forget.mutate(
      { sourceId: source.id },
      {
        onSuccess: () => {
          announce(`The password of ${source.name} is forgotten.`);
          void client.invalidateQueries({ queryKey: ['accounts.account'] });
          onClose();
        },
      },
    );
  return (
    <>
      <p>
        Rounds signs itself out and cannot read the portal until it has a password again. What it read before stays as
        it is.
      </p>
      {forget.error === null ? null : (
        <p className="fault" role="alert">
          {forget.error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={forget.isPending} onClick={confirm}>
          Forget password
        </Button>
      </div>
    </>
  );
}
