import { describe, expect, it } from 'vitest';
import { sampleHutRow } from '../../lib/testing/hut-samples.ts';
import { HOUR, MINUTE } from '../../lib/testing/samples.ts';
import { countryWords, hutSentence, placeWords } from './hut-words.ts';

const now = new Date(2026, 10, 22, 9, 30).getTime();

describe('A hut in words', () => {
  it('says when it was seen and when it is looked at next, and why then', () => {
    const due = {
      class: 'quiet',
      dueAt: now + HOUR,
      why: 'Looked at every 24 hours: the next nights have beds enough.',
    } as const;
    expect(hutSentence(sampleHutRow({ now, due }), now)).toBe(
      'Last seen 9 min ago; the next look is due at 22 Nov, 10:30. Looked at every 24 hours: the next nights have beds enough.',
    );
  });

  it('tells a hut that nobody has looked at from one whose every look failed', () => {
    const due = { class: 'new', dueAt: null, why: 'Nobody has looked at it yet.' } as const;
    expect(hutSentence(sampleHutRow({ now, lastChecked: null, due }), now)).toContain(
      'the first look is due with the next run',
    );
    const failure = { code: 'timeout', message: 'No answer.', since: now - HOUR, at: now - MINUTE, inRow: 1 } as const;
    expect(hutSentence(sampleHutRow({ now, lastChecked: null, failure }), now)).toMatch(
      /^No look has succeeded so far, 1 look failed;/,
    );
  });

  it('says where it is', () => {
    expect(placeWords(45.9975, 7.0461)).toBe('45.9975° N, 7.0461° E');
    expect(placeWords(-43.5, -170.25)).toBe('43.5000° S, 170.2500° W');
    expect(countryWords('CH')).toBe('Switzerland');
    expect(countryWords('Alps')).toBe('Alps');
  });
});
