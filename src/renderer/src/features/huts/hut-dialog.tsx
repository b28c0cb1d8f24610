import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Hut } from '#shared/model/hut.ts';
import { type HutSource, isHutSource } from '#shared/model/source.ts';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { HutFields } from './hut-fields.tsx';
import { hutDraftOf } from './hut-form.ts';
import './hut-dialogs.css';

interface HutDialogProps {
  /** The hut to edit; null adds one. */
  readonly hut: Hut | null;
  readonly onClose: () => void;
}

/** Adds a hut by what its source calls it, or edits one. */
export function HutDialog({ hut, onClose }: HutDialogProps): ReactNode {
  const sources = useOperation('sources.list', {});
  const ofHuts = sources.data?.flatMap(({ source }) => (isHutSource(source) ? [source] : []));
  return (
    <Dialog title={hut === null ? 'Add hut' : `Edit ${hut.name}`} onClose={onClose}>
      {ofHuts !== undefined ? (
        ofHuts.length === 0 ? (
          <NoSource onClose={onClose} />
        ) : (
          <HutForm hut={hut} sources={ofHuts} onClose={onClose} />
        )
      ) : sources.error === null ? (
        <LoadingState what="the sources" />
      ) : (
        <ErrorState what="the sources" error={sources.error} onRetry={() => void sources.refetch()} />
      )}
    </Dialog>
  );
}

function NoSource({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <>
      <p>A hut belongs to a source, and there is none of huts yet. Add the service first.</p>
      <div className="dialog__actions">
        <Button onClick={onClose}>Close</Button>
        <Link className="button button--primary" to="/settings?add=1">
          Add a source
        </Link>
      </div>
    </>
  );
}

interface HutFormProps extends HutDialogProps {
  readonly sources: readonly HutSource[];
}

function HutForm({ hut, sources, onClose }: HutFormProps): ReactNode {
  const [draft, setDraft] = useState(() => hutDraftOf(hut, sources[0]?.id ?? ''));
  return <HutFields hut={hut} sources={sources} draft={draft} onDraft={setDraft} onClose={onClose} />;
}
