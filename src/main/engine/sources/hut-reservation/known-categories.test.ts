import { describe, expect, it } from 'vitest';
import type { BedCategory } from '#shared/model/hut.ts';
import type { HutAvailability, HutReading } from '../hut-readings.ts';
import { withoutUnknownCategories } from './known-categories.ts';

const nightWith = (date: string, beds: Readonly<Record<string, number>>): HutReading => ({
  date,
  free: 5,
  total: 20,
  staffing: 'serviced',
  reservationStatus: 'possible',
  categories: Object.entries(beds).map(([id, free]) => ({ id, free })),
});
const dormitory: BedCategory = { id: '1', label: 'Dormitory', beds: 20, isWinterRoom: false };
const earlier = { date: null, label: 'row 9', reason: 'It has no date.' };
const calendar: HutAvailability = {
  nights: [
    nightWith('2027-06-01', { '1': 5 }),
    nightWith('2027-06-02', { '1': 4, '99': 1 }),
    nightWith('2027-06-03', { '1': 5, '99': 0 }),
    nightWith('2027-06-04', { '1': 2, '99': 3 }),
    nightWith('2027-06-05', {}),
  ],
  faults: [earlier],
};

describe('beds in a category that the hut does not have', () => {
  it('make their night a fault, after those that there were', () => {
    const { nights, faults } = withoutUnknownCategories(calendar, [dormitory]);
    expect(nights.map(({ date }) => date)).toEqual(['2027-06-01', '2027-06-03', '2027-06-05']);
    expect(faults).toEqual([
      earlier,
      {
        date: '2027-06-02',
        label: '2027-06-02',
        reason: "The field freeBedsPerCategory.99 is 1, but category 99 is not one of the hut's.",
      },
      {
        date: '2027-06-04',
        label: '2027-06-04',
        reason: "The field freeBedsPerCategory.99 is 3, but category 99 is not one of the hut's.",
      },
    ]);
  });

  it('cannot be told where no category of the hut is known', () => {
    expect(withoutUnknownCategories(calendar, [])).toEqual(calendar);
  });
});
