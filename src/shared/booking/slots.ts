import type { PlannedSlot, Provider, ProviderException, Service, ServiceTimeSlot } from '../model/booking.ts';
import { type CalendarDate, dateOfDayNumber, dayNumberOf } from '../model/calendar-date.ts';
import { minorUnitsOf, moneyOf, timesHundredths } from '../model/money.ts';
import { timeOfDay, Weekday } from '../schedule/rule.ts';
import { dayMs, minuteMs, weekdayOf } from '../schedule/zone.ts';
import { categoryOf } from './category.ts';
import { withFee } from './price.ts';
import { type SlotTime, stretchOf, timesOfWindow, withoutMeeting, withoutOverlaps } from './slot-times.ts';
import { type WallClock, wallClockOf } from './wall-clock.ts';

/** Everything of a slot that does not depend on the date. */
type SlotShape = Omit<PlannedSlot, 'date' | 'startsAt' | 'endsAt'>;

/** A slot of the day on which its window starts. */
interface DaySlot extends SlotTime {
  readonly shape: SlotShape;
}

/** Slots by the day on which their windows start, counted from 1970 on. */
type Rules = (dayNumber: number) => readonly DaySlot[];

const dayMinutes = 1440;

/**
 * The slots that follow from the rules for so many dates from one on, by date and start; no two have both in common. Whether
 * the service is active, and what time it is now, does not matter here.
 *
 * A slot after midnight has the next date as its own, yet belongs to the window that it comes from: a closure of the day on
 * which that starts takes it away. Where windows of one day overlap, a slot that starts before the end of the one before it is
 * left out; where they overlap with those of the day before, theirs stand. A slot whose start the clock leaps over is left
 * out; of a start that comes twice the first one counts.
 */
export function slotsOf(provider: Provider, service: Service, from: CalendarDate, days: number): PlannedSlot[] {
  if (days <= 0) return [];
  const rules = rulesOf(provider, service);
  const first = dayNumberOf(from);
  const clock = wallClockOf(provider.timeZone, first * dayMs, (first + days + 1) * dayMs);
  const slots: PlannedSlot[] = [];
  let before = rules(first - 1);
  let late = afterMidnight(withoutMeeting(before, rules(first - 2)));
  for (let dayNumber = first; dayNumber < first + days; dayNumber++) {
    const own = rules(dayNumber);
    const kept = withoutMeeting(own, before);
    // What the day before left may come between the day's own.
    const all = late.length === 0 ? kept : [...late, ...kept].toSorted((left, right) => left.from - right.from);
    addSlots(slots, all, dayNumber, clock);
    before = own;
    late = afterMidnight(kept);
  }
  return slots;
}

/** Slots of a day that start after its midnight, as slots of the next day. */
function afterMidnight(slots: readonly DaySlot[]): readonly DaySlot[] {
  if ((slots.at(-1)?.from ?? 0) < dayMinutes) return [];
  return slots
    .filter((slot) => slot.from >= dayMinutes)
    .map((slot) => ({ ...slot, from: slot.from - dayMinutes, until: slot.until - dayMinutes }));
}

/** Adds the slots of a date; those after its midnight are of the next one. */
function addSlots(slots: PlannedSlot[], daySlots: readonly DaySlot[], dayNumber: number, clock: WallClock): void {
  const date = dateOf(dayNumber);
  const midnight = dayNumber * dayMs;
  for (const { from, until, shape } of daySlots) {
    if (from >= dayMinutes) break;
    const startsAt = clock.startOf(midnight + from * minuteMs);
    if (startsAt === null) continue;
    const { serviceId, providerId, category, basePrice, price, maxBookings, origin } = shape;
    slots.push({
      serviceId,
      providerId,
      date,
      from: shape.from,
      until: shape.until,
      startsAt,
      endsAt: clock.endOf(midnight + until * minuteMs),
      category,
      basePrice,
      price,
      maxBookings,
      origin,
    });
  }
}

