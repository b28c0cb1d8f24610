import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { claimOf, codeOf, noCounts } from './fixtures/runs.ts';
import type { RunEnd, Runs } from './runs.ts';

const start = Date.UTC(2026, 10, 22, 8);
const key = claimOf().claimKey;
const canceled: RunEnd = { status: 'canceled', counts: noCounts, error: null };

let test: TestStore;
let runs: Runs;
beforeEach(async () => {
  test = await createTestStore(start);
  runs = test.store.runs;
});
afterEach(() => test.close());

const processOf = (id: string): unknown =>
  test.connection.raw.prepare('SELECT process_id FROM job_run WHERE id = ?').pluck().get(id);

describe('a run that waits', () => {
  it('stands beside the one at work and takes its turn after it', () => {
    const active = runs.claim(claimOf(), start);
    const waiting = runs.plan(claimOf({ reason: 'Next.' }), start + 1);
    expect(waiting).toMatchObject({ status: 'planned', createdAt: start + 1, startedAt: null, finishedAt: null });
    expect(runs.activeOf(key)).toEqual(active);
    expect(runs.waitingOf(key)).toEqual(waiting);
    expect(runs.open()).toEqual([active, waiting]);

    expect(() => runs.claimPlanned(waiting.id)).toThrow(
      'Update building occupancy for Harbour University is running already.',
    );
    expect(runs.find(waiting.id)).toEqual(waiting);
    runs.finish(active.id, canceled, start + 2);
    expect(runs.claimPlanned(waiting.id)).toEqual({ ...waiting, status: 'claimed' });
    expect(runs.activeOf(key)?.id).toBe(waiting.id);
    expect(runs.waitingOf(key)).toBeUndefined();
    expect(() => runs.claimPlanned(waiting.id)).toThrow('is not waiting any more.');
  });

  it('is the oldest of its key, and no other key’s', () => {
    runs.plan(claimOf({ claimKey: 'other' }), start);
    const first = runs.plan(claimOf(), start);
    runs.plan(claimOf(), start);
    expect(runs.waitingOf(key)).toEqual(first);
    expect(runs.activeOf(key)).toBeUndefined();
    expect(runs.waitingOf('nobody')).toBeUndefined();
  });

  it('ends without having started', () => {
    const waiting = runs.plan(claimOf(), start);
    expect(runs.finish(waiting.id, canceled, start + 3)).toMatchObject({
      status: 'canceled',
      startedAt: null,
      finishedAt: start + 3,
      attempts: 0,
    });
    expect(codeOf(() => runs.claimPlanned(waiting.id))).toBe('conflict');
    expect(codeOf(() => runs.claimPlanned('999'))).toBe('not_found');
  });

  it('outlives its process and is taken up by one process only', async () => {
    const other = await test.openAnother('worker');
    const waiting = other.store.runs.plan(claimOf(), start);
    expect(runs.processRoleOf(waiting.id)).toBe('worker');
    expect(runs.interrupt([other.processId], start + 1)).toEqual([]);
    expect(runs.find(waiting.id)?.status).toBe('planned');
    const ended = test.connection.raw.prepare('SELECT ended_at FROM app_process WHERE id = ?').pluck();
    expect(ended.get(other.processId)).toBe(start + 1);

    runs.claimPlanned(waiting.id);
    expect(processOf(waiting.id)).toBe('process-1');
    expect(runs.processRoleOf(waiting.id)).toBe('window');
    expect(codeOf(() => other.store.runs.claimPlanned(waiting.id))).toBe('conflict');
    expect(runs.interrupt(['process-1'], start + 2)).toMatchObject([{ id: waiting.id, status: 'interrupted' }]);
  });

  it('holds its slot', () => {
    const slot = { scheduleId: 'one', scheduleRevision: 1, scheduledFor: start };
    runs.plan(claimOf(slot), start);
    expect(() => runs.claim(claimOf(slot), start)).toThrow('has a run for this slot already.');
    expect(() => runs.plan(claimOf(slot), start)).toThrow('has a run for this slot already.');
    expect(runs.plan(claimOf(), start).status).toBe('planned');
  });

  it('keeps what its job was given for whoever runs it', () => {
    const params = { sourceId: 'harbour', buildings: ['166'] };
    expect(runs.paramsOf(runs.plan(claimOf({ params }), start).id)).toEqual(params);
    expect(codeOf(() => runs.paramsOf('999'))).toBe('not_found');
    expect(codeOf(() => runs.processRoleOf('999'))).toBe('not_found');
  });
});

describe('a request to cancel', () => {
  it('reaches the process that works on the run, and that one only', async () => {
    const other = await test.openAnother();
    const theirs = other.store.runs.claim(claimOf({ claimKey: 'theirs' }), start);
    runs.claim(claimOf(), start);
    expect(runs.requestCancel(theirs.id, 'By the window.')).toEqual(theirs);
    expect(runs.cancelRequests()).toEqual([]);
    expect(other.store.runs.cancelRequests()).toEqual([{ id: theirs.id, reason: 'By the window.' }]);
    other.store.runs.finish(theirs.id, canceled, start + 1);
    expect(other.store.runs.cancelRequests()).toEqual([]);
  });

  it('keeps its first reason', () => {
    const { id } = runs.claim(claimOf(), start);
    runs.requestCancel(id, 'First.');
    runs.requestCancel(id, 'Second.');
    expect(runs.cancelRequests()).toEqual([{ id, reason: 'First.' }]);
  });

  it('follows a waiting run to the process that takes it up', async () => {
    const other = await test.openAnother();
    const { id } = other.store.runs.plan(claimOf(), start);
    runs.requestCancel(id, 'Not needed.');
    runs.claimPlanned(id);
    expect(runs.cancelRequests()).toEqual([{ id, reason: 'Not needed.' }]);
    expect(other.store.runs.cancelRequests()).toEqual([]);
  });

  it('is refused where there is nothing to stop', () => {
    const { id } = runs.claim(claimOf(), start);
    runs.finish(id, canceled, start);
    expect(() => runs.requestCancel(id, '')).toThrow(
      'Update building occupancy for Harbour University has ended already.',
    );
    expect(codeOf(() => runs.requestCancel(id, ''))).toBe('conflict');
    expect(codeOf(() => runs.requestCancel('999', ''))).toBe('not_found');
  });
});
