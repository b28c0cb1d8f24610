import { describe, expect, it } from 'vitest';
import type { RunAttempt } from '#shared/model/run.ts';
import { sampleRun } from '../../lib/testing/samples.ts';
import { attemptParts, attemptSentence, lateness, runsAsText, runsSentence } from './view-model.ts';

const done = sampleRun({ startedAt: 1000, id: '1' });
const running = sampleRun({ startedAt: 1000, id: '2', status: 'running', finishedAt: null });

function attempt(overrides: Partial<RunAttempt>): RunAttempt {
  return { number: 1, startedAt: 1000, finishedAt: 2000, error: null, nextAt: null, ...overrides };
}

describe('The runs in one sentence', () => {
  it('says how many there are so far, under way and with failures', () => {
    expect(runsSentence([done, running, { ...done, status: 'timed_out' }], true, false)).toBe(
      '3 runs so far, 1 under way, 1 with failures.',
    );
    expect(runsSentence([], false, false)).toBe('No runs are recorded.');
    expect(runsSentence([], false, true)).toBe('');
  });
});

describe('How late a run began', () => {
  it('counts from its plan, from a second on', () => {
    expect(lateness({ ...done, scheduledFor: 1000 })).toBe('on time');
    expect(lateness({ ...done, scheduledFor: 1000, startedAt: 73_000 })).toBe('1 min 12 s late');
    expect(lateness({ ...done, scheduledFor: null })).toBeNull();
  });
});

describe('The attempts of a run', () => {
  const lost = attempt({ error: { code: 'network', message: 'The connection broke.' }, nextAt: 3000 });

  it('stand one after the other with the wait between', () => {
    const parts = attemptParts([lost, attempt({ number: 2, startedAt: 3000, finishedAt: 5000 })], done, 9000);
    expect(parts).toMatchObject([
      { kind: 'failed', left: 0, width: 0.25 },
      { kind: 'wait', left: 0.25, width: 0.25 },
      { kind: 'done', left: 0.5, width: 0.5 },
    ]);
  });

  it('end now while one goes on, and reach to the next try while it is waited for', () => {
    expect(attemptParts([attempt({ finishedAt: null })], running, 6000)).toMatchObject([
      { kind: 'running', left: 0, width: 1, durationMs: 5000 },
    ]);
    expect(attemptParts([lost], running, 2500)).toMatchObject([
      { kind: 'failed', width: 0.5 },
      { kind: 'wait', width: 0.5 },
    ]);
  });

  it('are told in words, those that nobody ended too', () => {
    expect(attemptSentence(lost, running)).toBe('The connection broke.');
    expect(attemptSentence(attempt({}), done)).toBe('Came to its end.');
    expect(attemptSentence(attempt({ finishedAt: null }), running)).toBe('Under way.');
    expect(attemptSentence(attempt({ finishedAt: null }), { ...done, status: 'interrupted' })).toBe(
      'Its process ended before it did.',
    );
  });
});

describe('Runs as text', () => {
  it('make one line each, and no formula for a sheet', () => {
    const [header, line, rest] = runsAsText([{ ...done, subject: '=SUM(A1)', reason: 'two\nlines' }]).split('\n');
    expect(header?.split('\t')).toHaveLength(11);
    expect(line?.split('\t').slice(1, 5)).toEqual(['Update building occupancy', "'=SUM(A1)", 'Schedule', 'two lines']);
    expect(rest).toBeUndefined();
  });
});
