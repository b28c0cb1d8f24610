import type { BookingSlot } from '#shared/model/booking.ts';
import type { BoardLine, ServiceLine } from './board-rows.ts';

/** Where a slot stands on the board. */
export interface SlotPlace {
  readonly line: number;
  readonly day: number;
  readonly index: number;
}

/** Slots are walked as they stand on the board, whatever lies between them. */
export function placeOf(lines: readonly BoardLine[], slotId: string | null): SlotPlace | null {
  if (slotId === null) return null;
  for (const [line, each] of lines.entries()) {
    if (each.kind === 'provider') continue;
    for (const [day, { slots }] of each.days.entries()) {
      const index = slots.findIndex(({ id }) => id === slotId);
      if (index >= 0) return { line, day, index };
    }
  }
  return null;
}

/** The slot that the tab key reaches before any was walked to: the first that is not over, or else the first. */
export function firstSlot(lines: readonly BoardLine[], now: number): BookingSlot | null {
  const all = lines.flatMap((line) => (line.kind === 'service' ? slotsOf(line) : []));
  return all.find(({ endsAt }) => endsAt > now) ?? all[0] ?? null;
}

function slotsOf(line: ServiceLine): readonly BookingSlot[] {
  return line.days.flatMap(({ slots }) => slots);
}

/** The slot that a key leads to; null where it leads nowhere, undefined where it does not walk. */
export function slotAfter(
  key: string,
  place: SlotPlace,
  lines: readonly BoardLine[],
  view: 'day' | 'week',
): BookingSlot | null | undefined {
  const line = lines[place.line];
  if (line?.kind !== 'service') return null;
  switch (key) {
    case 'ArrowRight':
      return view === 'day' ? along(line, place, 1) : acrossDays(line, place, 1);
    case 'ArrowLeft':
      return view === 'day' ? along(line, place, -1) : acrossDays(line, place, -1);
    case 'ArrowDown':
      return (view === 'day' ? null : within(line, place, 1)) ?? toLine(lines, place, 1, view);
    case 'ArrowUp':
      return (view === 'day' ? null : within(line, place, -1)) ?? toLine(lines, place, -1, view);
    case 'Home':
      return slotsOf(line)[0] ?? null;
    case 'End':
      return slotsOf(line).at(-1) ?? null;
    default:
      return undefined;
  }
}

function slotAt(line: ServiceLine, { day, index }: SlotPlace): BookingSlot | undefined {
  return line.days[day]?.slots[index];
}

function along(line: ServiceLine, place: SlotPlace, step: 1 | -1): BookingSlot | null {
  const all = slotsOf(line);
  const at = all.findIndex((slot) => slot === slotAt(line, place));
  return all[at + step] ?? null;
}

function within(line: ServiceLine, { day, index }: SlotPlace, step: 1 | -1): BookingSlot | null {
  return line.days[day]?.slots[index + step] ?? null;
}

/** The slot nearest in the hours of the next day that has any. */
function acrossDays(line: ServiceLine, place: SlotPlace, step: 1 | -1): BookingSlot | null {
  const from = slotAt(line, place)?.from;
  for (let day = place.day + step; day >= 0 && day < line.days.length; day += step) {
    const slots = line.days[day]?.slots ?? [];
    if (slots.length > 0 && from !== undefined) return nearest(slots, from);
  }
  return null;
}

/** A slot of the next service that has any on the same day, or else on any: in a column of the week the one that is met first. */
function toLine(lines: readonly BoardLine[], place: SlotPlace, step: 1 | -1, view: 'day' | 'week'): BookingSlot | null {
  const own = lines[place.line];
  const from = own?.kind === 'service' ? slotAt(own, place)?.from : undefined;
  for (let at = place.line + step; at >= 0 && at < lines.length; at += step) {
    const line = lines[at];
    if (line?.kind !== 'service') continue;
    const ofDay = line.days[place.day]?.slots ?? [];
    if (view === 'week' && ofDay.length > 0) return ofDay.at(step === 1 ? 0 : -1) ?? null;
    const found = ofDay.length > 0 ? ofDay : slotsOf(line);
    if (found.length > 0 && from !== undefined) return nearest(found, from);
  }
  return null;
}

function nearest(slots: readonly BookingSlot[], from: string): BookingSlot | null {
  return slots.findLast((slot) => slot.from <= from) ?? slots[0] ?? null;
}
