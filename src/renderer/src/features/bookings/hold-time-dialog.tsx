import { useState } from 'react';
import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { announce } from '../../lib/notices.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { wholeNumberOf } from './hold-draft.ts';

/** How long a hold lives before it runs out, for holds that are taken from now on. */
export function HoldTimeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const settings = useOperation('bookings.settings', {});
  return (
    <Dialog title="How long holds live" onClose={onClose}>
      {settings.data !== undefined ? (
        <HoldTimeForm minutes={settings.data.holdMinutes} onClose={onClose} />
      ) : settings.error === null ? (
        <LoadingState what="the settings" rows={2} />
      ) : (
        <ErrorState what="the settings" error={settings.error} onRetry={() => void settings.refetch()} />
      )}
    </Dialog>
  );
}

function HoldTimeForm({ minutes, onClose }: { readonly minutes: number; readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState(String(minutes));
  const client = useQueryClient();
  const save = useCommand('bookings.saveSettings', { isQuiet: true });
  const holdMinutes = wholeNumberOf(text, 1, 10_080);
  const submit = (): void => {
    if (holdMinutes === null) return;
    save.mutate(
      { holdMinutes },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['bookings.settings'] });
          announce(`Holds taken from now on live ${String(holdMinutes)} minutes.`);
          onClose();
        },
      },
    );
  };
  return (
    <form
      className="booking-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label="Minutes until a hold runs out"
        value={text}
        onChange={setText}
        hint="Then Rounds cancels it and frees the slot. Holds that run already keep their time."
        error={holdMinutes === null ? 'A whole number of minutes from 1 to 10080, which is a week.' : undefined}
      />
      {save.error === null ? null : (
        <p className="fault" role="alert">
          {save.error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabled={holdMinutes === null || save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
