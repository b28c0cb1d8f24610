import { useMemo, useState } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { AppError } from '#shared/errors.ts';
import type { NotificationRule } from '#shared/model/notification.ts';
import { shownProblems } from '../../lib/draft-problems.ts';
import { zoneName } from '../../lib/format.ts';
import { useCommand } from '../../lib/queries.ts';
import { slugOf } from '../../lib/slugs.ts';
import { useDraft } from '../../lib/use-draft.ts';
import type { Draft } from '../../lib/use-draft.ts';
import { summaryId } from '../../ui/editor-frame.tsx';
import { rulesPath } from './paths.ts';
import { checkRule, emptyRuleForm, ruleFormOf } from './rule-form.ts';
import type { CheckedRule, RuleForm } from './rule-form.ts';
import { useAfterChange } from './use-after-change.ts';

export interface RuleEditorInput {
  /** What is stored; null adds a rule. */
  readonly rule: NotificationRule | null;
  /** Ids that a new one cannot have. */
  readonly taken: readonly string[];
  /** Channels that a new one tells to begin with. */
  readonly channelIds: readonly string[];
}

export interface RuleEditorModel {
  readonly draft: Draft<RuleForm>;
  /** As typed, with the id that follows from the name where none was written. */
  readonly form: RuleForm;
  /** What is shown as wrong: fields that were touched, or everything once saving was tried. */
  readonly problems: readonly FieldProblem[];
  readonly words: CheckedRule['words'];
  readonly save: () => void;
  readonly isSaving: boolean;
  readonly saveError: AppError | null;
}

/** The state of a rule's editor: what is typed, what is wrong with it, and the way to save it. */
export function useRuleEditor({ rule: stored, taken, channelIds }: RuleEditorInput): RuleEditorModel {
  const isNew = stored === null;
  const draft = useDraft<RuleForm>(isNew ? emptyRuleForm(zoneName(), channelIds) : ruleFormOf(stored, zoneName()));
  const [isTried, setIsTried] = useState(!isNew);
  const form = useMemo(
    () => (isNew && !draft.touched.has('id') ? { ...draft.form, id: slugOf(draft.form.name) } : draft.form),
    [isNew, draft.touched, draft.form],
  );
  const { rule, words, problems } = useMemo(() => checkRule(form, taken), [form, taken]);
  const save = useCommand('notifications.saveRule', { isQuiet: true });
  const after = useAfterChange('notifications.rules', rulesPath);
  return {
    draft,
    form,
    words,
    problems: shownProblems(problems, draft.touched, isTried),
    isSaving: save.isPending,
    saveError: save.error,
    save: () => {
      setIsTried(true);
      if (save.isPending) return;
      if (rule === null) document.getElementById(summaryId)?.focus();
      else
        save.mutate(
          { rule, isNew },
          {
            onSuccess: () => {
              draft.settle();
              after(`${rule.name} is saved and holds from now on.`);
            },
          },
        );
    },
  };
}
