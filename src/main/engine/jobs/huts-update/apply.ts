import { addDays, dateIn, dateOfDayNumber } from '#shared/model/calendar-date.ts';
import type { Hut, HutNight } from '#shared/model/hut.ts';
import { hutTypeOf, occupancyStatus, totalOrCapacity } from '#shared/model/hut-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { RunChange } from '#shared/model/run.ts';
import type { HutAvailability, HutReading } from '../../sources/hut-readings.ts';
import type { AppliedCheck } from '../../store/change-log.ts';
import { hutTypeOfCode, reservationOfCode } from '../../store/hut-codes.ts';
import type { CheckOutcome, JobContext } from '../define-job.ts';
import { decidingNights, dueOf } from './due.ts';
import { type HutsUpdateParameters, intervalsOf } from './parameters.ts';

/** An answer that was read, and what stands for it; null where the next answer shall be read in any case. */
interface ReadAnswer {
  readonly answer: HutAvailability;
  readonly digest: string | null;
}

/** Notes that a hut's answer is the same as at the newest good look. */
export function confirmAnswer({ store, clock }: JobContext, { slug }: Hut): CheckOutcome {
  const { outcome } = store.hutLog.confirm({ slug, at: clock.now() });
  return { outcome, message: 'The answer is the same as last time', changes: [] };
}

/** A hut's today and the last night, both inclusive, of so many days. */
export function horizonOf(timeZone: string, now: EpochMs, days: number) {
  const today = dateIn(timeZone, now);
  return { today, lastNight: addDays(today, days) };
}

/** Stores what an answer told of a hut, and says what that came to. */
export function applyAnswer(
  context: JobContext,
  hut: Hut,
  { answer: { nights, faults }, digest }: ReadAnswer,
  params: HutsUpdateParameters,
): CheckOutcome {
  const { store, clock, runId } = context;
  const at = clock.now();
  const known = nightsOf(nights, hut);
  const look = { slug: hut.slug, at, stepMs: plannedStep(hut, known, params, at), runId };
  const findings = { nights: known, faults, ...horizonOf(hut.timeZone, at, params.days) };
  const applied = store.hutLog.apply(look, findings, digest);
  for (const { label, reason } of faults) context.note('warn', `${hut.name}, ${label}: ${reason}`);
  return {
    outcome: applied.outcome,
    message: describe(known, applied, faults.length),
    changes: toChanges(hut.slug, applied),
  };
}

/** The nights of an answer with the type that each has, by what the desk knows of the hut. */
export function nightsOf(readings: readonly HutReading[], hut: Hut): HutNight[] {
  return readings.map(({ date, free, total, staffing, reservationStatus }) => ({
    date,
    free,
    total,
    hutType: hutTypeOf({ total, staffing }, hut),
    reservationStatus,
  }));
}

/** How far away the next look is planned, now that the nights are known. */
function plannedStep(hut: Hut, nights: readonly HutNight[], params: HutsUpdateParameters, now: number): number {
  const today = dateIn(hut.timeZone, now);
  const deciding = nights
    .filter(({ date }) => date >= today)
    .slice(0, decidingNights)
    .map(({ date, free, total }) => ({ date, status: occupancyStatus(free, totalOrCapacity(free, total, hut)) }));
  const standing = { lastChecked: now, failedAt: null, failuresInRow: 0, nights: deciding };
  return dueOf(standing, intervalsOf(params)).stepMs;
}

function describe(nights: readonly HutNight[], { changes }: AppliedCheck, faultCount: number): string {
  const open = nights.filter(({ free }) => free !== null && free > 0).length;
  const changed = new Set(changes.map(({ key }) => key)).size;
  const parts = [`${nights.length} nights, ${open} with free beds`];
  if (changed > 0) parts.push(changed === 1 ? '1 changed' : `${changed} changed`);
  if (faultCount > 0) parts.push(faultCount === 1 ? '1 row could not be read' : `${faultCount} rows could not be read`);
  return parts.join('; ');
}

/** The names that exports and the window use for the columns of a change. */
const fieldNames: Readonly<Record<string, string>> = { hut_type: 'hutType', reservation: 'reservationStatus' };

function toChanges(target: string, { changes }: AppliedCheck): RunChange[] {
  return changes.map(({ key, field, before, after }) => {
    const value = (cell: typeof before): RunChange['before'] => {
      if (cell === null || typeof cell === 'string') return cell;
      if (field === 'hut_type') return hutTypeOfCode(cell);
      if (field === 'reservation') return reservationOfCode(cell);
      return field === 'isListed' ? cell === 1 : cell;
    };
    const night = dateOfDayNumber(Number(key));
    return { target, key: night, field: fieldNames[field] ?? field, before: value(before), after: value(after) };
  });
}
