import type { PlannedSlot, Provider, Service } from '#shared/model/booking.ts';
import { AppError } from '#shared/errors.ts';
import { addDays, type CalendarDate, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { dayMs, instantOf, minuteMs, zoneOf } from '#shared/schedule/zone.ts';

/** What upkeep reads of a stored slot. */
export interface KeptSlot {
  readonly providerId: string;
  readonly date: CalendarDate;
  readonly fromMinute: number;
  /** From 1440 on: on the next day. */
  readonly untilMinute: number;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  /** Bookings that live on it. */
  readonly bookedCount: number;
}

/** What upkeep of one service goes by. */
export interface UpkeepRequest {
  readonly provider: Provider;
  readonly service: Service;
  /** The date in the provider's zone. */
  readonly today: CalendarDate;
  readonly now: EpochMs;
  /** The window is today and so many dates after it. */
  readonly daysAhead: number;
  /** Also booked slots of the past go, and their bookings lose the link. */
  readonly forceCleanup: boolean;
  /** More slots than this in the window are taken for a mistake in the rules. */
  readonly mostSlots: number;
}

/** The slots that follow from the rules: `slotsOf`. */
export type SlotRules = (provider: Provider, service: Service, from: CalendarDate, days: number) => PlannedSlot[];

/** A slot and the instants that it should have. */
export interface Retiming<S extends KeptSlot> {
  readonly slot: S;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
}

/** What has to be done to the slots of a service, and what stays though the rules do not have it. */
export interface Upkeep<S extends KeptSlot> {
  readonly create: readonly PlannedSlot[];
  /** Free ones, by why they go: their date has passed, or the rules do not have them any more. */
  readonly removePast: readonly S[];
  readonly removeNotOffered: readonly S[];
  /** Booked ones of the past that go because that was asked for; their bookings stay without a slot. */
  readonly removeBooked: readonly S[];
  /** Free ones whose instants are not those of the provider's zone any more. */
  readonly retime: readonly Retiming<S>[];
  /** Booked ones that stay as they are: their date has passed, the rules do not have them, their instants are wrong. */
  readonly bookedPast: readonly S[];
  readonly bookedNotOffered: readonly S[];
  readonly bookedMistimed: readonly S[];
}

/**
 * Compares what is stored of a service with what follows from its rules. Category, price, capacity and length of stored
 * slots are no concern of it: they were fixed when the slot was made. Rejects with `invalid_input` where the rules make more
 * slots than the limit allows.
 */
export function upkeepOf<S extends KeptSlot>(
  request: UpkeepRequest,
  stored: readonly S[],
  slotsOf: SlotRules,
): Upkeep<S> {
  const { today, now, forceCleanup } = request;
  const offered = offeredOf(request, stored, slotsOf);
  const past = stored.filter(({ date }) => date < today);
  const current = stored.filter(({ date }) => date >= today);
  const have = new Set<string>();
  const notOffered: S[] = [];
  const mistimed: Retiming<S>[] = [];
  for (const slot of current) {
    // A service that another provider has taken over keeps slots of the one before.
    const isOwn = slot.providerId === request.provider.id;
    const key = keyOf(slot.date, slot.fromMinute);
    const rule = isOwn ? offered.get(key) : undefined;
    if (isOwn) have.add(key);
    // What is over already goes with its day; until then it shows how the day went.
    if (rule === undefined && slot.endsAt > now) notOffered.push(slot);
    const right = rule === undefined ? null : retimingOf(slot, rule, request.provider);
    if (right !== null) mistimed.push(right);
  }
  const bookedPast = past.filter(isBooked);
  const lastDate = lastDateOf(request);
  return {
    create: [...offered].flatMap(([key, slot]) =>
      have.has(key) || slot.endsAt <= now || slot.date > lastDate ? [] : [slot],
    ),
    removePast: past.filter((slot) => !isBooked(slot)),
    removeNotOffered: notOffered.filter((slot) => !isBooked(slot)),
    removeBooked: forceCleanup ? bookedPast : [],
    retime: mistimed.filter(({ slot }) => !isBooked(slot)),
    bookedPast: forceCleanup ? [] : bookedPast,
    bookedNotOffered: notOffered.filter(isBooked),
    bookedMistimed: mistimed.filter(({ slot }) => isBooked(slot)).map(({ slot }) => slot),
  };
}

/** True where there is nothing to write. */
export function isUpToDate({ create, removePast, removeNotOffered, removeBooked, retime }: Upkeep<KeptSlot>): boolean {
  return [create, removePast, removeNotOffered, removeBooked, retime].every(({ length }) => length === 0);
}

/** The last date that is kept filled. */
function lastDateOf({ today, daysAhead }: UpkeepRequest): CalendarDate {
  return addDays(today, daysAhead);
}

/** What the rules have on the dates of the window, and on later dates that have stored slots, by date and start. */
function offeredOf(
  request: UpkeepRequest,
  stored: readonly KeptSlot[],
  slotsOf: SlotRules,
): ReadonlyMap<string, PlannedSlot> {
  const { provider, service, today, daysAhead, mostSlots } = request;
  if (service.status !== 'active') return new Map();
  const window = slotsOf(provider, service, today, daysAhead + 1);
  if (window.length > mostSlots) throw tooMany(request, window.length);
  const lastDate = lastDateOf(request);
  const later = new Set(stored.filter(({ date }) => date > lastDate).map(({ date }) => date));
  const beyond = [...later].flatMap((date) => slotsOf(provider, service, date, 1));
  return new Map([...window, ...beyond].map((slot) => [keyOf(slot.date, minuteOfDay(slot.from)), slot]));
}

function tooMany({ service, daysAhead, mostSlots }: UpkeepRequest, count: number): AppError {
  return new AppError(
    'invalid_input',
    `${service.name} would get ${count} slots in ${daysAhead + 1} days; more than ${mostSlots} are taken for a mistake. ` +
      'Nothing of it was changed. Look at its duration, its time slots and the hours of its provider.',
  );
}

function keyOf(date: CalendarDate, fromMinute: number): string {
  return `${date}|${fromMinute}`;
}

function isBooked({ bookedCount }: KeptSlot): boolean {
  return bookedCount > 0;
}

/** The instants that a slot should have in its provider's zone; null where it has them. Its length stays its own. */
function retimingOf<S extends KeptSlot>(slot: S, rule: PlannedSlot, { timeZone }: Provider): Retiming<S> | null {
  const { startsAt } = rule;
  if (slot.startsAt === startsAt && slot.endsAt === rule.endsAt) return null;
  const endsAt = instantOf(zoneOf(timeZone), dayNumberOf(slot.date) * dayMs + slot.untilMinute * minuteMs);
  // On a day on which clocks change, an end may come before the start; there is no right time then.
  if (endsAt <= startsAt || (slot.startsAt === startsAt && slot.endsAt === endsAt)) return null;
  return { slot, startsAt, endsAt };
}
