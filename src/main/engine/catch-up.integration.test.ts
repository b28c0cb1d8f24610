import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestEngine, playSchool, siteLocation, type TestEngine } from './testing/test-engine.ts';

const start = Date.UTC(2026, 10, 22, 8);

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
  playSchool(test.site, [siteLocation(8, 'North Library', 41)]);
});
afterEach(() => test.close());

describe('a process that schedules', () => {
  it('learns of a source that was added in another process', async () => {
    const end = test.engine.scheduler.start();
    const other = await test.beside();
    await other.engine.handlers['sources.save']({ source: test.source(), isNew: true });
    expect(test.engine.store.runs.recent(1)).toEqual([]);
    test.engine.catchUp();
    expect(test.engine.store.runs.recent(1)).toMatchObject([{ trigger: 'schedule', subject: 'Harbour University' }]);
    await test.idle();
    end();
  });

  it('learns of a configuration that was imported in another process', async () => {
    const end = test.engine.scheduler.start();
    const other = await test.beside();
    const text = JSON.stringify({ version: 1, sources: [test.source()] });
    await other.engine.handlers['config.import']({ text });
    test.engine.catchUp();
    await test.idle();
    expect(test.engine.store.runs.recent(1)).toMatchObject([{ trigger: 'schedule', status: 'succeeded' }]);
    end();
  });

  it('does what was due once a database that could not be written can be again', async () => {
    const end = test.engine.scheduler.start();
    await test.engine.handlers['sources.save']({ source: test.source(), isNew: true });
    await test.idle();
    const { raw } = test.engine.store.connection;
    raw.pragma('query_only = ON');
    await test.clock.advance(10 * 60_000);
    test.wakeUps.ring('next');
    expect(test.log.lines.some(({ level }) => level === 'error')).toBe(true);
    raw.pragma('query_only = OFF');
    await test.clock.advance(5_000);
    await test.idle();
    const runs = test.engine.store.runs.recent(10);
    expect(runs.map(({ scheduledFor }) => scheduledFor)).toEqual([start + 10 * 60_000, start]);
    end();
  });

  it('says nothing of plans while another process schedules', async () => {
    const end = test.engine.scheduler.start();
    const other = await test.beside();
    const endOther = other.engine.scheduler.start();
    await test.clock.breathe();
    const before = test.told.length;
    other.engine.scheduler.replan();
    await test.clock.breathe();
    expect(test.told.slice(before).map(({ name }) => name)).not.toContain('schedules.changed');
    endOther();
    end();
  });
});
