import { describe, expect, it } from 'vitest';
import { sampleService, sampleSlot } from '../../lib/testing/booking-samples.ts';
import { filterOf, findSentence, isNarrowed, readFindView, reservationWord } from './find-view.ts';
import { checkHold, emptyHold, wholeNumberOf } from './hold-draft.ts';
import { boardPath, reservationPath } from './paths.ts';
import { priceWords } from './price-words.ts';

describe('The search for reservations', () => {
  it('reads its filters from the address and asks the store for them', () => {
    const view = readFindView(
      new URLSearchParams('q=%20Erika&from=2026-11-01&status=paid,lost,pending&service=massage'),
    );
    expect(filterOf(view)).toEqual({
      text: 'Erika',
      from: '2026-11-01',
      until: null,
      status: ['pending', 'paid'],
      providerId: null,
      serviceId: 'massage',
    });
    expect(isNarrowed(view)).toBe(true);
    expect(isNarrowed(readFindView(new URLSearchParams('id=R-1')))).toBe(false);
  });

  it('says what it found and whether more follow', () => {
    const view = readFindView(new URLSearchParams('q=e'));
    expect(findSentence(50, true, view)).toBe('The latest 50 reservations that the filters let through; more follow.');
    expect(findSentence(0, false, readFindView(new URLSearchParams()))).toBe('No reservation.');
  });

  it('tells holds that ran out from bookings that somebody cancelled', () => {
    expect(reservationWord({ status: 'cancelled', cancelledBy: 'expiry' })).toBe('Expired');
    expect(reservationWord({ status: 'cancelled', cancelledBy: 'desk' })).toBe('Cancelled');
  });

  it('has an address for every slot and reservation', () => {
    expect(boardPath({ date: '2026-11-24', slotId: '7' })).toBe('/bookings?date=2026-11-24&slot=7');
    expect(boardPath()).toBe('/bookings');
    expect(reservationPath('R 1')).toBe('/bookings/find?id=R+1');
  });
});

describe('A hold as it is typed', () => {
  it('is taken with a name and people alone', () => {
    expect(checkHold({ ...emptyHold, name: ' Erika Beispiel ' }, 4).hold).toEqual({
      customerName: 'Erika Beispiel',
      customerEmail: null,
      customerPhone: null,
      people: 1,
    });
  });

  it('says of each field what is wrong with it', () => {
    const { hold, faults } = checkHold({ name: 'E', people: '9', email: 'erika', phone: '12' }, 4);
    expect(hold).toBeNull();
    expect(Object.fromEntries(faults)).toEqual({
      name: 'At least 2 letters.',
      people: 'A whole number from 1 to 4.',
      email: 'Must be an e-mail address.',
      phone: 'Must have 8 to 15 digits.',
    });
    expect(checkHold(emptyHold, 1).faults.get('name')).toBe('Fill this in.');
  });

  it('counts whole numbers within bounds only', () => {
    expect(wholeNumberOf(' 3 ', 1, 4)).toBe(3);
    expect(wholeNumberOf('0', 1, 4)).toBeNull();
    expect(wholeNumberOf('2.5', 1, 4)).toBeNull();
    expect(wholeNumberOf('', 1, 4)).toBeNull();
  });
});

describe('The price before a hold', () => {
  const slot = sampleSlot({ startsAt: 0, basePrice: '80.00', price: '120.00', category: 'express' });

  it('is that of the slot, with the fee of its category', () => {
    expect(priceWords(sampleService(), slot, 3)).toBe('120.00 a booking, with 50 % for express');
  });

  it('goes by the people where the service has prices a head', () => {
    const groupPrices = [
      { fromPeople: 1, pricePerPerson: '25.00' },
      { fromPeople: 3, pricePerPerson: '20.00' },
    ];
    expect(priceWords({ groupPrices }, { ...slot, category: 'normal' }, 2)).toBe('50.00 for 2 people');
    expect(priceWords({ groupPrices }, { ...slot, category: 'normal' }, 3)).toBe('60.00 for 3 people');
  });
});
