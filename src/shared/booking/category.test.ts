import { expect, it } from 'vitest';
import type { SlotCategory } from '../model/booking.ts';
import { categoryOf, feePercentOf } from './category.ts';
import { reservationPrice } from './price.ts';

const letters: Readonly<Record<SlotCategory, string>> = { normal: 'n', express: 'x', urgent: 'u', emergency: 'e' };

it.each([
  ['a working day', 0, 'eeeeeeexxnnnnnnnnnxxxuue'],
  ['a Friday', 4, 'eeeeeeexxnnnnnnnnnxxxuue'],
  ['a Saturday', 5, 'eeeeeeeeennnnnnnnnxxxuee'],
  ['a Sunday, which is never normal', 6, 'eeeeeeeeexxxxxxxxxeeeeee'],
])('hours of %s have their categories', (_day, weekday, hours) => {
  const ours = Array.from({ length: 24 }, (_, hour) => letters[categoryOf(weekday, hour * 60)]).join('');
  expect(ours).toBe(hours);
  const lastMinutes = Array.from({ length: 24 }, (_, hour) => letters[categoryOf(weekday, hour * 60 + 59)]).join('');
  expect(lastMinutes).toBe(hours);
});

it('a category costs 0, 50, 75 or 100 percent more', () => {
  expect((['normal', 'express', 'urgent', 'emergency'] as const).map(feePercentOf)).toEqual([0, 50, 75, 100]);
});

const perHead = {
  groupPrices: [
    { fromPeople: 4, pricePerPerson: '25.00' },
    { fromPeople: 1, pricePerPerson: '30.00' },
  ],
};

it.each([
  [1, '30.00'],
  [3, '90.00'],
  [4, '100.00'],
  [10, '250.00'],
])('a party of %d pays the price a head of the highest step it reaches', (people, price) => {
  expect(reservationPrice(perHead, { basePrice: '80.00', category: 'normal' }, people)).toBe(price);
});

it('the fee of the category comes on top of prices a head, a half cent going to the even one', () => {
  expect(reservationPrice(perHead, { basePrice: '80.00', category: 'urgent' }, 4)).toBe('175.00');
  const odd = { groupPrices: [{ fromPeople: 1, pricePerPerson: '0.01' }] };
  expect(reservationPrice(odd, { basePrice: '1.00', category: 'express' }, 1)).toBe('0.01');
  expect(reservationPrice(odd, { basePrice: '1.00', category: 'express' }, 3)).toBe('0.05');
});

it('without prices a head a booking costs its slot once, however many come', () => {
  expect(reservationPrice({ groupPrices: [] }, { basePrice: '800.00', category: 'express' }, 7)).toBe('1200.00');
});

it('a party smaller than the first step pays the price of that one', () => {
  const steps = { groupPrices: [{ fromPeople: 4, pricePerPerson: '25.00' }] };
  expect(reservationPrice(steps, { basePrice: '1.00', category: 'normal' }, 2)).toBe('50.00');
});
