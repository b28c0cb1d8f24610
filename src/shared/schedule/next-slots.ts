import type { EpochMs } from '../model/primitives.ts';

/** A rule that counts elapsed time from an anchor: slots lie at `anchorAt + n * everyMs`, n = 0, 1, 2 … */
export interface IntervalRule {
  readonly everyMs: number;
  readonly anchorAt: EpochMs;
}

/** The planned instants of a rule within `from` (inclusive) and `until` (exclusive), oldest first; at most `limit`. */
export function nextSlots(rule: IntervalRule, from: EpochMs, until: EpochMs, limit = 10_000): EpochMs[] {
  const { everyMs, anchorAt } = rule;
  const first = anchorAt + Math.max(0, Math.ceil((from - anchorAt) / everyMs)) * everyMs;
  const slots: EpochMs[] = [];
  for (let slot = first; slot < until && slots.length < limit; slot += everyMs) slots.push(slot);
  return slots;
}

/** The first planned instant after `after`. */
export function slotAfter(rule: IntervalRule, after: EpochMs): EpochMs {
  return nextSlots(rule, after + 1, Number.POSITIVE_INFINITY, 1)[0] ?? rule.anchorAt;
}

/** The newest planned instant at or before `at`; undefined before the first. */
export function slotAtOrBefore(rule: IntervalRule, at: EpochMs): EpochMs | undefined {
  if (at < rule.anchorAt) return undefined;
  return rule.anchorAt + Math.floor((at - rule.anchorAt) / rule.everyMs) * rule.everyMs;
}

/** An interval as a sentence: `Every 10 minutes`. */
export function describeInterval(everyMs: number): string {
  const parts = [
    { value: Math.floor(everyMs / 3_600_000), unit: 'hour' },
    { value: Math.floor(everyMs / 60_000) % 60, unit: 'minute' },
    { value: Math.floor(everyMs / 1000) % 60, unit: 'second' },
  ].filter(({ value }) => value > 0);
  const [only] = parts;
  if (parts.length === 1 && only?.value === 1) return `Every ${only.unit}`;
  return `Every ${parts.map(({ value, unit }) => `${value} ${unit}${value === 1 ? '' : 's'}`).join(' ')}`;
}
