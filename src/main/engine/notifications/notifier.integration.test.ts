import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestJob, type TestJob } from '../testing/test-job.ts';
import { createTestNotifications, type TestNotifications } from '../testing/test-notifications.ts';

const start = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;
const failure = new AppError('source_changed', 'The table is gone.');

let test: TestNotifications;
let work: TestJob;
beforeEach(async () => {
  work = createTestJob();
  test = await createTestNotifications(start, { jobs: [work.job] });
  const schedule = { id: 'main', job: 'test.work', every: 'PT1M', retry: { attempts: 1, backoffSeconds: 0 } };
  test.engine.store.schedules.save(Schedule.parse(schedule), start);
  await test.withoutDefaults();
  await test.addHook();
});
afterEach(() => test.close());

/** Runs the schedule once, to its end, and lets everybody be told. */
async function run(answer: TestJob['answer']): Promise<void> {
  work.answer = answer;
  await test.engine.handlers['runs.startSchedule']({ scheduleId: 'main', reason: 'test', isDryRun: false });
  await test.idle();
  await test.settle();
}

const jobFailed = { trigger: { kind: 'job_failed', times: 2 } };
const opened = 'Work for Item a failed 2 times in a row';
const closed = 'Work for Item a no longer fails';

describe('a job that fails', () => {
  it('is told once when it has failed so many times in a row, and its end once', async () => {
    await test.addRule(jobFailed);
    await run(failure);
    expect(test.receiver.titles()).toEqual([]);
    for (let times = 0; times < 4; times += 1) await run(failure);
    expect(test.receiver.titles()).toEqual([opened]);
    await run('good');
    await run('good');
    expect(test.receiver.titles()).toEqual([opened, closed]);
    expect(test.receiver.got.map(({ json }) => json['about'])).toEqual(['opened', 'closed']);
  });

  it('is told again only after it ended', async () => {
    await test.addRule(jobFailed);
    for (let round = 0; round < 2; round += 1) {
      for (let times = 0; times < 3; times += 1) await run(failure);
      await run('good');
    }
    expect(test.receiver.titles()).toEqual([opened, closed, opened, closed]);
  });

  it('is not told of its end by a rule that does not want that', async () => {
    await test.addRule({ ...jobFailed, tellsEnd: false });
    for (let times = 0; times < 2; times += 1) await run(failure);
    await run('good');
    expect(test.receiver.titles()).toEqual([opened]);
  });

  it('is told once in a storm of 500 failures', async () => {
    await test.addRule(jobFailed);
    work.answer = failure;
    for (let times = 0; times < 500; times += 1) {
      await test.engine.handlers['runs.startSchedule']({ scheduleId: 'main', reason: 'test', isDryRun: false });
      await test.idle();
    }
    await test.settle();
    const { notices } = await test.engine.handlers['notifications.notices'](page);
    expect(notices).toHaveLength(1);
    expect(test.receiver.titles()).toEqual([opened]);
  });

  it('is not told twice after a restart, nor by a second process on the database', async () => {
    await test.addRule(jobFailed);
    for (let times = 0; times < 2; times += 1) await run(failure);
    const { engine: other } = await test.beside();
    await Promise.all([test.settle(), test.settle(other)]);
    await test.engine.close();
    await test.settle(other);
    expect(test.receiver.titles()).toEqual([opened]);
  });

  it('is told once where two processes look and send at the same time', async () => {
    await test.addRule(jobFailed);
    const { engine: other } = await test.beside('worker');
    work.answer = failure;
    for (let times = 0; times < 3; times += 1) {
      await test.engine.handlers['runs.startSchedule']({ scheduleId: 'main', reason: 'test', isDryRun: false });
      await test.idle();
      await Promise.all([test.settle(), test.settle(other)]);
    }
    expect(test.receiver.titles()).toEqual([opened]);
  });

  it('leaves the row of failures as it is where a run is canceled', async () => {
    await test.addRule(jobFailed);
    for (let times = 0; times < 2; times += 1) await run(failure);
    work.answer = undefined;
    const [held] = await test.engine.handlers['runs.startSchedule']({
      scheduleId: 'main',
      reason: '',
      isDryRun: false,
    });
    await test.engine.handlers['runs.cancel']({ id: held?.id ?? '' });
    await test.idle();
    await test.settle();
    expect(test.receiver.titles()).toEqual([opened]);
  });
});

const page = { after: null, limit: 50, ruleId: null, isTroubled: false };

