import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAppError } from '#shared/errors.ts';
import { parseCommandLine } from '../command-line.ts';
import { jobs } from '../engine/jobs/registry.ts';
import {
  book,
  offer,
  putSlots,
  sampleProvider,
  sampleService,
  secretName,
  storedSlots,
} from '../engine/testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../engine/testing/test-engine.ts';
import { type EndingCommand, exitCodeOfError, runCommand } from './commands.ts';

const start = Date.parse('2026-03-02T04:00:00Z');

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
  offer(test.engine.store, sampleProvider(), sampleService(), sampleService({ id: 's2' }));
});
afterEach(() => test.close());

/** Runs the program's arguments, and gives its exit code and what it wrote. */
async function rounds(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const written: string[] = [];
  const output = {
    out: (text: string) => void written.push(text),
    err: () => undefined,
    drained: async () => undefined,
  };
  const files = { readText: () => Promise.reject(new Error()), writeWhole: () => Promise.reject(new Error()) };
  const { command } = parseCommandLine(args, '', jobs);
  // Neither the window nor help, a version or a worker is asked for here.
  const ending = command as EndingCommand;
  try {
    const options = { ports: { clock: test.clock, files }, output, stopped: new AbortController().signal };
    return { code: await runCommand(test.engine, ending, options), text: written.join('') };
  } catch (thrown) {
    return { code: exitCodeOfError(toAppError(thrown)), text: toAppError(thrown).userMessage };
  }
}

describe('slot maintenance on the command line', () => {
  it('keeps slots of the services that are named', async () => {
    expect(await rounds('--run-once', '--service', 's2', '--days-ahead', '1')).toMatchObject({ code: 0 });
    expect([storedSlots(test.engine.store), storedSlots(test.engine.store, 's2')].map(({ length }) => length)).toEqual([
      0, 6,
    ]);
  });

  it.each([
    ['--provider', 'p9'],
    ['--service', 's9'],
  ])('ends as wrong usage where %s %s is unknown', async (flag, id) => {
    expect(await rounds('--run-once', flag, id)).toEqual({ code: 2, text: expect.stringContaining(id) });
  });

  it('ends as wrong usage where the days ahead are none', async () => {
    expect((await rounds('--run-once', '--days-ahead=-1')).code).toBe(2);
    expect((await rounds('--run-once', '--days-ahead', '999')).code).toBe(2);
  });

  it('ends as done in part where one of the services cannot be planned', async () => {
    test.engine.store.services.save(sampleService({ durationMinutes: 5 }), start);
    const availability = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((weekday) => ({
      weekday,
      from: '00:00',
      until: '24:00',
    }));
    test.engine.store.providers.save(sampleProvider({ availability }), start);
    const { code, text } = await rounds('--run-once', '--job', 'slots.maintain');
    expect(code).toBe(3);
    expect(text).toContain('more than 5000');
  });
});

describe('an export on the command line', () => {
  it('tells for whom reservations are only where that is asked for', async () => {
    const [slot] = putSlots(test.engine.store, 's1', '2026-03-03', 1);
    if (slot !== undefined) book(test.engine.store, 'r1', slot);
    const plain = await rounds('--export', 'reservations');
    expect(plain).toMatchObject({ code: 0 });
    expect(plain.text).not.toContain(secretName);
    expect((await rounds('--export', 'reservations', '--include-personal', '--format', 'json')).text).toContain(
      secretName,
    );
    expect(await rounds('--export', 'runs', '--include-personal')).toMatchObject({ code: 2 });
  });
});
