import type { SlotCategory } from '../model/booking.ts';

/** From its hour on, up to the next one's; before the first and from the last on it is an emergency. */
type Steps = readonly (readonly [hour: number, category: SlotCategory])[];

const workingDay: Steps = [
  [7, 'express'],
  [9, 'normal'],
  [18, 'express'],
  [21, 'urgent'],
  [23, 'emergency'],
];
const saturday: Steps = [
  [9, 'normal'],
  [18, 'express'],
  [21, 'urgent'],
  [22, 'emergency'],
];
const sunday: Steps = [
  [9, 'express'],
  [18, 'emergency'],
];

/** The category of a slot by the weekday of its date, Monday 0, and the minute of the day at which it starts. */
export function categoryOf(weekday: number, fromMinute: number): SlotCategory {
  const steps = weekday === 6 ? sunday : weekday === 5 ? saturday : workingDay;
  const hour = Math.floor(fromMinute / 60);
  return steps.findLast(([from]) => from <= hour)?.[1] ?? 'emergency';
}

const feePercents: Readonly<Record<SlotCategory, number>> = { normal: 0, express: 50, urgent: 75, emergency: 100 };

/** What a category costs on top, in percent of the price without it. */
export function feePercentOf(category: SlotCategory): number {
  return feePercents[category];
}
