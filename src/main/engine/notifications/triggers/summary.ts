import type { EpochMs } from '#shared/model/primitives.ts';
import { type Calendar, calendarInstants, dailyCalendar } from '#shared/schedule/calendar.ts';
import { dayMs, weekdayOf, zoneOf } from '#shared/schedule/zone.ts';
import { failingTargets, targetsWithFaults } from '../../store/quarantine.ts';
import { countOrderChanges, overdueOrders } from '../../store/order-news.ts';
import { failingSchedules, selfPausedSchedules, tallyRuns } from '../../store/schedule-troubles.ts';
import { defineHappening, type Look, type TriggerOf } from '../trigger.ts';
import { counted, firstLines, instantWords } from '../words.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** A time that was missed longer ago is not looked for: a weekly one is planned at least once within this, milliseconds. */
const lookBackMs = 9 * dayMs;

const orderWords: Readonly<Record<string, string>> = {
  added: 'added',
  removed: 'no longer listed',
  returned: 'listed again',
  date_changed: 'moved',
  swapped: 'swapped',
  replaced: 'replaced',
  changed: 'otherwise changed',
};

/** What happened and what is wrong, at its time; of times that were missed, the last is told of late, and no other. */
export const summary = defineHappening('summary', {
  isLasting: false,
  sample: {
    since: '2026-11-21 07:00 (Europe/Zurich)',
    at: '2026-11-22 07:00 (Europe/Zurich)',
    wrong: ['Update huts for Alpine huts: huts.example did not answer in time.'],
    runs: '188',
    failed: '4',
    changes: ['Update building occupancy: 144 runs, none failed, 312 changes', 'Work orders: 3 added, 1 moved'],
  },
  words: {
    title: 'Rounds, since {since}',
    body: 'Wrong now:\n{wrong}\n\nRuns: {runs}, failed: {failed}.\n{changes}',
  },
  many: { title: '{count} summaries', endTitle: '' },
  find(trigger, look, cursor) {
    const { now } = look;
    // One that lies ahead was written before the clock was put back.
    if (cursor === null || cursor > now) return { findings: [], cursor: now };
    const at = lastPlanned(trigger, cursor, now);
    if (at === null) return { findings: [], cursor };
    const { timeZone } = trigger;
    const tallies = tallyRuns(look.store.connection, cursor);
    const total = (field: 'runs' | 'failed'): string => String(tallies.reduce((sum, tally) => sum + tally[field], 0));
    const facts = {
      since: instantWords(cursor, timeZone),
      at: instantWords(at, timeZone),
      wrong: wrongNow(look),
      runs: total('runs'),
      failed: total('failed'),
      changes: changesSince(look, cursor),
    };
    return { findings: [{ cause: String(at), facts, path: '/', line: facts.at, group: 'summary' }], cursor: at };
  },
});

/** The newest planned time after the cursor, up to now. */
function lastPlanned({ weekday, at, timeZone }: TriggerOf<'summary'>, cursor: EpochMs, now: EpochMs): EpochMs | null {
  const daily = dailyCalendar([at]);
  const calendar: Calendar =
    weekday === null ? daily : { ...daily, matchesDate: (midnight) => weekdays[weekdayOf(midnight)] === weekday };
  const from = Math.max(cursor + 1, now - lookBackMs);
  const planned = [...calendarInstants(calendar, zoneOf(timeZone), from, now + 1)];
  return planned.at(-1)?.at ?? null;
}

function wrongNow({ store, now }: Look): string[] {
  const { connection } = store;
  const overdue = overdueOrders(connection, now).length;
  const lines = [
    ...failingSchedules(connection).map(
      ({ title, subject, inRow }) => `${title} for ${subject}: ${counted(inRow, 'run')} failed in a row`,
    ),
    ...selfPausedSchedules(connection).map(({ title, subject }) => `${title} for ${subject} paused itself`),
    ...store.plans.held().flatMap(({ runId }) => {
      const run = store.runs.find(String(runId));
      return run === undefined ? [] : [`${run.title} for ${run.subject} waits for a decision`];
    }),
    ...failingTargets(connection).map(({ name, sourceName }) => `${name} (${sourceName}) cannot be read`),
    ...targetsWithFaults(connection).map(({ name, count }) => `${name}: ${counted(count, 'row')} set aside`),
    ...(overdue === 0 ? [] : [`${counted(overdue, 'work order')} overdue`]),
  ];
  return lines.length === 0 ? ['Nothing.'] : firstLines(lines);
}

function changesSince({ store, jobs }: Look, since: EpochMs): string[] {
  const byJob = tallyRuns(store.connection, since).map(({ kind, runs, failed, changes }) => {
    const title = jobs.find((job) => job.kind === kind)?.title ?? kind;
    return `${title}: ${counted(runs, 'run')}, ${failed === 0 ? 'none' : failed} failed, ${counted(changes, 'change')}`;
  });
  const orders = countOrderChanges(store.connection, since).map(
    ({ type, count }) => `${count} ${orderWords[type] ?? type}`,
  );
  return [...byJob, ...(orders.length === 0 ? [] : [`Work orders: ${orders.join(', ')}`])];
}
