import { describe, expect, it } from 'vitest';
import { weekPage } from './fixtures/week-page.ts';
import { type HutsOrgHut, type HutsOrgWeek, parseHutsOrgWeek } from './parse-week.ts';

const parse = (page: Parameters<typeof weekPage>[0] = {}): HutsOrgWeek => parseHutsOrgWeek(weekPage(page));
const everyNight = (text: string): string[] => Array.from({ length: 7 }, () => text);
const hutOf = (...row: readonly string[]): HutsOrgHut | undefined => parse({ rows: [row] }).huts[0];

describe('a week of huts', () => {
  it('over New Year gets its years from the line with the range', () => {
    const week = parse();
    expect([week.from, week.until]).toEqual(['2027-12-29', '2028-01-04']);
    expect(week.huts[0]?.nights.map(({ date, free }) => `${date} ${free}`)).toEqual([
      '2027-12-29 9',
      '2027-12-30 8',
      '2027-12-31 null',
      '2028-01-01 6',
      '2028-01-02 5',
      '2028-01-03 4',
      '2028-01-04 0',
    ]);
  });

  it('tells beds that can be booked, and leaves open what “none” means', () => {
    const { nights = [], faults } = hutOf('Lantern Hut', '9', 'none', ...everyNight('None').slice(2)) ?? {};
    const untold = { total: null, staffing: 'unknown', categories: [] };
    expect(nights[0]).toEqual({ date: '2027-12-29', free: 9, reservationStatus: 'possible', ...untold });
    expect(nights[1]).toEqual({ date: '2027-12-30', free: null, reservationStatus: 'unknown', ...untold });
    expect(nights[2]).toMatchObject({ free: null, reservationStatus: 'unknown' });
    expect(faults).toEqual([]);
  });

  it('names parts after the heading above them, whatever became of the entity in front', () => {
    const blanks = everyNight('&nbsp;');
    const rows = [
      ['Lantern Hut', ...everyNight('1')],
      ['<b>&nbsp-Too early</b>', ...everyNight('2')],
      ['<b>Harbour   Huts</b>', ...blanks.slice(1)],
      ["<b>&nbsp-Mole's Cabin</b>", ...everyNight('3')],
      ['<b>&nbsp; - Quay Cabin</b>', ...everyNight('4')],
      ['<b>&amp;nbsp-Pier Cabin</b>', ...everyNight('5')],
      ['<b>Hill Huts</b>', ...blanks],
      ['-Ridge Cabin', ...everyNight('6')],
      ['Half-way Hut', ...everyNight('7')],
      ['&nbsp;', ...blanks],
    ];
    expect(parse({ rows }).huts.map(({ name, nights }) => `${name}: ${nights[0]?.free}`)).toEqual([
      'Lantern Hut: 1',
      'Too early: 2',
      "Harbour Huts – Mole's Cabin: 3",
      'Harbour Huts – Quay Cabin: 4',
      'Harbour Huts – Pier Cabin: 5',
      'Hill Huts – Ridge Cabin: 6',
      'Half-way Hut: 7',
    ]);
  });

  it('is read from inside of another table', () => {
    const page = `<table><tr><td>12/29/2027 Menu</td><td>${weekPage({})}</td></tr></table>`;
    expect(parseHutsOrgWeek(page)).toEqual(parse());
  });
});

describe('a part of the table that cannot be right', () => {
  it.each(['full', '-1', '2.5', '1,000', '', '123456'])('is a fault of its night alone: “%s”', (cell) => {
    const hut = hutOf('Lantern Hut', '9', cell, ...everyNight('none').slice(2));
    expect(hut?.nights).toHaveLength(6);
    expect(hut?.faults).toEqual([
      {
        date: '2027-12-30',
        label: '2027-12-30',
        reason: `The cell is “${cell}”, which is neither a number of beds nor “none”.`,
      },
    ]);
  });

  it.each([6, 8])('is a fault of its hut where cells cannot be told apart: %d', (count) => {
    const rows = [
      ['Lantern Hut', ...Array.from({ length: count }, () => '5')],
      ['Other Hut', ...everyNight('5')],
    ];
    const [lantern, other] = parse({ rows }).huts;
    expect(lantern).toEqual({
      name: 'Lantern Hut',
      nights: [],
      faults: [
        {
          date: null,
          label: 'row 3',
          reason: `The row has ${count} cells for 7 nights, so none of them can be told apart.`,
        },
      ],
    });
    expect(other?.nights).toHaveLength(7);
  });

  it('is a name that two rows have', () => {
    const rows = [
      ['Lantern Hut', ...everyNight('5')],
      ['Other Hut', ...everyNight('5')],
      ['Lantern Hut', ...everyNight('6')],
    ];
    const { huts } = parse({ rows });
    expect(huts.map(({ name, nights }) => `${name}: ${nights.length}`)).toEqual(['Lantern Hut: 0', 'Other Hut: 7']);
    expect(huts[0]?.faults).toEqual([
      { date: null, label: 'Lantern Hut', reason: 'The name Lantern Hut is used by 2 rows of the table.' },
    ]);
  });
});

describe('a page that shows no week', () => {
  it.each([
    ['<html><body>Welcome</body></html>', 'answered a page without a week table.'],
    ['', 'answered a page without a week table.'],
    ['{"data":[]}', 'answered a page without a week table.'],
    [weekPage({ headings: ['Mon', 'Tue'] }), 'answered a page without a week table.'],
    [
      weekPage({ range: 'This week' }),
      'shows a week table but not which week it is, such as 12/1/2016 Through 12/7/2016.',
    ],
    [
      weekPage({ range: '2/29/2027 Through 3/7/2027' }),
      'shows a week table but not which week it is, such as 12/1/2016 Through 12/7/2016.',
    ],
    [
      weekPage({ range: '1/4/2028 Through 12/29/2027' }),
      'shows a week table but not which week it is, such as 12/1/2016 Through 12/7/2016.',
    ],
    [
      weekPage({ headings: ['12/29', '12/31'] }),
      'heads its columns 12/29, 12/31, which are not the nights 2027-12-29 to 2028-01-04.',
    ],
    [
      weekPage({ range: '12/30/2027 Through 1/5/2028' }),
      'heads its columns 12/29, 12/30, 12/31, 1/1, 1/2, 1/3, 1/4, which are not the nights 2027-12-30 to 2028-01-05.',
    ],
    [weekPage({ rows: [] }), 'shows a week table without a hut.'],
    [weekPage({ rows: [['Harbour Huts', ...everyNight('&nbsp;')]] }), 'shows a week table without a hut.'],
  ])('says what it lacks, %#', (page, predicate) => {
    expect(() => parseHutsOrgWeek(page)).toThrow(
      expect.objectContaining({ code: 'source_changed', userMessage: `The source ${predicate}` }),
    );
  });

  it('says so where it is the page of a protective layer', () => {
    expect(() => parseHutsOrgWeek('<h1>Access denied</h1>')).toThrow(
      expect.objectContaining({
        code: 'refused',
        userMessage: 'The source answered a page that says requests are blocked. Wait an hour, then ask it less often.',
      }),
    );
  });
});
