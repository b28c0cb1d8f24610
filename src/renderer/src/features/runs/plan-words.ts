import { assertNever } from '#shared/errors.ts';
import type { PlanAction, PlanCounts, PlanState, PlanValue, RunPlan } from '#shared/model/run-plan.ts';
import { formatCount, formatList, formatNumber } from '../../lib/format.ts';
import type { Mark } from '../../lib/words.ts';

/** How the state of a plan is drawn and called. */
export function planMark(state: PlanState): { readonly mark: Mark; readonly word: string } {
  switch (state) {
    case 'made':
      return { mark: 'paused', word: 'Not decided' };
    case 'dry':
      return { mark: 'waiting', word: 'Dry run' };
    case 'held':
      return { mark: 'attention', word: 'Held' };
    case 'applied':
      return { mark: 'active', word: 'Applied' };
    case 'partly_applied':
      return { mark: 'attention', word: 'Partly applied' };
    case 'refused':
      return { mark: 'failed', word: 'Refused' };
    case 'discarded':
      return { mark: 'paused', word: 'Left' };
    case 'superseded':
      return { mark: 'paused', word: 'Replaced' };
    default:
      return assertNever(state);
  }
}

/** What became of a plan, and what that means for the data. */
export function planSentence({ state, counts }: Pick<RunPlan, 'state' | 'counts'>): string {
  if (totalOf(counts) === 0) return 'There is nothing to change.';
  switch (state) {
    case 'made':
      return 'Nothing of it is carried out so far.';
    case 'dry':
      return 'Nothing was changed. It can be applied as it stands, as long as no row of it changes meanwhile.';
    case 'held':
      return 'Nothing was changed. It waits until somebody applies it or leaves it.';
    case 'applied':
      return 'Everything in it was carried out.';
    case 'partly_applied':
      return 'Some of it was carried out; rows that were not are marked with the reason.';
    case 'refused':
      return 'Nothing was changed, because a row had changed since the plan was made.';
    case 'discarded':
      return 'Nothing was changed: somebody decided against it.';
    case 'superseded':
      return 'Nothing was changed: a later plan of the same work took its place.';
    default:
      return assertNever(state);
  }
}

/** Where the plan comes from, where another run has to do with it. */
export function sourceSentence(source: RunPlan['source']): string {
  switch (source) {
    case 'job':
      return '';
    case 'apply':
      return 'It carries out the plan of another run:';
    case 'undo':
      return 'It takes back what another run did:';
    default:
      return assertNever(source);
  }
}

export function totalOf({ creates, updates, removes }: PlanCounts): number {
  return creates + updates + removes;
}

/** `42 made, 3 changed and 6 removed`; what is none is left out. */
export function countsWords({ creates, updates, removes }: PlanCounts): string {
  const parts = [
    creates > 0 ? `${formatNumber(creates)} made` : '',
    updates > 0 ? `${formatNumber(updates)} changed` : '',
    removes > 0 ? `${formatNumber(removes)} removed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'none' : formatList(parts);
}

/** What taking a run back would do, in a sentence. */
export function undoSentence(counts: PlanCounts, conflictCount: number): string {
  const total = totalOf(counts);
  const left =
    conflictCount === 0
      ? ''
      : ` ${formatCount(conflictCount, 'row has', 'rows have')} changed since and would be left alone.`;
  if (total === 0) return `Nothing can be taken back.${left}`;
  return `${formatCount(total, 'row', 'rows')} would be as before: ${countsWords(counts)}.${left}`;
}

/** What is done to a row, as a word for it. */
export function actionWord(action: PlanAction): string {
  switch (action) {
    case 'create':
      return 'Make';
    case 'update':
      return 'Change';
    case 'remove':
      return 'Remove';
    default:
      return assertNever(action);
  }
}

/** A value of a field as people read it. */
export function planValueWord(value: PlanValue): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** Whether a person can decide about it now. */
export function isOpenPlan({ state }: Pick<RunPlan, 'state'>): boolean {
  return state === 'held' || state === 'dry';
}
