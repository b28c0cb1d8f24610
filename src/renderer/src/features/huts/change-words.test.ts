import { describe, expect, it } from 'vitest';
import type { HutNightState } from '#shared/model/hut.ts';
import { changeKinds, changeWords } from './change-words.ts';

function state(changes: Partial<HutNightState> = {}): HutNightState {
  return {
    firstChecked: 0,
    lastChecked: 1000,
    isListed: true,
    free: 12,
    total: 90,
    hutType: 'hut',
    reservationStatus: 'possible',
    ...changes,
  };
}

describe('A change of a night in words', () => {
  it('says how many beds were freed or taken', () => {
    expect(changeWords({ kind: 'freed', before: state(), after: state({ free: 30 }) })).toBe(
      '12 → 30 free of 90: 18 beds freed',
    );
    expect(changeWords({ kind: 'filled', before: state({ free: 1 }), after: state({ free: 0 }) })).toBe(
      '1 → 0 free of 90: 1 bed taken',
    );
  });

  it('names both totals where they differ, and none that is not told', () => {
    expect(changeWords({ kind: 'freed', before: state(), after: state({ free: 30, total: 80 }) })).toBe(
      '12 of 90 → 30 of 80 free: 18 beds freed',
    );
    expect(
      changeWords({ kind: 'freed', before: state({ total: null }), after: state({ free: 13, total: null }) }),
    ).toBe('12 → 13 free: 1 bed freed');
  });

  it('says what stood there before it closed or went from the list', () => {
    const closed = state({ hutType: 'closed', free: 0, total: 0, reservationStatus: 'not_possible' });
    expect(changeWords({ kind: 'closed', before: state(), after: closed })).toBe(
      'closed; before that 12 of 90 beds free',
    );
    expect(changeWords({ kind: 'opened', before: closed, after: state() })).toBe('open: 12 of 90 beds free');
    expect(changeWords({ kind: 'unlisted', before: closed, after: state({ isListed: false }) })).toBe(
      'no longer listed by the source',
    );
  });

  it('tells the first listing from one that came back', () => {
    expect(changeWords({ kind: 'listed', before: null, after: state() })).toBe(
      'listed for the first time: 12 of 90 beds free',
    );
    expect(changeWords({ kind: 'listed', before: state({ isListed: false }), after: state() })).toBe(
      'listed again: 12 of 90 beds free',
    );
  });

  it('names what else changed', () => {
    expect(
      changeWords({
        kind: 'other',
        before: state(),
        after: state({ total: 20, hutType: 'winter_room', reservationStatus: 'not_online', free: null }),
      }),
    ).toBe('90 → 20 beds; winter room instead of hut; booking: bookable → not online; free: 12 → not told');
    expect(changeWords({ kind: 'other', before: null, after: state({ free: null }) })).toBe(
      'the source does not say how many beds are free',
    );
  });

  it('has a word for every kind', () => {
    expect(changeKinds.map(([kind]) => kind)).toEqual([
      'freed',
      'filled',
      'opened',
      'closed',
      'listed',
      'unlisted',
      'other',
    ]);
  });
});
