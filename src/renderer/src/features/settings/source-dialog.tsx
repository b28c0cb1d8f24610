import { useState } from 'react';
import type { ReactNode } from 'react';
import type { LocationSuggestion } from '#shared/model/occupancy.ts';
import type { HutSource, WaitzSource } from '#shared/model/source.ts';
import type { Source } from '#shared/model/source.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChooseBuildings } from './choose-buildings.tsx';
import { SourceFields } from './source-fields.tsx';
import { draftOf } from './source-form.ts';
import type { SourceDraft } from './source-form.ts';
import { TryHut } from './try-hut.tsx';

interface SourceDialogProps {
  /** The source to edit; null adds one. */
  readonly source: Source | null;
  readonly onClose: () => void;
}

/** What the first step led to: a school whose list was read, or a service of huts that is saved. */
export type SourceStep =
  | { readonly kind: 'school'; readonly source: WaitzSource; readonly locations: readonly LocationSuggestion[] }
  | { readonly kind: 'huts'; readonly source: HutSource };

/**
 * Adds a source in two steps, or edits one. A school is tested before anything is saved. A service of huts has no list to
 * test with: it is saved, and then tried with the number of a hut.
 */
export function SourceDialog({ source, onClose }: SourceDialogProps): ReactNode {
  const [step, setStep] = useState<SourceStep | null>(null);
  const [draft, setDraft] = useState<SourceDraft>(draftOf(source));
  if (step?.kind === 'school') {
    return (
      <Dialog key="choose" title={`${step.source.name} answers`} onClose={onClose}>
        <ChooseBuildings
          source={step.source}
          locations={step.locations}
          isNew={source === null}
          onBack={() => setStep(null)}
          onClose={onClose}
        />
      </Dialog>
    );
  }
  if (step?.kind === 'huts') {
    return (
      <Dialog key="try" title={`${step.source.name} is saved`} onClose={onClose}>
        <TryHut source={step.source} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog key="form" title={source === null ? 'Add a source' : `Edit ${source.name}`} onClose={onClose}>
      <SourceFields source={source} draft={draft} onDraft={setDraft} onStep={setStep} onClose={onClose} />
    </Dialog>
  );
}
