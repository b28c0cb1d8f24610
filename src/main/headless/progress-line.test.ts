import { describe, expect, it } from 'vitest';
import type { Run } from '#shared/model/run.ts';
import { createProgressLine } from './progress-line.ts';

const run: Run = {
  id: '1',
  kind: 'huts.update',
  title: 'Update hut availability',
  subject: 'Alps',
  trigger: 'command-line',
  reason: null,
  status: 'running',
  scheduleId: null,
  scheduledFor: null,
  createdAt: 0,
  startedAt: 0,
  finishedAt: null,
  attempts: 1,
  counts: { checked: 3, changed: 0, created: 3, unchanged: 0, failed: 0, skipped: 0 },
  error: null,
  isDryRun: false,
  progress: { done: 3, total: 40, note: 'trient' },
};

function watch(isTerminal: boolean) {
  const said: string[] = [];
  const line = createProgressLine(
    { out: () => undefined, err: (text) => said.push(text), drained: async () => undefined },
    isTerminal,
  );
  return { line, said };
}

describe('the progress line', () => {
  it('writes over itself and leaves nothing behind', () => {
    const { line, said } = watch(true);
    line.hear('run.changed', run);
    line.hear('run.changed', { ...run, progress: { done: 12, total: 40, note: '' } });
    line.end();
    expect(said).toEqual(['\rAlps: 3 of 40 trient', '\rAlps: 12 of 40      ', '\r               \r']);
  });

  it('says nothing of short runs, of other facts, and where nobody watches', () => {
    const { line, said } = watch(true);
    line.hear('run.changed', { ...run, progress: { done: 3, total: 9, note: '' } });
    line.hear('run.changed', { ...run, progress: null });
    line.hear('sources.changed', { ids: [] });
    line.end();
    const unseen = watch(false);
    unseen.line.hear('run.changed', run);
    unseen.line.end();
    expect([said, unseen.said]).toEqual([[], []]);
  });
});
