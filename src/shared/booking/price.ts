import type { Service, SlotCategory } from '../model/booking.ts';
import { minorUnitsOf, type Money, moneyOf, timesHundredths } from '../model/money.ts';
import { feePercentOf } from './category.ts';

/** Hundredths of an amount together with the fee of a category. */
export function withFee(minorUnits: number, category: SlotCategory): number {
  return minorUnits + timesHundredths(minorUnits, feePercentOf(category));
}

/**
 * What a booking of a slot costs: where the service has prices by the size of the party, the people times the price of the
 * highest step they reach, otherwise the price of the slot once; with the fee of the slot's category in either case.
 */
export function reservationPrice(
  service: Pick<Service, 'groupPrices'>,
  slot: { readonly basePrice: Money; readonly category: SlotCategory },
  people: number,
): Money {
  return moneyOf(withFee(priceBeforeFee(service, slot.basePrice, people), slot.category));
}

function priceBeforeFee({ groupPrices }: Pick<Service, 'groupPrices'>, basePrice: Money, people: number): number {
  const reached = groupPrices
    .filter(({ fromPeople }) => fromPeople <= people)
    .toSorted((left, right) => right.fromPeople - left.fromPeople);
  const lowest = groupPrices.toSorted((left, right) => left.fromPeople - right.fromPeople);
  // A party smaller than the first step pays that one's price a head.
  const step = reached[0] ?? lowest[0];
  return step === undefined ? minorUnitsOf(basePrice) : people * minorUnitsOf(step.pricePerPerson);
}
