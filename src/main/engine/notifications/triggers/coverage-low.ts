import { defineLasting } from '../trigger.ts';

/** Too few active services with a free slot, until there are enough. */
export const coverageLow = defineLasting('coverage_low', {
  isLasting: true,
  sample: { percent: '42', limit: '50', covered: '5', services: '12', slots: '31' },
  words: {
    title: 'Only {percent} % of services have a free slot',
    body: '{covered} of {services} active services can be booked, {slots} slots in all; {limit} % are wanted. See that slot maintenance runs.',
  },
  endWords: { title: 'Enough services have a free slot again', body: 'Fewer than {limit} % had one.' },
  many: { title: 'Too few services have a free slot', endTitle: 'Enough services have a free slot again' },
  find({ percent }, { coverage }, isOpen) {
    if (coverage === null) return isOpen('all') ? [unknown(percent)] : [];
    const { coveragePercent, activeServices, coveredServices, freeSlots } = coverage;
    if (coveragePercent === null || coveragePercent >= percent) return [];
    const facts = {
      percent: String(Math.floor(coveragePercent)),
      limit: String(percent),
      covered: String(coveredServices),
      services: String(activeServices),
      slots: String(freeSlots),
    };
    return [{ cause: 'all', facts, path: '/bookings/health', line: `${facts.percent} %`, group: 'bookings' }];
  },
});

/** Where it is not worked out now, what was told stands. */
function unknown(limit: number) {
  return { cause: 'all', facts: { limit: String(limit) }, path: '/bookings/health', line: '', group: 'bookings' };
}
