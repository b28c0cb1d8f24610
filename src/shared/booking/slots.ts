import type { PlannedSlot, Provider, ProviderException, Service } from '../model/booking.ts';
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
    const early = kept.filter((slot) => slot.from < dayMinutes);
    // What the day before left may come between the day's own.
    const all = late.length === 0 ? early : [...late, ...early].toSorted((left, right) => left.from - right.from);
    addSlots(slots, all, dayNumber, clock);
    before = own;
    late = afterMidnight(kept);
  }
  return slots;
}

/** Slots of a day that start after its midnight, as slots of the next day. */
function afterMidnight(slots: readonly DaySlot[]): DaySlot[] {
  return slots
    .filter((slot) => slot.from >= dayMinutes)
    .map((slot) => ({ ...slot, from: slot.from - dayMinutes, until: slot.until - dayMinutes }));
}

function addSlots(slots: PlannedSlot[], daySlots: readonly DaySlot[], dayNumber: number, clock: WallClock): void {
  const date = dateOfDayNumber(dayNumber);
  const midnight = dayNumber * dayMs;
  for (const { from, until, shape } of daySlots) {
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

/** The rules of a service with its provider: its own time slots where it has any, otherwise when the provider works. */
function rulesOf(provider: Provider, service: Service): Rules {
  const ofWeekday = service.timeSlots.length > 0 ? timeSlotsOf(service) : windowSlotsOf(provider, service);
  const weekdays = new Map<number, readonly DaySlot[]>();
  const usual = (weekday: number): readonly DaySlot[] => {
    const known = weekdays.get(weekday);
    if (known !== undefined) return known;
    const slots = ofWeekday(weekday, []);
    weekdays.set(weekday, slots);
    return slots;
  };
  if (provider.exceptions.length === 0) return (dayNumber) => usual(weekdayOf(dayNumber * dayMs));
  const exceptions = new Map<number, ProviderException[]>();
  for (const exception of provider.exceptions) {
    const dayNumber = dayNumberOf(exception.date);
    exceptions.set(dayNumber, [...(exceptions.get(dayNumber) ?? []), exception]);
  }
  return (dayNumber) => {
    const weekday = weekdayOf(dayNumber * dayMs);
    const special = exceptions.get(dayNumber);
    return special === undefined ? usual(weekday) : ofWeekday(weekday, special);
  };
}

/** Slots of the windows that start on a day of this weekday, Monday 0, with these exceptions. */
type RulesOfWeekday = (weekday: number, exceptions: readonly ProviderException[]) => readonly DaySlot[];

function windowSlotsOf(provider: Provider, service: Service): RulesOfWeekday {
  const base = minorUnitsOf(service.price);
  return (weekday, exceptions) => {
    const isClosed = exceptions.some(({ kind }) => kind === 'closed');
    const extra = exceptions.filter((exception) => exception.kind === 'extra');
    const usual = provider.availability.filter((window) => Weekday.options.indexOf(window.weekday) === weekday);
    const windows = isClosed ? extra : [...usual, ...extra];
    const times = withoutOverlaps(windows.flatMap((window) => timesOfWindow(window, service.durationMinutes)));
    return times.map((time) => daySlot(service, weekday, time, base, service.maxBookingsPerSlot, 'availability'));
  };
}

function timeSlotsOf(service: Service): RulesOfWeekday {
  const base = minorUnitsOf(service.price);
  return (weekday, exceptions) => {
    if (exceptions.some(({ kind }) => kind === 'closed')) return [];
    const starts = new Set<string>();
    return service.timeSlots
      .filter((slot) => {
        if (Weekday.options.indexOf(slot.weekday) !== weekday || starts.has(slot.from)) return false;
        starts.add(slot.from);
        return true;
      })
      .map((slot) => {
        const price = timesHundredths(base, minorUnitsOf(slot.priceMultiplier));
        const places = slot.maxBookings ?? service.maxBookingsPerSlot;
        return daySlot(service, weekday, stretchOf(slot), price, places, 'service_time');
      })
      .toSorted((left, right) => left.from - right.from);
  };
}

function daySlot(
  service: Service,
  weekday: number,
  time: SlotTime,
  basePrice: number,
  maxBookings: number,
  origin: PlannedSlot['origin'],
): DaySlot {
  const isNextDay = time.from >= dayMinutes;
  const minute = isNextDay ? time.from - dayMinutes : time.from;
  const category = categoryOf(isNextDay ? (weekday + 1) % 7 : weekday, minute);
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
      maxBookings,
      origin,
    },
  };
}