describe('a message to a webhook', () => {
  it('is signed, and has an id by which doubles can be dropped', async () => {
    await test.addRule(jobFailed);
    for (let times = 0; times < 2; times += 1) await run(failure);
    const [message] = test.receiver.got;
    const timestamp = String(message?.headers['x-rounds-timestamp']);
    const signature = createHmac('sha256', 'a key to sign with').update(`${timestamp}.${message?.body}`).digest('hex');
    expect(message?.headers['x-rounds-signature']).toBe(`sha256=${signature}`);
    expect(Number(timestamp)).toBe(start / 1000);
    expect(message?.headers['x-rounds-delivery']).toMatch(/^\d+$/);
    expect(message?.json).toMatchObject({ rule: 'rule', trigger: 'job_failed', about: 'opened', path: '/runs/2' });
    expect(message?.json['openedAt']).toBe(new Date(start).toISOString());
  });

  it('waits out an outage and arrives once, with every one that came up meanwhile', async () => {
    await test.addRule(jobFailed);
    test.receiver.answer = { status: 503 };
    for (let times = 0; times < 2; times += 1) await run(failure);
    expect(test.receiver.titles()).toEqual([]);
    const [notice] = (await test.engine.handlers['notifications.notices'](page)).notices;
    expect(notice?.deliveries[0]).toMatchObject({ status: 'waiting', attempts: 1 });
    expect(notice?.deliveries[0]?.error).toMatch(/answered 503/);
    const [row] = (await test.engine.handlers['notifications.channels']({})).filter(
      ({ channel }) => channel.id === 'hook',
    );
    expect(row).toMatchObject({ waitingCount: 1, secretFrom: 'keychain' });
    expect(row?.trouble).toMatch(/answered 503/);
    for (let hours = 0; hours < 6; hours += 1) {
      await test.clock.advance(60 * minute);
      await test.settle();
    }
    test.receiver.answer = { status: 204 };
    await test.clock.advance(60 * minute);
    await test.settle();
    await test.settle();
    expect(test.receiver.titles()).toEqual([opened]);
    const [after] = (await test.engine.handlers['notifications.channels']({})).filter(
      ({ channel }) => channel.id === 'hook',
    );
    expect(after).toMatchObject({ waitingCount: 0, trouble: null });
  });

  it('is tried again after a minute, and not before the receiver wants it', async () => {
    await test.addRule(jobFailed);
    test.receiver.answer = { status: 429, headers: { 'retry-after': '600' } };
    for (let times = 0; times < 2; times += 1) await run(failure);
    test.receiver.answer = { status: 204 };
    await test.clock.advance(9 * minute);
    await test.settle();
    expect(test.receiver.titles()).toEqual([]);
    await test.clock.advance(minute + 1000);
    await test.settle();
    expect(test.receiver.titles()).toEqual([opened]);
  });

  it('is given up where the receiver refuses it, until a person has it tried again', async () => {
    await test.addRule(jobFailed);
    test.receiver.answer = { status: 404 };
    for (let times = 0; times < 2; times += 1) await run(failure);
    const troubled = { ...page, isTroubled: true };
    const [notice] = (await test.engine.handlers['notifications.notices'](troubled)).notices;
    const delivery = notice?.deliveries[0];
    expect(delivery).toMatchObject({ status: 'failed', attempts: 1, nextAttemptAt: null });
    test.receiver.answer = { status: 204 };
    await test.engine.handlers['notifications.retry']({ deliveryId: delivery?.id ?? 0 });
    await test.settle();
    expect(test.receiver.titles()).toEqual([opened]);
    expect((await test.engine.handlers['notifications.notices'](troubled)).notices).toEqual([]);
  });

  it('is given up after a day without an answer', async () => {
    await test.addRule(jobFailed);
    test.receiver.answer = { status: 500 };
    for (let times = 0; times < 2; times += 1) await run(failure);
    for (let hours = 0; hours < 30; hours += 1) {
      await test.clock.advance(60 * minute);
      await test.settle();
    }
    const [notice] = (await test.engine.handlers['notifications.notices'](page)).notices;
    expect(notice?.deliveries[0]).toMatchObject({ status: 'failed' });
  });

  it('is broken off when the receiver takes too long, and others are told meanwhile', async () => {
    await test.addRule({ ...jobFailed, channelIds: ['hook', 'desktop'] });
    test.receiver.answer = null;
    work.answer = failure;
    for (let times = 0; times < 2; times += 1) {
      await test.engine.handlers['runs.startSchedule']({ scheduleId: 'main', reason: 'test', isDryRun: false });
      await test.idle();
    }
    const settled = test.settle();
    await expect.poll(() => test.receiver.site.count('/hook')).toBe(1);
    expect(test.desktop).toHaveLength(1);
    await test.clock.advance(10_000);
    await settled;
    const [notice] = (await test.engine.handlers['notifications.notices'](page)).notices;
    const hook = notice?.deliveries.find(({ channelId }) => channelId === 'hook');
    expect(hook).toMatchObject({
      status: 'waiting',
      error: 'The receiver of “Hook” did not take the message in time.',
    });
  });

  it('goes out again under the same id where a process was killed before it wrote that down', async () => {
    await test.addRule(jobFailed);
    for (let times = 0; times < 2; times += 1) await run(failure);
    // As the file stands after a kill between the answer and the mark.
    test.engine.store.connection.raw
      .prepare(
        `UPDATE delivery SET status = 'waiting', sent_at = NULL, next_attempt_at = ?, claimed_by = 'gone', claimed_until = ?`,
      )
      .run(start, start + minute);
    await test.settle();
    expect(test.receiver.got).toHaveLength(1);
    await test.clock.advance(2 * minute);
    await test.settle();
    const ids = test.receiver.got.map(({ headers }) => headers['x-rounds-delivery']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('is not sent to a private address unless the channel allows it', async () => {
    await test.addHook({ id: 'inside', allowPrivateAddress: false });
    await test.addRule({ ...jobFailed, channelIds: ['inside'] });
    for (let times = 0; times < 2; times += 1) await run(failure);
    const [notice] = (await test.engine.handlers['notifications.notices'](page)).notices;
    expect(notice?.deliveries[0]).toMatchObject({ status: 'failed' });
    expect(notice?.deliveries[0]?.error).toMatch(/private address/);
    expect(test.receiver.site.count()).toBe(0);
  });
});
