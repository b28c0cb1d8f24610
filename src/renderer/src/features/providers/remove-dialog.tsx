import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { Service } from '#shared/model/booking.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { providerPath, providersPath } from './provider-words.ts';

type Removable =
  | { readonly kind: 'provider'; readonly row: ProviderRow }
  | { readonly kind: 'service'; readonly service: Service };

/** Asks before a provider or a service is removed; a conflict is told in the dialog. */
export function RemoveButton({ what }: { readonly what: Removable }): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setIsAsking(true)}>
        <Trash2 size={14} aria-hidden="true" /> Remove
      </Button>
      {isAsking ? <RemoveDialog what={what} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

function RemoveDialog({ what, onClose }: { readonly what: Removable; readonly onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const removeProvider = useCommand('providers.remove', { isQuiet: true });
  const removeService = useCommand('services.remove', { isQuiet: true });
  const name = what.kind === 'provider' ? what.row.provider.name : what.service.name;
  const done = {
    onSuccess: () => {
      announce(`${name} is removed.`);
      onClose();
      void client.invalidateQueries({ queryKey: ['providers.list'] });
      void navigate(what.kind === 'provider' ? providersPath : providerPath(what.service.providerId));
    },
  };
  const confirm = (): void =>
    what.kind === 'provider'
      ? removeProvider.mutate({ id: what.row.provider.id }, done)
      : removeService.mutate({ id: what.service.id }, done);
  const error = removeProvider.error ?? removeService.error;
  return (
    <Dialog title={`Remove ${name}?`} onClose={onClose}>
      <p>
        {what.kind === 'provider'
          ? 'The provider goes with its hours and exceptions. That is possible only once it has no services.'
          : 'The service goes with its free slots. That is possible only while it was never booked; one that was can be made inactive instead.'}
      </p>
      {error === null ? null : (
        <p className="fault" role="alert">
          {error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={removeProvider.isPending || removeService.isPending} onClick={confirm}>
          Remove
        </Button>
      </div>
    </Dialog>
  );
}
