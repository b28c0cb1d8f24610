import { useMemo, useState } from 'react';
import type { Service } from '#shared/model/booking.ts';
import { useCommand } from '../../lib/queries.ts';
import { slugOf } from '../../lib/slugs.ts';
import { shownProblems } from '../../lib/draft-problems.ts';
import { servicePath } from './provider-words.ts';
import { checkService, emptyServiceForm, serviceFormOf } from './service-form.ts';
import type { ServiceForm } from './service-form.ts';
import { useAfterSave } from './use-after-save.ts';
import { useDraft } from '../../lib/use-draft.ts';
import type { EditorState } from './use-provider-editor.ts';

export interface ServiceEditorState extends EditorState<ServiceForm> {
  /** What the form says; null while something is wrong. */
  readonly service: Service | null;
}

/** The state of a service's editor: what is typed, what is wrong with it, and the way to save it. */
export function useServiceEditor(
  providerId: string,
  stored: Service | null,
  taken: readonly string[],
): ServiceEditorState {
  const isNew = stored === null;
  const draft = useDraft<ServiceForm>(isNew ? emptyServiceForm() : serviceFormOf(stored));
  const [isTried, setIsTried] = useState(!isNew);
  const form = useMemo(
    () => (isNew && !draft.touched.has('id') ? { ...draft.form, id: slugOf(draft.form.name) } : draft.form),
    [isNew, draft.touched, draft.form],
  );
  const { service, problems } = useMemo(() => checkService(form, providerId, taken), [form, providerId, taken]);
  const save = useCommand('services.save', { isQuiet: true });
  const after = useAfterSave(draft);
  return {
    draft,
    form,
    service,
    problems: shownProblems(problems, draft.touched, isTried),
    isSaving: save.isPending,
    saveError: save.error,
    save: () => {
      setIsTried(true);
      if (save.isPending) return;
      if (service === null) after.refuse();
      else
        save.mutate(
          { service, isNew },
          { onSuccess: (saved) => after.done(saved.name, isNew ? servicePath(saved.id) : null) },
        );
    },
  };
}
