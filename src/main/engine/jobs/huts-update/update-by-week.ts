import { AppError } from '#shared/errors.ts';
import { addDays, type CalendarDate, dateIn } from '#shared/model/calendar-date.ts';
import type { Hut } from '#shared/model/hut.ts';
import type { HutsOrgSource } from '#shared/model/source.ts';
import type { HutAvailability } from '../../sources/hut-readings.ts';
import type { HutsOrgWeek } from '../../sources/huts-org/parse-week.ts';
import type { JobContext } from '../define-job.ts';
import { applyAnswer } from './apply.ts';
import type { ChosenHut } from './choose.ts';
import type { HutsUpdateParameters } from './parameters.ts';

/** Pages beyond this many are not asked for: a year and a week. */
const mostWeeks = 54;

/** Asks for one week after another, each page for all huts; where a page fails, every hut was looked at in vain. */
export async function updateByWeek(
  context: JobContext,
  source: HutsOrgSource,
  chosen: readonly ChosenHut[],
  params: HutsUpdateParameters,
): Promise<void> {
  const weeks = await readWeeks(context, source, chosen, params);
  for (const { hut } of chosen) {
    await context.check(
      hut.slug,
      () => nightsOf(hut, weeks),
      (answer) => applyAnswer(context, hut, { answer, digest: null }, params),
    );
  }
}

async function readWeeks(
  context: JobContext,
  source: HutsOrgSource,
  chosen: readonly ChosenHut[],
  { days }: HutsUpdateParameters,
): Promise<HutsOrgWeek[]> {
  const today = firstToday(chosen, context.clock.now());
  const weeks: HutsOrgWeek[] = [];
  return context.readFor(
    chosen.map(({ hut }) => hut.slug),
    async () => {
      let from: CalendarDate = today;
      while (from <= addDays(today, days) && weeks.length < mostWeeks) {
        const week = await context.sources.huts.week(source, from, context.signal);
        weeks.push(week);
        from = addDays(week.until, 1);
      }
      return weeks;
    },
  );
}

function firstToday(chosen: readonly ChosenHut[], now: number): CalendarDate {
  const todays = chosen.map(({ hut }) => dateIn(hut.timeZone, now)).toSorted();
  return todays[0] ?? dateIn('UTC', now);
}

/** What the weeks tell of a hut, by the name that the table has for it. Rejects with `not_found`. */
function nightsOf({ bookingRef, name }: Hut, weeks: readonly HutsOrgWeek[]): HutAvailability {
  const wanted = bookingRef.toLowerCase();
  const found = weeks.map(({ huts }) => huts.find((each) => each.name.toLowerCase() === wanted));
  if (found.every((each) => each === undefined)) {
    const names = weeks[0]?.huts.map((each) => `“${each.name}”`).join(', ') ?? 'none';
    throw new AppError('not_found', `The table has no hut “${bookingRef}” (${name}). It has: ${names}.`);
  }
  return {
    nights: found.flatMap((each) => each?.nights ?? []),
    faults: found.flatMap((each) => each?.faults ?? []),
  };
}