/** Dates by their number: many services ask for the same few weeks, and writing one takes longer than a slot. */
const dates = new Map<number, CalendarDate>();
const mostDates = 2000;

function dateOf(dayNumber: number): CalendarDate {
  const known = dates.get(dayNumber);
  if (known !== undefined) return known;
  if (dates.size >= mostDates) dates.clear();
  const date = dateOfDayNumber(dayNumber);
  dates.set(dayNumber, date);
  return date;
}

/** The rules of a service with its provider: on a weekday its own time slots where it has any, otherwise when he works. */
function rulesOf(provider: Provider, service: Service): Rules {
  const weekdays = Weekday.options.map((weekday) => slotsOfDay(provider, service, weekday, []));
  const usual = (dayNumber: number): readonly DaySlot[] => weekdays[weekdayOf(dayNumber * dayMs)] ?? [];
  if (provider.exceptions.length === 0) return usual;
  const exceptions = new Map<number, ProviderException[]>();
  for (const exception of provider.exceptions) {
    const dayNumber = dayNumberOf(exception.date);
    exceptions.set(dayNumber, [...(exceptions.get(dayNumber) ?? []), exception]);
  }
  return (dayNumber) => {
    const special = exceptions.get(dayNumber);
    const weekday = Weekday.options[weekdayOf(dayNumber * dayMs)];
    if (special === undefined || weekday === undefined) return usual(dayNumber);
    return slotsOfDay(provider, service, weekday, special);
  };
}

/** Slots of what starts on a day of this weekday with these exceptions, by start. */
function slotsOfDay(
  provider: Provider,
  service: Service,
  weekday: Weekday,
  exceptions: readonly ProviderException[],
): DaySlot[] {
  const isClosed = exceptions.some(({ kind }) => kind === 'closed');
  const own = service.timeSlots.filter((slot) => slot.weekday === weekday);
  if (own.length > 0) return isClosed ? [] : slotsOfTimes(service, weekday, own);
  const extra = exceptions.filter((exception) => exception.kind === 'extra');
  const usual = isClosed ? [] : provider.availability.filter((window) => window.weekday === weekday);
  const times = [...usual, ...extra].flatMap((window) => timesOfWindow(window, service.durationMinutes));
  const base = minorUnitsOf(service.price);
  return withoutOverlaps(times).map((time) => daySlot(service, weekday, time, base, null));
}

/** Slots of a service's own times; what somebody wrote down may overlap, but only one starts at a time. */
function slotsOfTimes(service: Service, weekday: Weekday, own: readonly ServiceTimeSlot[]): DaySlot[] {
  const base = minorUnitsOf(service.price);
  return own
    .filter((slot, index) => own.findIndex(({ from }) => from === slot.from) === index)
    .map((slot) => {
      const price = timesHundredths(base, minorUnitsOf(slot.priceMultiplier));
      return daySlot(service, weekday, stretchOf(slot), price, slot);
    })
    .toSorted((left, right) => left.from - right.from);
}

function daySlot(
  service: Service,
  windowDay: Weekday,
  time: SlotTime,
  basePrice: number,
  own: ServiceTimeSlot | null,
): DaySlot {
  const isNextDay = time.from >= dayMinutes;
  const minute = isNextDay ? time.from - dayMinutes : time.from;
  const weekday = Weekday.options.indexOf(windowDay) + (isNextDay ? 1 : 0);
  const category = categoryOf(weekday % 7, minute);
  return {
    ...time,
    shape: {
      serviceId: service.id,
      providerId: service.providerId,
      from: timeOfDay(minute),
      until: timeOfDay(time.until % dayMinutes),
      category,
      basePrice: moneyOf(basePrice),
      price: moneyOf(withFee(basePrice, category)),
      maxBookings: own?.maxBookings ?? service.maxBookingsPerSlot,
      origin: own === null ? 'availability' : 'service_time',
    },
  };
}
