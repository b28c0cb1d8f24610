import { describe, expect, it } from 'vitest';
import { hasHutSamples, readHutSample } from '../testing/hut-samples.ts';
import { parseHutsOrgWeek } from './parse-week.ts';

/** The recorded table as a person reads it: a hut, then its cells from 1 to 7 December 2016; a dash stands for `none`. */
const tableOfRecording: readonly (readonly [string, string])[] = [
  ["Benedict Huts - Fritz's", '10 10 - 10 10 10 10'],
  ["Benedict Huts - Fabi's", '6 6 - 6 6 6 6'],
  ['McNamara Hut', '16 16 9 16 16 16 16'],
  ["Margy's Hut", '16 16 10 16 16 16 16'],
  ['Harry Gates Hut', '16 16 16 16 16 16 16'],
  ['Peter Estin Hut', '16 16 - 16 16 16 16'],
  ['Polar Star Inn', '19 19 19 19 19 19 19'],
  ['Seipel Hut', '6 6 6 6 6 6 6'],
  ["Shrine Mtn-Jay's", '12 - - 12 - - -'],
  ["Shrine Mtn-Chuck's Up", '6 - - - 6 6 -'],
  ["Shrine Mtn-Chuck's Down", '6 - - 6 6 6 -'],
  ["Shrine Mtn-Walter's Up", '6 6 - - - 6 6'],
  ["Shrine Mtn-Walter's Down", '6 4 2 6 6 6 6'],
  ['Fowler-Hilliard Hut', '16 - - 16 16 16 16'],
  ['Jackal Hut', '16 8 5 16 16 16 16'],
  ["Vance's Cabin", '16 - - 16 16 16 16'],
  ['Continental Divide Cabin', '8 - - 8 8 8 8'],
  ['Point Breeze Cabin', '8 - - - 8 8 8'],
  ['Sangree M. Froelicher Hut', '8 4 - 8 16 16 16'],
  ['10th Mountain Div. Hut', '16 16 - 7 16 16 16'],
  ["Uncle Bud's Hut", '16 10 - 16 - - 16'],
  ['Skinner Hut', '16 16 16 16 16 16 14'],
  ['Betty Bear Hut', '16 16 16 16 16 16 16'],
  ['Ben Eiseman Hut', '16 - - 16 16 16 16'],
  ['Broome Hut', '16 - - 16 16 16 15'],
  ["Summit Huts Association – Ken's Cabin", '3 3 3 3 3 3 3'],
  ['Summit Huts Association – Section House', '12 12 8 12 12 12 12'],
  ["Summit Huts Association – Francie's Cabin", '20 - - 20 20 20 20'],
  ["Summit Huts Association – Janet's Cabin", '12 - - 20 20 20 20'],
];

describe.skipIf(!hasHutSamples)('the recorded week of huts.org beside the repository', () => {
  it('is read cell by cell', () => {
    const week = parseHutsOrgWeek(readHutSample('huts-org-week-2016-12-01.recorded.html'));
    expect([week.from, week.until]).toEqual(['2016-12-01', '2016-12-07']);
    expect(week.huts.map(({ name, nights }) => [name, nights.map(({ free }) => free ?? '-').join(' ')])).toEqual(
      tableOfRecording,
    );
    for (const { nights, faults } of week.huts) {
      expect(faults).toEqual([]);
      expect(nights.map(({ date }) => date)).toEqual([
        '2016-12-01',
        '2016-12-02',
        '2016-12-03',
        '2016-12-04',
        '2016-12-05',
        '2016-12-06',
        '2016-12-07',
      ]);
    }
  });

  it('tells neither totals nor wardens, and what “none” means nowhere', () => {
    const { huts } = parseHutsOrgWeek(readHutSample('huts-org-week-2016-12-01.recorded.html'));
    const nights = huts.flatMap((hut) => hut.nights);
    expect(nights).toHaveLength(203);
    expect(nights.every(({ total, staffing }) => total === null && staffing === 'unknown')).toBe(true);
    expect(nights.every(({ free, reservationStatus }) => (free === null) === (reservationStatus === 'unknown'))).toBe(
      true,
    );
  });
});
