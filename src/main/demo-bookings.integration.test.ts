import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookingConfig, fillBookings } from './demo-bookings.ts';
import { importConfig } from './engine/config/import-config.ts';
import { jobs } from './engine/jobs/registry.ts';
import { runJob } from './engine/testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from './engine/testing/test-engine.ts';

const now = Date.parse('2026-11-22T08:00:00Z');
const minuteMs = 60_000;

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(now);
  const config = { version: 1, ...bookingConfig('2026-11-22') };
  importConfig(JSON.stringify(config), { store: test.engine.store, jobs, now });
  await fillBookings(test.engine, now);
});
afterEach(() => test.close());

describe('the sample bookings', () => {
  it('have slots that slot maintenance made, and leaves it nothing to do', async () => {
    const [run] = test.engine.store.runs.recent(1);
    expect(run).toMatchObject({ kind: 'slots.maintain', status: 'succeeded', trigger: 'start-up' });
    expect((await runJob(test, 'slots.maintain')).counts).toMatchObject({ changed: 0, failed: 0 });
  });

  it('have holds at several stages: one that has run out, one that will within two minutes, and later ones', async () => {
    const expiring = await test.engine.handlers['bookings.expiring']({ limit: 50 });
    const minutes = expiring.map(({ reservation }) => ((reservation.expiresAt ?? 0) - now) / minuteMs);
    expect(Math.min(...minutes)).toBeLessThan(0);
    expect(minutes.some((left) => left > 0 && left < 2)).toBe(true);
    expect(Math.max(...minutes)).toBeGreaterThan(10);
    expect((await runJob(test, 'reservations.expire')).status).toBe('succeeded');
  });

  it('have a past, so that health has something to show', async () => {
    const health = await test.engine.handlers['bookings.health']({ days: 7 });
    expect(health.days.filter(({ bookingRatePercent }) => bookingRatePercent !== null).length).toBeGreaterThanOrEqual(
      3,
    );
    expect(health.days.filter(({ coveragePercent }) => coveragePercent !== null).length).toBeGreaterThanOrEqual(4);
    expect(health.paidPercent).toBeGreaterThan(30);
    expect(health.expiredPercent).toBeGreaterThan(0);
  });

  it('have a draft, a provider without hours, an overnight service, and prices by the size of the party', () => {
    const { store } = test.engine;
    const count = (serviceId: string): number => store.bookingSlots.countFrom(serviceId, '2026-11-22');
    expect([count('wall-painting'), count('plastering')]).toEqual([0, 0]);
    expect(count('night-help')).toBeGreaterThan(20);
    expect(store.services.get('escape-room').groupPrices).toHaveLength(2);
  });

  it('are for invented people at addresses that lead nowhere', () => {
    for (const { customerEmail } of test.engine.store.reservations.each())
      expect(customerEmail).toMatch(/@example\.invalid$/);
  });
});
