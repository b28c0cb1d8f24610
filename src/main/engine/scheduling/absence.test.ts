import { describe, expect, it } from 'vitest';
import type { MachineStretch } from '../store/machine-log.ts';
import { absences } from './absence.ts';

const minute = 60_000;

function stretch(kind: MachineStretch['kind'], from: number, until: number): MachineStretch {
  return { kind, from: from * minute, until: until * minute };
}

/** The pieces of the first hour, as `minutes, absence`. */
function cut(...stretches: readonly MachineStretch[]): unknown[] {
  return absences(stretches, 0, 60 * minute).map(({ from, until, absence }) => [
    from / minute,
    until / minute,
    absence,
  ]);
}

describe('a time that is cut by what went on', () => {
  it('is one piece with Rounds closed where nobody watched', () => {
    expect(cut()).toEqual([[0, 60, 'app_closed']]);
  });

  it('is one piece in which somebody could have run it where somebody watched all the time', () => {
    expect(cut(stretch('watching', -10, 60))).toEqual([[0, 60, null]]);
  });

  it('has a piece for every stretch, without holes', () => {
    const pieces = cut(stretch('watching', 0, 20), stretch('watching', 30, 60), stretch('asleep', 40, 50));
    expect(pieces).toEqual([
      [0, 19, null],
      [19, 20, 'app_closed'],
      [20, 30, 'app_closed'],
      [30, 39, null],
      [39, 40, 'asleep'],
      [40, 50, 'asleep'],
      [50, 60, null],
    ]);
  });

  it('gives the last moment before an absence to it, and no more than there is', () => {
    expect(cut(stretch('watching', 0, 0.5), stretch('watching', 0.5, 1), stretch('watching', 30, 60))).toEqual([
      [0, 0.5, null],
      [0.5, 1, 'app_closed'],
      [1, 30, 'app_closed'],
      [30, 60, null],
    ]);
  });

  it('names the reason that would have been enough by itself', () => {
    const watched = stretch('watching', 0, 60);
    expect(cut(watched, stretch('offline', 0, 60))).toEqual([[0, 60, 'offline']]);
    expect(cut(watched, stretch('offline', 0, 60), stretch('asleep', 0, 60))).toEqual([[0, 60, 'asleep']]);
    expect(cut(watched, stretch('asleep', 0, 60), stretch('clock_changed', 0, 60))).toEqual([[0, 60, 'clock_changed']]);
  });

  it('looks only at what lies within it', () => {
    expect(cut(stretch('watching', -90, -60), stretch('asleep', 60, 90), stretch('watching', -30, 90))).toEqual([
      [0, 60, null],
    ]);
  });

  it('is nothing where it has no length', () => {
    expect(absences([stretch('watching', 0, 9)], minute, minute)).toEqual([]);
  });
});
