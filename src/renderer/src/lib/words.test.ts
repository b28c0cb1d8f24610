import { describe, expect, it } from 'vitest';
import { howFar } from './words.ts';

describe('How far a run is', () => {
  it('counts what is done of what there is', () => {
    expect(howFar({ progress: { done: 1200, total: 4567, note: '' } })).toBe('1,200 of 4,567');
  });

  it('says nothing as long as nobody can tell how much there is', () => {
    expect(howFar({ progress: { done: 0, total: 0, note: 'Signing in' } })).toBe('');
    expect(howFar({ progress: null })).toBe('');
  });
});
