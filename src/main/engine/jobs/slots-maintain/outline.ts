import type { PlannedSlot, Provider, Service } from '#shared/model/booking.ts';
import { type CalendarDate, dayNumberOf } from '#shared/model/calendar-date.ts';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { type SlotOutline, type SlotStamp, slotStamp } from '../../store/slot-outline.ts';
import type { SlotRules, UpkeepRequest } from './upkeep.ts';

/** Dates beyond the window that the rules are worked out for at once; with slots farther ahead, upkeep looks closely. */
const mostDays = 400;

/** When a slot is, by the rules. */
interface SlotTimes extends Pick<PlannedSlot, 'date' | 'endsAt'> {
  readonly stamp: SlotStamp;
}

/** Tells when slots of a service are, by its rules. */
export type RuleTimes = (
  provider: Provider,
  service: Service,
  from: CalendarDate,
  days: number,
) => readonly SlotTimes[];

/**
 * Works out when slots are, once for all services of a provider that have the same times: what differs is their price. Only
 * the latest provider is remembered.
 */
export function createRuleTimes(slotsOf: SlotRules): RuleTimes {
  let providerNow: Provider | null = null;
  const known = new Map<string, readonly SlotTimes[]>();
  return (provider, service, from, days) => {
    if (provider !== providerNow) known.clear();
    providerNow = provider;
    const { durationMinutes, timeSlots } = service;
    const shape = timeSlots.length > 0 ? JSON.stringify(timeSlots) : String(durationMinutes);
    const key = `${from} ${days} ${shape}`;
    const times = known.get(key) ?? slotsOf(provider, service, from, days).map(timesOf);
    known.set(key, times);
    return times;
  };
}

function timesOf({ date, from, startsAt, endsAt }: PlannedSlot): SlotTimes {
  return { date, endsAt, stamp: slotStamp(date, minuteOfDay(from), startsAt, endsAt) };
}

/**
 * Whether the slots of a service are surely what upkeep would leave behind. False may mean that only a closer look can
 * tell.
 */
export function isSurelyUpToDate(request: UpkeepRequest, outline: SlotOutline, ruleTimes: RuleTimes): boolean {
  const { service, provider, today, now, daysAhead, forceCleanup, mostSlots } = request;
  const { bookedPast, freePast, hasOthers, lastDate, stamps } = outline;
  if (freePast > 0 || hasOthers || (forceCleanup && bookedPast > 0)) return false;
  if (service.status !== 'active') return stamps.length === 0;
  const first = dayNumberOf(today);
  const days = Math.max(daysAhead + 1, lastDate === null ? 0 : dayNumberOf(lastDate) - first + 1);
  if (days > mostDays + daysAhead) return false;
  const rules = ruleTimes(provider, service, today, days);
  if (rules.length > mostSlots) return false;
  let at = 0;
  for (const rule of rules) {
    if (stamps[at] === rule.stamp) at += 1;
    // What is over is not made any more, and what lies beyond the window not yet.
    else if (rule.endsAt > now && dayNumberOf(rule.date) - first <= daysAhead) return false;
  }
  return at === stamps.length;
}
