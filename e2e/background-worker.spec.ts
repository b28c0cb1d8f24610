import { expect, type Rounds, test } from './fixtures.ts';
import type { RunningCommand } from './hosts/command-line.ts';
import { scheduleId } from './hosts/configuration.ts';
import { integrityOf, leaseHolder, storedRuns } from './hosts/database.ts';
import { parseReport } from './hosts/run-report.ts';

/** The machines that run these tests have few cores, and a start of Electron costs seconds of them. */
const patienceMs = 60_000;

async function startWorker(rounds: Rounds, says: string, flags: readonly string[] = []): Promise<RunningCommand> {
  const worker = rounds.start(['--worker', ...flags], { as: 'bare' });
  const written = (): string => worker.written().stdout;
  await expect.poll(written, { timeout: patienceMs, message: 'the first line of the worker' }).toContain(says);
  return worker;
}

function runsOf(profile: string, status: string): number {
  return storedRuns(profile).filter((run) => run.status === status).length;
}

test.describe('a worker', () => {
  test(
    'does what is due without a display, and lets go when it is asked to end',
    { tag: '@long' },
    async ({ rounds, site, profile }) => {
      await rounds.configure(site, { every: 'PT30S' });
      const worker = await startWorker(rounds, 'Scheduling; stop with Ctrl+C.\n');
      await expect.poll(() => runsOf(profile, 'succeeded'), { timeout: patienceMs }).toBe(1);
      expect(storedRuns(profile)).toMatchObject([{ trigger: 'schedule', status: 'succeeded' }]);
      expect(leaseHolder(profile)).toBe(worker.pid);
      // The next one is woken for.
      await expect.poll(() => runsOf(profile, 'succeeded'), { timeout: patienceMs }).toBe(2);

      worker.kill('SIGTERM');
      const { code, stdout } = await worker.done;
      expect(code).toBe(0);
      expect(stdout).toBe('Scheduling; stop with Ctrl+C.\n');
      expect(leaseHolder(profile)).toBeNull();
      expect(integrityOf(profile)).toBe('ok');
    },
  );

  test('ends what runs before it ends itself, without waiting for an answer', async ({ rounds, site, profile }) => {
    await rounds.configure(site);
    const { started: worker } = await site.hold(() => startWorker(rounds, 'Scheduling'));
    worker.kill('SIGINT');
    expect((await worker.done).code).toBe(0);
    expect(storedRuns(profile)).toMatchObject([{ status: 'canceled', error_code: 'canceled' }]);
  });

  test('takes in at once what a command imports', async ({ rounds, site, profile }) => {
    await startWorker(rounds, 'Scheduling');
    await rounds.configure(site);
    await expect.poll(() => runsOf(profile, 'succeeded'), { timeout: patienceMs }).toBe(1);
  });

  test('stands by while another schedules, and takes over when that is killed', async ({ rounds, site, profile }) => {
    await rounds.configure(site);
    const first = await startWorker(rounds, 'Scheduling');
    const second = await startWorker(rounds, 'Another process schedules (worker');
    expect(leaseHolder(profile)).toBe(first.pid);
    first.kill('SIGKILL');
    await first.done;
    await expect.poll(() => leaseHolder(profile), { timeout: 10_000 }).toBe(second.pid);
    second.kill('SIGTERM');
    expect((await second.done).code).toBe(0);
  });

  test(
    'has its runs shown at once by a window that is opened beside it',
    { tag: '@long' },
    async ({ rounds, site, profile, launch }) => {
      await rounds.configure(site, { every: 'PT30S' });
      const worker = await startWorker(rounds, 'Scheduling');
      const { window } = await launch();
      const told = await window.evaluate(
        () =>
          new Promise<unknown>((resolve) => {
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the preload script put there
            const { api } = globalThis as unknown as {
              api: { subscribe(name: string, listen: (fact: unknown) => void): void };
            };
            api.subscribe('run.changed', resolve);
          }),
      );
      expect(told).toMatchObject({ trigger: 'schedule', scheduleId });
      expect(leaseHolder(profile)).toBe(worker.pid);
    },
  );

  test('leaves it to a window that is open, and takes over when that is quit', async ({
    rounds,
    site,
    profile,
    launch,
  }) => {
    await rounds.configure(site);
    const app = await launch();
    await expect.poll(() => leaseHolder(profile), { timeout: patienceMs }).toBe(app.pid);
    const worker = await startWorker(rounds, 'Another process schedules (window');
    await app.quit();
    await expect.poll(() => leaseHolder(profile), { timeout: 15_000 }).toBe(worker.pid);
  });
});

test.describe('the health of a profile', () => {
  test('is good after a look, bad once a schedule has paused itself, and told in one document', async ({
    rounds,
    site,
    profile,
  }) => {
    rounds.prepare(site);
    const good = await rounds.run(['--check'], { as: 'bare' });
    expect(good.code, good.stdout).toBe(0);
    expect(good.stdout).toContain('Healthy\n');
    expect(good.stdout).toMatch(new RegExp(`${scheduleId} +active +1 of 1 ran \\(100 %\\)`));

    site.answerWith({ status: 404, body: '' });
    await rounds.configure(site, { schedule: { pauseAfterFailures: 1 }, every: 'PT12H' });
    expect((await rounds.run(['--run-once'])).code).toBe(1);
    const bad = await rounds.run(['--check', '--json']);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      isHealthy: false,
      problems: [{ code: 'paused_by_failures', subject: scheduleId }],
      scheduler: { state: 'free' },
      schedules: [{ id: scheduleId, state: 'paused', pausedBy: 'failures', failuresInRow: 1 }],
      hosts: [{ isOver: false }],
    });
    expect(integrityOf(profile)).toBe('ok');

    const list = await rounds.run(['--list']);
    expect(list.stdout).toMatch(/Paused by failures, until it is resumed: A run failed/);
  });
});

test.describe('many at once', () => {
  test('do one due run once between them', async ({ rounds, site, profile }) => {
    test.setTimeout(300_000);
    await rounds.configure(site);
    const commands = Array.from({ length: 20 }, () => rounds.start(['--run-once', '--json'], { as: 'bare' }));
    const results = await Promise.all(commands.map(({ done }) => done));
    expect(results.map(({ code, stderr }) => (code === 0 ? '' : stderr))).toEqual(results.map(() => ''));
    expect(results.flatMap(({ stdout }) => parseReport(stdout).runs)).toMatchObject([{ status: 'succeeded' }]);
    expect(storedRuns(profile)).toHaveLength(1);
    expect(site.requests.filter((path) => path.startsWith('/live/'))).toHaveLength(1);
    expect(integrityOf(profile)).toBe('ok');
  });
});

test.describe('the slots of a schedule', () => {
  test('are exported once each, with what became of them', async ({ rounds, site }) => {
    await rounds.configure(site, { every: 'PT30S' });
    expect((await rounds.run(['--run-once'])).code).toBe(0);
    const { code, stdout } = await rounds.run(['--export', 'schedule-slots', '--format', 'ndjson']);
    expect(code).toBe(0);
    const slots = stdout
      .trimEnd()
      .split('\n')
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compared field by field below
      .map((line) => JSON.parse(line) as { plannedAt: string });
    expect(new Set(slots.map(({ plannedAt }) => plannedAt)).size).toBe(slots.length);
    expect(slots.at(-1)).toMatchObject({ scheduleId, verdict: 'ran', runId: '1', note: null });
  });
});
