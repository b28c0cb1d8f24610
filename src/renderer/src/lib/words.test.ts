import { describe, expect, it } from 'vitest';
import { changesSentence, howFar } from './words.ts';

describe('How far a run is', () => {
  it('counts what is done of what there is', () => {
    expect(howFar({ progress: { done: 1200, total: 4567, note: '' } })).toBe('1,200 of 4,567');
  });

  it('says nothing as long as nobody can tell how much there is', () => {
    expect(howFar({ progress: { done: 0, total: 0, note: 'Signing in' } })).toBe('');
    expect(howFar({ progress: null })).toBe('');
  });
});

it('tells of a list of changes how many it shows and whether older ones follow', () => {
  expect(changesSentence(0, false, false)).toBe('No change yet.');
  expect(changesSentence(0, false, true)).toBe('No change that the filters let through.');
  expect(changesSentence(0, true, true)).toBe('Looking further back.');
  expect(changesSentence(50, true, false)).toBe('The newest 50 changes.');
  expect(changesSentence(1, false, true)).toBe('1 change that the filters let through, back to the beginning.');
});
