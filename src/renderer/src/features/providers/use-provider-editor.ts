import { useMemo, useState } from 'react';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { AppError } from '#shared/errors.ts';
import type { Provider } from '#shared/model/booking.ts';
import { zoneName } from '../../lib/format.ts';
import { useCommand } from '../../lib/queries.ts';
import { slugOf } from '../../lib/slugs.ts';
import { shownProblems } from '../../lib/draft-problems.ts';
import { checkProvider, emptyProviderForm, providerFormOf } from './provider-form.ts';
import type { ProviderForm } from './provider-form.ts';
import { providerPath } from './provider-words.ts';
import { useAfterSave } from './use-after-save.ts';
import { useDraft } from '../../lib/use-draft.ts';
import type { Draft } from '../../lib/use-draft.ts';

/** What an editor needs of its state, whatever it edits. */
export interface EditorState<F extends object> {
  readonly draft: Draft<F>;
  /** As typed, with the id that follows from the name where none was written. */
  readonly form: F;
  /** What is shown as wrong: fields that were touched, or everything once saving was tried. */
  readonly problems: readonly FieldProblem[];
  readonly save: () => void;
  readonly isSaving: boolean;
  readonly saveError: AppError | null;
}

export interface ProviderEditorState extends EditorState<ProviderForm> {
  /** What the form says; null while something is wrong. */
  readonly provider: Provider | null;
}

/** The state of a provider's editor: what is typed, what is wrong with it, and the way to save it. */
export function useProviderEditor(row: ProviderRow | null, taken: readonly string[]): ProviderEditorState {
  const isNew = row === null;
  const draft = useDraft<ProviderForm>(isNew ? emptyProviderForm(zoneName()) : providerFormOf(row.provider));
  const [isTried, setIsTried] = useState(!isNew);
  const form = useMemo(
    () => (isNew && !draft.touched.has('id') ? { ...draft.form, id: slugOf(draft.form.name) } : draft.form),
    [isNew, draft.touched, draft.form],
  );
  const { provider, problems } = useMemo(() => checkProvider(form, taken), [form, taken]);
  const save = useCommand('providers.save', { isQuiet: true });
  const after = useAfterSave(draft);
  return {
    draft,
    form,
    provider,
    problems: shownProblems(problems, draft.touched, isTried),
    isSaving: save.isPending,
    saveError: save.error,
    save: () => {
      setIsTried(true);
      if (save.isPending) return;
      if (provider === null) after.refuse();
      else
        save.mutate(
          { provider, isNew },
          { onSuccess: (saved) => after.done(saved.name, isNew ? providerPath(saved.id) : null) },
        );
    },
  };
}
