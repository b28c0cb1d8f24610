import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { JobInfo } from '#shared/contract/runs.ts';
import type { FieldProblem, SchedulePreview } from '#shared/contract/schedules.ts';
import type { AppError } from '#shared/errors.ts';
import type { Schedule } from '#shared/model/schedule.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import { draftOf, joinProblems, localProblems } from './schedule-form.ts';
import type { ScheduleForm } from './schedule-form.ts';
import { useReadAnew } from './use-schedule-commands.ts';

export interface EditorInput {
  readonly jobs: readonly JobInfo[];
  /** Id of the schedule that is edited; null makes a new one. */
  readonly id: string | null;
  /** What is stored of it now; null for a new one, or where it cannot be read. */
  readonly stored: Schedule | null;
  readonly initial: ScheduleForm;
}

export interface EditorModel {
  readonly form: ScheduleForm;
  readonly set: (changes: Partial<ScheduleForm>) => void;
  readonly jobs: readonly JobInfo[];
  readonly job: JobInfo | undefined;
  readonly parameters: readonly Parameter[];
  /** What is shown as wrong: fields that were touched, or everything once saving was tried. */
  readonly problems: readonly FieldProblem[];
  /** Something that the preview was not asked about is wrong. */
  readonly hasLocalProblems: boolean;
  /** The newest answer; null while there is none. */
  readonly preview: SchedulePreview | null;
  readonly previewError: AppError | null;
  /** Whether what the preview shows belongs to an earlier state of the form. */
  readonly isBehind: boolean;
  readonly isDirty: boolean;
  /** True while a page may be left without asking. */
  readonly mayLeave: () => boolean;
  readonly save: () => void;
  readonly isSaving: boolean;
  readonly saveError: AppError | null;
}

/** The state of the editor: what is typed, what the main process says of it, and the way to save it. */
export function useEditor({ jobs, id, stored, initial }: EditorInput): EditorModel {
  const [first] = useState(initial);
  const [form, setForm] = useState(initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isTried, setIsTried] = useState(id !== null);
  const job = jobs.find(({ kind }) => kind === form.job);
  const parameters = useMemo(() => parametersOf(job?.parameters ?? {}), [job]);
  const draft = useMemo(() => draftOf(form, parameters, stored), [form, parameters, stored]);
  const deferred = useDeferredValue(draft);
  const preview = useOperation(
    'schedules.preview',
    { id, draft: deferred },
    { keepsPrevious: true, refetchIntervalMs: 60_000 },
  );
  const isBehind = preview.isPlaceholderData || preview.data === undefined || deferred !== draft;
  const local = localProblems(form);
  const all = joinProblems(local, preview.data?.problems ?? []);
  const known = isBehind ? local : all;
  const isDirty = JSON.stringify(form) !== JSON.stringify(first);
  const saving = useSave(id, draft);
  const set = (changes: Partial<ScheduleForm>): void => {
    setForm((current) => ({ ...current, ...changes }));
    setTouched((current) => new Set([...current, ...Object.keys(changes).map(pathRoot)]));
  };
  return {
    form,
    set,
    jobs,
    job,
    parameters,
    problems: isTried ? all : all.filter(({ path }) => touched.has(String(path[0]))),
    hasLocalProblems: local.length > 0,
    preview: preview.data ?? null,
    previewError: preview.error,
    isBehind,
    isDirty,
    mayLeave: () => !isDirty || saving.isDone(),
    save: () => {
      setIsTried(true);
      if (known.length === 0) saving.save();
      else document.getElementById(summaryId)?.focus();
    },
    isSaving: saving.isPending,
    saveError: saving.error,
  };
}

/** The list of everything that is wrong; on the page as long as the editor is. */
export const summaryId = 'editor-problems';

/** The field of a draft that a field of the form becomes. */
function pathRoot(field: string): string {
  if (field === 'everyCount' || field === 'everyUnit' || field === 'ruleKind') return 'every';
  if (field === 'isAlways' || field === 'windows') return 'activeHours';
  return field === 'attempts' || field === 'backoffSeconds' ? 'retry' : field;
}

function useSave(
  id: string | null,
  draft: ReturnType<typeof draftOf>,
): {
  readonly save: () => void;
  readonly isPending: boolean;
  readonly isDone: () => boolean;
  readonly error: AppError | null;
} {
  const navigate = useNavigate();
  const readAnew = useReadAnew();
  const save = useCommand('schedules.save', { isQuiet: true });
  // Read while the page is being left, before anything is drawn anew.
  const isDone = useRef(false);
  return {
    isPending: save.isPending,
    isDone: () => isDone.current,
    error: save.error,
    save: () => {
      if (save.isPending) return;
      save.mutate(
        { id, draft },
        {
          onSuccess: ({ status }) => {
            isDone.current = true;
            announce(`${scheduleName(status)} is saved and takes effect at once.`);
            readAnew();
            void navigate(`/schedules/${encodeURIComponent(status.id)}`);
          },
        },
      );
    },
  };
}
