import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotsOf } from '#shared/booking/slots.ts';
import { addDays, dateIn } from '#shared/model/calendar-date.ts';
import { book, offer, runJob, sampleProvider, sampleService } from '../../testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';

const start = Date.parse('2026-03-26T20:00:00Z');
const hourMs = 3_600_000;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const anyWindow = fc.record({
  weekday: fc.constantFrom(...weekdays),
  from: fc.constantFrom('00:00', '01:30', '09:00', '13:20', '22:00'),
  until: fc.constantFrom('03:15', '11:00', '17:40', '23:30', '24:00'),
});
const anyRules = fc.record({
  timeZone: fc.constantFrom('Europe/Zurich', 'Asia/Kathmandu', 'America/New_York'),
  availability: fc.array(anyWindow, { maxLength: 5 }),
  durationMinutes: fc.constantFrom(45, 60, 200),
  status: fc.constantFrom('active', 'active', 'active', 'draft'),
  closedAfterDays: fc.integer({ min: 0, max: 6 }),
});
type Rules = typeof anyRules extends fc.Arbitrary<infer R> ? R : never;
const anyStory = fc.record({
  edits: fc.array(anyRules, { minLength: 2, maxLength: 3 }),
  stepHours: fc.integer({ min: 1, max: 60 }),
  bookEvery: fc.integer({ min: 2, max: 6 }),
});

function edit({ engine, clock }: TestEngine, { timeZone, availability, closedAfterDays, ...service }: Rules): void {
  const date = addDays(dateIn(timeZone, clock.now()), closedAfterDays);
  offer(
    engine.store,
    sampleProvider({ timeZone, availability, exceptions: [{ kind: 'closed', date }] }),
    sampleService(service),
  );
}

/** Runs slot maintenance, and applies what it held. */
async function maintain(test: TestEngine): Promise<number> {
  const run = await runJob(test, 'slots.maintain', { daysAhead: 6 });
  if (run.status === 'held') {
    const apply = await test.engine.handlers['plans.apply']({ runId: run.id, reason: 'Looked at.', confirmText: '' });
    await test.engine.runner.endOf(apply.id);
  }
  const { creates, updates, removes } = test.engine.store.plans.get(Number(run.id)).counts;
  return creates + updates + removes;
}

const stored = ({ engine }: TestEngine) =>
  engine.store.bookingSlots.board({ from: '2026-03-01', days: 60, providerId: null, serviceId: 's1' });

/** Books every so many of the slots that are free and to come; gives all that are booked. */
function bookSome(test: TestEngine, every: number): string[] {
  for (const [index, slot] of stored(test).entries())
    if (index % every === 0 && slot.bookings.length === 0) book(test.engine.store, `b${slot.id}`, slot);
  return stored(test)
    .filter(({ bookings }) => bookings.length > 0)
    .map(({ id }) => id);
}

describe('slot maintenance through the engine, whatever is edited and booked in between', () => {
  it('is done after one run, fills the window, and removes nothing that is booked', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async ({ edits, stepHours, bookEvery }) => {
        const test = await createTestEngine(start);
        try {
          let booked: string[] = [];
          for (const rules of edits) {
            edit(test, rules);
            await maintain(test);
            expect(await maintain(test)).toBe(0);
            expect(stored(test).map(({ id }) => id)).toEqual(expect.arrayContaining(booked));
            const { providers, services } = test.engine.store;
            const [provider, service, now] = [providers.get('p1'), services.get('s1'), test.clock.now()];
            const offered = slotsOf(provider, service, dateIn(provider.timeZone, now), 7);
            const wanted = service.status === 'active' ? offered.filter(({ endsAt }) => endsAt > now) : [];
            const keys = stored(test).map(({ date, from }) => `${date} ${from}`);
            expect(keys).toEqual(expect.arrayContaining(wanted.map(({ date, from }) => `${date} ${from}`)));
            booked = bookSome(test, bookEvery);
            await test.clock.advance(stepHours * hourMs);
          }
        } finally {
          await test.close();
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
