import type { OrderWeek } from '#shared/contract/work-orders.ts';
import { isOverdue } from '#shared/model/order-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import type { OrderSnapshot } from './work-order-index.ts';
import { parseTexts } from './work-order-rows.ts';
import { type SourceWeek, weeksUntil } from './work-order-weeks.ts';

/** So many categories are told apart; the rest is `Other`. */
const mostCategories = 4;
const other = 'Other';

export interface TrendQuestion {
  readonly sourceId: string | null;
  readonly weeks: number;
  readonly now: EpochMs;
}

/** What is counted of one week. */
interface WeekCount {
  open: number;
  overdue: number;
  added: number;
  removed: number;
  isSeen: boolean;
  isUnseen: boolean;
  readonly categories: Map<string, number>;
}

interface TrendSource {
  readonly id: string;
  readonly targetId: number;
  readonly weeks: readonly SourceWeek[];
}

/**
 * Growth by week, oldest first. An order counts under the first of its categories. A week in which nobody looked at a source that was
 * known by then has no figures. A step for every few hundred states.
 */
export function* readWeekSteps(connection: Connection, question: TrendQuestion): Generator<void, OrderWeek[]> {
  const sources = readSources(connection, question);
  const mondays = weeksUntil('UTC', question.now, question.weeks).map(({ monday }) => monday);
  const counts = mondays.map(emptyWeek);
  for (const source of sources) {
    noteLooks(connection, source, counts);
    noteChanges(connection, source, counts);
    yield* countStates(connection, source, counts);
  }
  const named = largestCategories(counts);
  const labels = sources[0]?.weeks.map(({ monday }) => monday) ?? mondays;
  return counts.map((count, index) => toWeek(labels[index] ?? '', count, named));
}

function emptyWeek(): WeekCount {
  return { open: 0, overdue: 0, added: 0, removed: 0, isSeen: false, isUnseen: false, categories: new Map() };
}

function readSources({ prepare }: Connection, { sourceId, weeks, now }: TrendQuestion): TrendSource[] {
  return prepare<{ id: string; targetId: number; timeZone: string }>(
    `SELECT source.id, check_target.id AS targetId, time_zone AS timeZone FROM source
     JOIN check_target ON area = 'work-orders' AND key = source.id
     WHERE kind = 'workfossa' AND (@sourceId IS NULL OR source.id = @sourceId) ORDER BY source.id`,
  )
    .all({ sourceId })
    .map(({ id, targetId, timeZone }) => ({ id, targetId, weeks: weeksUntil(timeZone, now, weeks) }));
}

/** Notes in which weeks somebody looked; before its first look a source has no orders, known or not. */
function noteLooks({ prepare }: Connection, { targetId, weeks }: TrendSource, counts: readonly WeekCount[]): void {
  const stretches = prepare<{ first: number; last: number }>(
    `SELECT first_checked AS first, last_checked AS last FROM observed_stretch WHERE target_id = ? AND last_checked >= ?
     ORDER BY first_checked`,
  ).all(targetId, weeks[0]?.from ?? 0);
  const began = prepare<number | null>('SELECT first_checked FROM check_target WHERE id = ?').pluck().get(targetId);
  weeks.forEach(({ from, until }, index) => {
    const count = counts[index];
    if (count === undefined || began == null || began >= until) return;
    if (stretches.some(({ first, last }) => first < until && last >= from)) count.isSeen = true;
    else count.isUnseen = true;
  });
}

function noteChanges({ prepare }: Connection, { id, weeks }: TrendSource, counts: readonly WeekCount[]): void {
  const rows = prepare<{ type: string; seen_at: number }>(
    `SELECT type, seen_at FROM work_order_change
     WHERE seen_at >= ? AND source_id = ? AND type IN ('added','returned','removed','replaced')`,
  ).all(weeks[0]?.from ?? 0, id);
  for (const { type, seen_at: at } of rows) {
    const count = counts[weeks.findIndex(({ from, until }) => at >= from && at < until)];
    if (count === undefined) continue;
    if (type !== 'removed') count.added += 1;
    if (type === 'removed' || type === 'replaced') count.removed += 1;
  }
}

