import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Channel } from '#shared/model/notification.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { createDeliver } from '../adapters/deliver.ts';
import type { RunOnceCommand } from '../command-line.ts';
import { createMemoryVault } from '../engine/testing/memory-vault.ts';
import { createTestNotifications, type TestNotifications } from '../engine/testing/test-notifications.ts';
import { type LoopbackMail, startLoopbackMail } from '../testing/loopback-mail.ts';
import { makeSelfSigned } from '../testing/self-signed.ts';
import { runOnce } from './run-once.ts';

const start = Date.UTC(2026, 10, 22, 8);
const command: RunOnceCommand = {
  mode: 'run-once',
  jobs: ['harbour'],
  isAll: false,
  isDryRun: false,
  isJson: true,
  isVerbose: false,
  errand: null,
  params: {},
};
const failing = { trigger: { kind: 'job_failed', times: 1 } };
const signed = makeSelfSigned();

let test: TestNotifications;
let mail: LoopbackMail;
beforeEach(async () => {
  mail = await startLoopbackMail({ ...signed });
  const ports = { deliver: createDeliver({ now: () => start }, { ca: signed.cert }), vault: createMemoryVault() };
  test = await createTestNotifications(start, { ports });
  await test.withoutDefaults();
  // The site knows no school, so that every run fails.
  test.engine.store.sources.save(test.source(), start);
  test.engine.store.buildings.save({ code: '166', name: 'North Library', sourceId: 'harbour', waitzId: '8' }, start);
  const timing = { every: 'PT10M', retry: { attempts: 1, backoffSeconds: 0 } };
  const schedule = { id: 'harbour', job: 'occupancy.update', params: { sourceId: 'harbour' }, ...timing };
  test.engine.store.schedules.save(Schedule.parse(schedule), start);
});
afterEach(async () => {
  await test.close();
  await mail.close();
});

function run(stopped = new AbortController().signal): Promise<number> {
  const output = { out: () => undefined, err: () => undefined, drained: async () => undefined };
  return runOnce(test.engine, command, { clock: test.clock, output, stopped });
}

async function addMail(): Promise<void> {
  const settings = { id: 'desk', name: 'Desk', kind: 'email', host: 'localhost', port: mail.port };
  const channel = Channel.parse({ ...settings, from: 'rounds@example.invalid', to: ['desk@example.invalid'] });
  await test.engine.handlers['notifications.saveChannel']({ channel, secret: null, isNew: true });
}

describe('a command that runs once', () => {
  it('sends what its runs come to before it ends, over a mail server that wants STARTTLS', async () => {
    await addMail();
    await test.addRule({ ...failing, channelIds: ['desk'] });
    await run();
    expect(mail.got).toMatchObject([{ to: ['desk@example.invalid'], isSecure: true }]);
    expect(mail.got[0]?.raw).toMatch(/^Subject: Update building occupancy for Harbour University failed 1/m);
    await run();
    expect(mail.got).toHaveLength(1);
  });

  it('does not wait for a receiver longer than it may, and leaves the message to the next', async () => {
    await test.addHook();
    await test.addRule(failing);
    test.receiver.answer = null;
    const ended = run();
    await expect.poll(() => test.receiver.site.count('/hook')).toBe(1);
    await test.clock.advance(20_000);
    await ended;
    test.receiver.answer = { status: 204 };
    await test.clock.advance(120_000);
    const { engine: next } = await test.beside('run-once');
    await test.settle(next);
    expect(test.receiver.titles()).toHaveLength(1);
  });

  it('ends at once when it is stopped, and what it was sending counts as no attempt', async () => {
    await test.addHook();
    await test.addRule(failing);
    test.receiver.answer = null;
    const stop = new AbortController();
    const ended = run(stop.signal);
    await expect.poll(() => test.receiver.site.count('/hook')).toBe(1);
    stop.abort();
    await ended;
    await test.engine.close();
    const { engine: next } = await test.beside('run-once');
    const page = { after: null, limit: 1, ruleId: null, isTroubled: true };
    const [notice] = (await next.handlers['notifications.notices'](page)).notices;
    expect(notice?.deliveries).toMatchObject([{ status: 'waiting', attempts: 0, error: null }]);
    expect(test.clock.pending).toBe(0);
  });
});

describe('the process that schedules', () => {
  it('looks about once a minute by itself', async () => {
    await test.addHook();
    await test.addRule({ trigger: { kind: 'quarantine' } });
    const stop = test.engine.scheduler.start();
    await test.clock.advance(1000);
    const error = { code: 'source_changed', message: 'Gone.' } as const;
    test.engine.store.occupancy.fail({ code: '166', at: test.clock.now(), stepMs: 60_000 }, error);
    await test.clock.advance(65_000);
    await expect.poll(() => test.receiver.titles()).toEqual(['North Library cannot be read']);
    stop();
  });

  it('hands the desktop over to the window as soon as that hears of it', async () => {
    const { engine: worker } = await test.beside('worker');
    await test.addRule({ ...failing, channelIds: ['desktop'] });
    const [run] = await worker.handlers['runs.startSchedule']({ scheduleId: 'harbour', reason: '', isDryRun: false });
    await worker.runner.endOf(run?.id ?? '');
    await test.settle(worker);
    expect(test.told.some(({ name }) => name === 'notifications.told')).toBe(false);
    worker.store.outbox.put('notifications.changed', {}, test.clock.now());
    test.engine.catchUp();
    await expect.poll(() => test.told.filter(({ name }) => name === 'notifications.told')).toHaveLength(1);
  });
});
