import type { HutWatchRow } from '#shared/model/hut.ts';
import type { Template, Trigger, TriggerKind } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Job } from '../jobs/define-job.ts';
import type { CoverageSummary } from '../store/booking-health.ts';
import type { Store } from '../store/store.ts';
import type { Facts } from './words.ts';

/** What there is to see when rules are looked at. */
export interface Look {
  readonly store: Store;
  readonly jobs: readonly Job[];
  readonly now: EpochMs;
  /** How far services are covered, worked out a few minutes ago at most; null where no rule asks. */
  readonly coverage: CoverageSummary | null;
  /** Watches that are met and of which nobody was told. */
  readonly untoldWatches: readonly HutWatchRow[];
}

/** A cause that holds, or something that happened. */
export interface Finding {
  /** What makes it one, whoever looks and whenever. */
  readonly cause: string;
  readonly facts: Facts;
  /** The page that shows more. */
  readonly path: string | null;
  /** The same in a line, for a message that tells of many. */
  readonly line: string;
  /** Many of one group that come up together are told in one message; its name in words. */
  readonly group: string;
}

/** The form of a trigger of one kind. */
export type TriggerOf<K extends TriggerKind> = Extract<Trigger, { kind: K }>;

interface Wording {
  /** Invented facts, for a preview; their names are the closed list of what a template may use. */
  readonly sample: Facts;
  readonly words: Template;
  /** Of many in one message: `{count}`, `{group}`; the lines follow. */
  readonly many: { readonly title: string; readonly endTitle: string };
}

/** A trigger whose causes last until they end. */
export interface Lasting<T> extends Wording {
  readonly isLasting: true;
  readonly endWords: Template;
  /** The causes that hold now; `isOpen` says which of them people were told of and not of their end. */
  find(trigger: T, look: Look, isOpen: (cause: string) => boolean): Finding[];
}

/** A trigger for what just happens. */
export interface Happening<T> extends Wording {
  readonly isLasting: false;
  /** What happened since the cursor, null for a rule that begins now, and where the next look goes on. */
  find(trigger: T, look: Look, cursor: number | null): { readonly findings: Finding[]; readonly cursor: number };
}

/** A trigger as rules see it. */
export type NotificationTrigger = Lasting<Trigger> | Happening<Trigger>;

/** Defines a trigger whose causes last until they end. */
export function defineLasting<K extends TriggerKind>(kind: K, definition: Lasting<TriggerOf<K>>): Lasting<Trigger> {
  return { ...definition, find: (trigger, look, isOpen) => definition.find(ofKind(kind, trigger), look, isOpen) };
}

/** Defines a trigger for what just happens. */
export function defineHappening<K extends TriggerKind>(
  kind: K,
  definition: Happening<TriggerOf<K>>,
): Happening<Trigger> {
  return { ...definition, find: (trigger, look, cursor) => definition.find(ofKind(kind, trigger), look, cursor) };
}

function ofKind<K extends TriggerKind>(kind: K, trigger: Trigger): TriggerOf<K> {
  if (trigger.kind !== kind) throw new Error(`A trigger of kind ${trigger.kind} was looked at as ${kind}.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compared one line above; the compiler does not narrow by a generic
  return trigger as TriggerOf<K>;
}

/** Whether a list of a rule has this one; null means all. */
export function isChosen(ids: readonly string[] | null, id: string | null): boolean {
  return ids === null || (id !== null && ids.includes(id));
}
