import { describe, expect, it } from 'vitest';
import { RunStatus } from '#shared/model/run.ts';
import { Verdict } from '#shared/model/slot.ts';
import { compareOutcomes, legendOutcomes, outcomeLook, outcomeOf, slotsSentence } from './verdicts.ts';
import type { Outcome } from './verdicts.ts';

const everyOutcome: readonly Outcome[] = [...RunStatus.options, ...Verdict.exclude(['ran']).options, 'pending'];

describe('Outcomes', () => {
  it('have a word of their own and a sentence each', () => {
    const words = everyOutcome.map((outcome) => outcomeLook(outcome).word);
    expect(new Set(words).size).toBe(everyOutcome.length);
    expect(everyOutcome.filter((outcome) => !outcomeLook(outcome).meaning.endsWith('.'))).toEqual([]);
  });

  it('have a rank each, the failed first and the good last', () => {
    const sorted = everyOutcome.toSorted(compareOutcomes);
    expect(sorted[0]).toBe('failed');
    expect(sorted.at(-1)).toBe('succeeded');
    expect(everyOutcome.filter((a) => everyOutcome.some((b) => a !== b && compareOutcomes(a, b) === 0))).toEqual([]);
  });

  it('follow the run where a slot ran, and the verdict where it did not', () => {
    expect(outcomeOf({ verdict: 'ran', runStatus: 'timed_out' })).toBe('timed_out');
    expect(outcomeOf({ verdict: 'overlap', runStatus: 'running' })).toBe('overlap');
  });
});

describe('Slots in one sentence', () => {
  it('counts what ran, then the rest, the most frequent first', () => {
    expect(
      slotsSentence(
        new Map<Outcome, number>([
          ['paused', 6],
          ['succeeded', 270],
          ['asleep', 12],
        ]),
      ),
    ).toBe('288 slots: 270 ran, 12 asleep, 6 paused.');
  });

  it('says how many of those that ran did not succeed', () => {
    expect(
      slotsSentence(
        new Map<Outcome, number>([
          ['failed', 2],
          ['succeeded', 8],
        ]),
      ),
    ).toBe('10 slots: 10 ran (2 failed).');
  });

  it('says that none was planned', () => {
    expect(slotsSentence(new Map())).toBe('No slot was planned in this time.');
  });
});

it('A legend shows what went well first', () => {
  expect(legendOutcomes(['asleep', 'failed', 'succeeded', 'asleep'])).toEqual(['succeeded', 'failed', 'asleep']);
});
