import { describe, expect, it } from 'vitest';
import { classifyChanges, type OrderDifference } from './order-change-rules.ts';

type Kind = OrderDifference['kind'];

function difference(
  number: number,
  kind: Kind,
  locationId: string | null,
  nextVisitDate: string | null,
): OrderDifference {
  const place = { customer: 'Harbour', storeNumber: '#1', city: 'Tampa', locationId, nextVisitDate };
  return { number: `W-${number}`, kind, place, fields: [] };
}

function moved(number: number, before: string | null, after: string | null): OrderDifference {
  const fields = [{ field: 'nextVisitDate', before, after }];
  return { ...difference(number, 'edited', 'L', after), fields };
}

const told = (...differences: readonly OrderDifference[]) =>
  classifyChanges(differences).map(({ number, type, before, after, otherNumber }) => [
    number,
    type,
    before,
    after,
    ...(otherNumber === null ? [] : [otherNumber]),
  ]);

const kinds = (...differences: readonly OrderDifference[]) =>
  classifyChanges(differences).map(({ number, type }) => [number, type]);

const [monday, tuesday, friday] = ['2026-11-23', '2026-11-24', '2026-11-27'];

describe('two orders that exchange their dates', () => {
  it('are told once, by the lower number, whichever was read first', () => {
    const swap = [['W-9', 'swapped', monday, friday, 'W-10']];
    expect(told(moved(9, monday, friday), moved(10, friday, monday))).toEqual(swap);
    expect(told(moved(10, friday, monday), moved(9, monday, friday))).toEqual(swap);
  });

  it('are those of the lowest numbers where several could be; the others just moved', () => {
    expect(told(moved(1, monday, friday), moved(2, monday, friday), moved(3, friday, monday))).toEqual([
      ['W-1', 'swapped', monday, friday, 'W-3'],
      ['W-2', 'date_changed', monday, friday],
    ]);
  });

  it('are none where a date goes round in three, comes anew or is taken away', () => {
    const round = [moved(1, monday, tuesday), moved(2, tuesday, friday), moved(3, friday, monday)];
    expect(told(...round).map(([, type]) => type)).toEqual(['date_changed', 'date_changed', 'date_changed']);
    expect(told(moved(1, null, monday), moved(2, monday, null)).map(([, type]) => type)).toEqual([
      'date_changed',
      'date_changed',
    ]);
  });

  it('keep what else changed about them', () => {
    const swapped = moved(1, monday, friday);
    const status = { field: 'status', before: 'Work Created', after: 'Quality Approved' };
    expect(told({ ...swapped, fields: [status, ...swapped.fields] }, moved(2, friday, monday))).toEqual([
      ['W-1', 'swapped', monday, friday, 'W-2'],
      ['W-1', 'changed', 'Work Created', 'Quality Approved'],
    ]);
  });
});

describe('an order that took the place of another', () => {
  it('is told once, by the one that went', () => {
    expect(told(difference(7, 'added', 'L', monday), difference(5, 'removed', 'L', monday))).toEqual([
      ['W-5', 'replaced', 'W-5', 'W-7', 'W-7'],
    ]);
  });

  it('is not one at another place, on another date, or where either is not known', () => {
    const pairs: [string | null, string | null][] = [
      ['M', monday],
      ['L', friday],
      ['L', null],
    ];
    for (const [location, date] of pairs) {
      expect(kinds(difference(5, 'removed', 'L', monday), difference(7, 'added', location, date))).toEqual([
        ['W-5', 'removed'],
        ['W-7', 'added'],
      ]);
    }
    expect(kinds(difference(5, 'removed', null, null), difference(7, 'added', null, null))).toHaveLength(2);
  });

  it('leaves the second of two that came, and one that only returned, what they are', () => {
    expect(
      kinds(
        difference(5, 'removed', 'L', monday),
        difference(7, 'added', 'L', monday),
        difference(8, 'added', 'L', monday),
      ),
    ).toEqual([
      ['W-5', 'replaced'],
      ['W-8', 'added'],
    ]);
    expect(kinds(difference(5, 'removed', 'L', monday), difference(7, 'returned', 'L', monday))).toEqual([
      ['W-5', 'removed'],
      ['W-7', 'returned'],
    ]);
  });
});
