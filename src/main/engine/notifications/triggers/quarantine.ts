import { failingTargets, type QuarantinedTarget, targetsWithFaults } from '../../store/quarantine.ts';
import { defineLasting, type Finding } from '../trigger.ts';
import { counted, instantWords } from '../words.ts';

/** Answers, and rows of answers, that were set aside, until they read again. */
export const quarantine = defineLasting('quarantine', {
  isLasting: true,
  sample: {
    target: 'Karst Hut',
    source: 'Alpine huts',
    what: 'The availability table is gone from the page.',
    since: '2026-11-22 14:32 UTC',
  },
  words: {
    title: '{target} cannot be read',
    body: '{source}, since {since}: {what} Rounds set it aside; the last good figures stay shown.',
  },
  endWords: { title: '{target} reads again', body: '{source}. It could not be read since {since}.' },
  many: { title: '{count} answers of {group} cannot be read', endTitle: '{group} reads again' },
  find(_trigger, { store }, isOpen) {
    const whole = failingTargets(store.connection)
      // An outage is no quarantine, but what was set aside is not read again by it either.
      .filter((target) => target.code === 'source_changed' || isOpen(causeOf('whole', target)))
      .map((target) => toFinding('whole', target, target.message));
    const rows = targetsWithFaults(store.connection).map((target) =>
      // Words of the row itself may hold personal data.
      toFinding('rows', target, `${counted(target.count, 'row')} of the newest answer could not be read.`),
    );
    return [...whole, ...rows];
  },
});

type Target = Pick<QuarantinedTarget, 'area' | 'key' | 'name' | 'sourceName' | 'since'>;

function causeOf(part: 'whole' | 'rows', { area, key }: Pick<Target, 'area' | 'key'>): string {
  return `${part}/${area}/${key}`;
}

function toFinding(part: 'whole' | 'rows', target: Target, what: string): Finding {
  const { name, sourceName, since } = target;
  return {
    cause: causeOf(part, target),
    facts: { target: name, source: sourceName, what, since: instantWords(since) },
    path: pathOf(target),
    line: `${name}: ${what}`,
    group: sourceName,
  };
}

function pathOf({ area, key }: Target): string | null {
  if (area === 'occupancy') return `/occupancy/${encodeURIComponent(key)}`;
  if (area === 'huts') return `/huts/${encodeURIComponent(key)}`;
  return area === 'work-orders' ? '/work-orders' : null;
}
