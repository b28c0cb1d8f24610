import { Schedule } from '#shared/model/schedule.ts';
import { Weekday } from '#shared/schedule/rule.ts';
import type { Random } from './random.ts';

/** Seven zones: with and without changes of clocks, north and south, off the hour, across the date line. */
export const zones = [
  'UTC',
  'Europe/Zurich',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Pacific/Apia',
] as const;

const clockTimes = ['00:00', '01:30', '02:00', '02:30', '06:15', '09:00', '12:45', '18:00', '23:30'];
const crons = ['0 */6 * * *', '15 3 * * 1-5', '30 2 * * *', '0 8,20 * * *', '45 23 1,15 * *', '20 */8 * * 6,0'];
const intervals = ['PT4H', 'PT6H', 'PT8H', 'PT12H', 'PT24H', 'PT7H', 'PT5H30M'];

/** The id of the source outside this machine that some of the work asks. */
export const outsideSource = 'outside';

/** A schedule with a rule, a zone and policies of its own. */
export function randomSchedule(random: Random, id: string): Schedule {
  const sourceId = random.chance(0.4) ? { sourceId: outsideSource } : {};
  return Schedule.parse({
    id,
    job: 'sim.work',
    params: { name: id, ...sourceId },
    ...randomRule(random),
    timeZone: random.pick(zones),
    overlap: random.pick(['skip', 'skip', 'queue', 'cancel']),
    missed: random.pick(['latest', 'latest', 'skip', 'all']),
    retry: { attempts: random.int(1, 2), backoffSeconds: 30 },
    pauseAfterFailures: random.chance(0.2) ? 5 : null,
    runAtStart: random.chance(0.1),
  });
}

/** A rule alone: when, within which hours, and how far from the instant. */
export function randomRule(random: Random): Record<string, unknown> {
  const kind = random.int(0, 2);
  const timing =
    kind === 0
      ? { every: random.pick(intervals) }
      : kind === 1
        ? { dailyAt: [...new Set([random.pick(clockTimes), random.pick(clockTimes)])] }
        : { cron: random.pick(crons) };
  const jitterSeconds = random.chance(0.3) ? random.int(1, 900) : 0;
  return { ...timing, jitterSeconds, activeHours: random.chance(0.3) && kind === 0 ? [randomWindow(random)] : [] };
}

function randomWindow(random: Random) {
  const days = Weekday.options.filter(() => random.chance(0.7));
  const [from, until] = random.pick([
    ['07:00', '23:00'],
    ['22:00', '06:00'],
    ['00:00', '12:00'],
  ] as const);
  return { days: days.length === 0 ? [...Weekday.options] : days, from, until };
}
