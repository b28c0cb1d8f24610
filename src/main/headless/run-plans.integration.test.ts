import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunOnceCommand } from '../command-line.ts';
import { createPlannedWorld, type PlannedWorld } from '../engine/testing/planned-job.ts';
import { runOnce } from './run-once.ts';

const named: RunOnceCommand = {
  mode: 'run-once',
  jobs: ['test.items'],
  isAll: false,
  isDryRun: false,
  isJson: true,
  isVerbose: false,
  errand: null,
  params: {},
};

let test: PlannedWorld;
beforeEach(async () => {
  test = await createPlannedWorld();
});
afterEach(() => test.close());

/** The exit code and what was written. */
async function run(change: Partial<RunOnceCommand>): Promise<{ readonly code: number; readonly text: string }> {
  const written: string[] = [];
  const output = {
    out: (text: string) => void written.push(text),
    err: () => undefined,
    drained: async () => undefined,
  };
  const stopped = new AbortController().signal;
  const code = await runOnce(test.engine, { ...named, ...change }, { clock: test.clock, output, stopped });
  return { code, text: written.join('') };
}

/** The only run of a report. */
async function report(change: Partial<RunOnceCommand>): Promise<{ readonly code: number; readonly run: unknown }> {
  const { code, text } = await run(change);
  const document: unknown = JSON.parse(text);
  // The document that the command has just written.
  const { runs } = document as { runs: unknown[] };
  expect(runs).toHaveLength(1);
  return { code, run: runs[0] };
}

describe('a command that runs a job which plans', () => {
  it('reports the plan, with its first rows in a dry run', async () => {
    test.put('old', 1);
    test.aims.wanted = { a: 1 };
    const { code, run: dry } = await report({ isDryRun: true });
    expect(code).toBe(0);
    expect(dry).toMatchObject({
      status: 'succeeded',
      plan: {
        runId: '1',
        state: 'dry',
        creates: 1,
        updates: 0,
        removes: 1,
        heldReason: null,
        confirmText: null,
        rows: [
          { action: 'create', label: 'Item a' },
          { action: 'remove', label: 'Item old' },
        ],
      },
    });
    const real = await report({});
    expect(real.run).toMatchObject({ plan: { state: 'applied' } });
    expect(real.run).not.toHaveProperty('plan.rows');
  });

  it('writes the plan in words', async () => {
    test.put('old', 1);
    test.aims.wanted = { old: 2 };
    const { text } = await run({ isJson: false, isDryRun: true });
    expect(text).toContain('  Plan of run 1: dry (0 to make, 1 to change, 0 to remove)\n');
    expect(text).toContain('    update Item old (Amount 1 -> 2)\n');
  });

  it('ends with code 1 where the run is held, and applies its plan when told to', async () => {
    test.put('old', 1);
    test.aims.confirmText = 'remove 1';
    const held = await report({});
    expect(held).toMatchObject({ code: 1, run: { status: 'held', plan: { state: 'held', confirmText: 'remove 1' } } });
    const errand = { kind: 'apply', runId: '1', confirmText: 'no' } as const;
    await expect(run({ jobs: [], errand })).rejects.toMatchObject({ code: 'invalid_input' });
    const applied = await report({ jobs: [], errand: { ...errand, confirmText: 'remove 1' } });
    expect(applied).toMatchObject({ code: 0, run: { status: 'succeeded', plan: { runId: '2', state: 'applied' } } });
    expect(test.items()).toEqual([]);
  });

  it('takes a run back, and says why where it cannot', async () => {
    test.aims.wanted = { a: 1 };
    await run({});
    const errand = { kind: 'undo', runId: '1' } as const;
    expect(await report({ jobs: [], errand })).toMatchObject({ code: 0, run: { plan: { removes: 1 } } });
    expect(test.items()).toEqual([]);
    expect(await report({ jobs: [], errand })).toMatchObject({
      code: 1,
      run: { status: 'failed', kind: 'test.items', errors: [{ code: 'conflict' }] },
    });
    await expect(run({ errand: { kind: 'undo', runId: '99' } })).rejects.toMatchObject({ code: 'not_found' });
  });
});
