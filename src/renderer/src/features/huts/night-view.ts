import { addDays } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { NightMark } from '#shared/model/hut.ts';
import type { HutNights } from '#shared/model/hut.ts';
import { occupancyStatus } from '#shared/model/hut-rules.ts';

/** One night of a hut, ready to be shown. */
export interface NightView {
  readonly date: CalendarDate;
  readonly mark: NightMark;
  /** Null is not told, which is not 0. */
  readonly free: number | null;
  readonly total: number | null;
}

/** How a cell is drawn: a step of the scale of fullness, or one of the four ways in which there is no figure. */
export type NightTone =
  | 'empty'
  | 'low'
  | 'medium'
  | 'high'
  | 'full'
  | 'free-only'
  | 'elsewhere'
  | 'closed'
  | 'untold'
  | 'unlisted'
  | 'unseen';

const marks: ReadonlySet<string> = new Set(NightMark.options);

function isNightMark(mark: string): mark is NightMark {
  return marks.has(mark);
}

/** The night that many days after the first of the list. */
export function nightAt(nights: HutNights, from: CalendarDate, index: number): NightView {
  return nightOn(nights, addDays(from, index), index);
}

/** The same where its date is known already. Called for every cell that is drawn, so it parses nothing. */
export function nightOn(nights: HutNights, date: CalendarDate, index: number): NightView {
  const mark = nights.marks.charAt(index);
  return {
    date,
    mark: isNightMark(mark) ? mark : '.',
    free: nights.free[index] ?? null,
    total: nights.total[index] ?? null,
  };
}

/** How the night is drawn. */
function toneOf({ mark, free, total }: NightView): NightTone {
  if (mark === '.') return 'unseen';
  if (mark === 'x') return 'unlisted';
  if (mark === 'c') return 'closed';
  if (mark === 'n') return 'elsewhere';
  const status = occupancyStatus(free, total);
  if (status !== 'unknown') return status;
  return free === null ? 'untold' : 'free-only';
}

/** What stands in the cell of a night: the free beds, or a sign where there is no figure. Unseen is empty and hatched. */
export function cellText(night: NightView): string {
  return toneSigns[toneOf(night)] ?? String(night.free ?? '?');
}

const toneSigns: Readonly<Partial<Record<NightTone, string>>> = {
  closed: '–',
  untold: '?',
  unlisted: '×',
  unseen: '',
};

/** The classes by which nights.css draws a cell; null: the night is being read. */
export function cellLook(night: NightView | null): string {
  if (night === null) return 'night night--reading';
  return `night night--${toneOf(night)}${night.mark === 'q' ? ' night--questioned' : ''}`;
}

/** The night in words, without its date: "12 of 90 beds free". */
export function nightWords(night: NightView): string {
  const { mark, free, total } = night;
  const beds = (count: number): string => (count === 1 ? '1 bed' : `${count} beds`);
  if (mark === '.') return 'nobody has looked yet';
  if (mark === 'x') return 'no longer listed by the source';
  if (mark === 'c') return 'closed';
  const figure =
    free === null
      ? 'the source does not say how many beds are free'
      : total === null
        ? `${beds(free)} free`
        : `${free} of ${beds(total)} free`;
  if (mark === 'n') return `${figure}, not bookable online`;
  if (mark === 'q') return `${figure} when last read; the newest row could not be read`;
  return figure;
}