interface StateRow {
  readonly number: string;
  readonly first_checked: number;
  readonly next_first: number | null;
  readonly is_listed: number;
  readonly categories: string | null;
  readonly visits_done: number | null;
  readonly visits_planned: number | null;
  readonly next_visit_date: string | null;
  readonly due_date: string | null;
}

/** So many orders are read at a time. */
const pageSize = 200;

function* countStates(connection: Connection, source: TrendSource, counts: readonly WeekCount[]): Generator<void> {
  const page = connection.prepare<StateRow>(
    `SELECT number, first_checked, is_listed, categories, visits_done, visits_planned, next_visit_date, due_date,
       lead(first_checked) OVER (PARTITION BY number ORDER BY first_checked) AS next_first
     FROM work_order_history WHERE target_id = @targetId AND number IN (
       SELECT number FROM work_order_state WHERE target_id = @targetId AND number > @after ORDER BY number LIMIT @limit)
     ORDER BY number, first_checked`,
  );
  for (let after = ''; ;) {
    const rows = page.all({ targetId: source.targetId, after, limit: pageSize });
    for (const row of rows) if (row.is_listed === 1) countState(row, source.weeks, counts);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.number;
    yield;
  }
}

function countState(row: StateRow, weeks: readonly SourceWeek[], counts: readonly WeekCount[]): void {
  const [category = other] = parseTexts(row.categories);
  const order = {
    dueDate: row.due_date,
    nextVisitDate: row.next_visit_date,
    visitsDone: row.visits_done,
    visitsPlanned: row.visits_planned,
  };
  weeks.forEach(({ until, lastDay }, index) => {
    const count = counts[index];
    const isThen = row.first_checked < until && (row.next_first === null || row.next_first >= until);
    if (count === undefined || !isThen) return;
    count.open += 1;
    if (isOverdue(order, lastDay)) count.overdue += 1;
    count.categories.set(category, (count.categories.get(category) ?? 0) + 1);
  });
}

/** The categories with the most orders over all weeks, most first. */
function largestCategories(counts: readonly WeekCount[]): string[] {
  const sums = new Map<string, number>();
  for (const { categories } of counts) {
    for (const [category, count] of categories) sums.set(category, (sums.get(category) ?? 0) + count);
  }
  return [...sums]
    .filter(([category]) => category !== other)
    .toSorted((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
    .slice(0, mostCategories)
    .map(([category]) => category);
}

function toWeek(monday: string, count: WeekCount, named: readonly string[]): OrderWeek {
  const { open, overdue, added, removed, categories, isSeen, isUnseen } = count;
  if (!isSeen || isUnseen) return { monday, open: null, overdue: null, added, removed, byCategory: [] };
  const known = named.map((category) => ({ category, count: categories.get(category) ?? 0 }));
  const rest = open - known.reduce((sum, each) => sum + each.count, 0);
  return { monday, open, overdue, added, removed, byCategory: [...known, { category: other, count: rest }] };
}

/** From so many days on an order belongs to the next group of ages. */
const ageSteps = [0, 7, 14, 30, 60, 90, 180] as const;
const oneDayMs = 86_400_000;

/** Open orders by age since they were created, youngest first; those without that date last. */
export function countAges({ orders }: OrderSnapshot, { sourceId, now }: Omit<TrendQuestion, 'weeks'>) {
  const open = orders.filter((order) => order.isListed && (sourceId === null || order.sourceId === sourceId));
  const ages = open.map(({ createdAt }) => (createdAt === null ? null : (now - createdAt) / oneDayMs));
  const groups = ageSteps.map((from, index) => {
    const until = ageSteps[index + 1] ?? null;
    // The portal's clock may be ahead of ours.
    const isIn = (age: number): boolean => (age >= from || index === 0) && (until === null || age < until);
    const count = ages.filter((age) => age !== null && isIn(age)).length;
    return { fromDays: from as number | null, untilDays: until as number | null, count };
  });
  const unknown = ages.filter((age) => age === null).length;
  return unknown === 0 ? groups : [...groups, { fromDays: null, untilDays: null, count: unknown }];
}
