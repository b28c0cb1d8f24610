import { randomFor } from '../random.ts';
import type { Opening, Rhythm } from './campus.ts';
import { clockWords, type LocalTime, localTimeAt } from './local-time.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** Rooms fill over this time after opening and empty over it before closing. */
const rampMinutes = 25;
/** The mood of a place drifts from one value to the next over this time. */
const driftMinutes = 20;

/** The opening that a moment lies in, as minutes since it began and until it ends; null when closed. */
export interface OpenSpan {
  readonly sinceMinutes: number;
  readonly untilMinutes: number;
}

/** Whether a place is open at a campus time, counting openings of the day before that reach past midnight. */
export function openSpanAt({ openings }: Rhythm, { weekday, minute }: LocalTime): OpenSpan | null {
  return spanIn(openings[weekday], minute) ?? spanIn(openings[(weekday + 6) % 7], minute + 1440);
}

function spanIn(opening: Opening | null | undefined, minute: number): OpenSpan | null {
  if (!opening || minute < opening.from || minute >= opening.until) return null;
  return { sinceMinutes: minute - opening.from, untilMinutes: opening.until - minute };
}

/** `open`, `Closed until 11:00am` (no day, no zone, as Waitz has it) or `Closed` where it never opens. */
export function hourSummaryAt(rhythm: Rhythm, time: LocalTime): string {
  if (openSpanAt(rhythm, time)) return 'open';
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const opening = rhythm.openings[(time.weekday + ahead) % 7];
    if (opening && (ahead > 0 || opening.from > time.minute)) return `Closed until ${clockWords(opening.from)}`;
  }
  return 'Closed';
}

/** Fullness that a place usually has at a campus time, 0 to about 1; 0 when closed. */
export function usualLevelAt(rhythm: Rhythm, time: LocalTime): number {
  const span = openSpanAt(rhythm, time);
  if (!span) return 0;
  const hour = (time.minute + (time.minute < 5 * 60 ? 1440 : 0)) / 60;
  const isWeekend = time.weekday === 0 || time.weekday === 6;
  const peaks = rhythm.peaks.reduce(
    (sum, { hour: at, height, width }) => sum + height * Math.exp(-(((hour - at) / width) ** 2)),
    0,
  );
  const isAllDay = span.sinceMinutes + span.untilMinutes >= 1440;
  const ramp = isAllDay ? 1 : Math.min(1, (span.sinceMinutes + 2) / rampMinutes, (span.untilMinutes + 2) / rampMinutes);
  return (rhythm.base + peaks * (isWeekend ? rhythm.weekend : 1)) * ramp;
}

/** Fullness of a place at an instant: the usual one, moved by the day's mood, a slow drift and a flicker of the minute. */
export function levelAt(seed: number, name: string, rhythm: Rhythm, timeMs: number): number {
  const time = localTimeAt(timeMs);
  const usual = usualLevelAt(rhythm, time);
  if (usual === 0) return 0;
  const mood = 0.8 + 0.4 * randomFor(seed, name, 'day', Math.floor(timeMs / dayMs));
  const drift = 0.9 + 0.2 * driftAt(seed, name, timeMs / minuteMs / driftMinutes);
  const flicker = 0.04 * (randomFor(seed, name, 'minute', Math.floor(timeMs / minuteMs)) - 0.5);
  return Math.max(0, usual * mood * drift + flicker);
}

function driftAt(seed: number, name: string, position: number): number {
  const step = Math.floor(position);
  const share = position - step;
  const smooth = share * share * (3 - 2 * share);
  return randomFor(seed, name, 'drift', step) * (1 - smooth) + randomFor(seed, name, 'drift', step + 1) * smooth;
}
