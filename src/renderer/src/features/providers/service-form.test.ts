import { describe, expect, it } from 'vitest';
import { sampleService } from '../../lib/testing/provider-samples.ts';
import { checkService, emptyServiceForm, serviceFormOf } from './service-form.ts';

describe('The form of a service', () => {
  it('says the stored service again, with group prices and time slots', () => {
    const service = sampleService({
      groupPrices: [
        { fromPeople: 1, pricePerPerson: '30.00' },
        { fromPeople: 4, pricePerPerson: '25.00' },
      ],
      timeSlots: [
        { weekday: 'mon', from: '08:00', until: '10:00', priceMultiplier: '1.50', maxBookings: 3 },
        { weekday: 'tue', from: '08:00', until: '10:00', priceMultiplier: '1.50', maxBookings: 3 },
        { weekday: 'sat', from: '22:00', until: '24:00', priceMultiplier: '1.00', maxBookings: null },
      ],
    });
    const form = serviceFormOf(service);
    expect(form.timeSlots.map(({ days }) => days)).toEqual([['mon', 'tue'], ['sat']]);
    expect(checkService(form, 'asha')).toEqual({ service, problems: [] });
  });

  it('begins as a draft that is made valid by a name and a price alone', () => {
    const { service } = checkService({ ...emptyServiceForm(), id: 'repair', name: 'Repair', price: '1000' }, 'asha');
    expect(service).toMatchObject({ status: 'draft', price: '1000.00', durationMinutes: 60 });
  });

  it('says what is wrong in words that follow the name of the field', () => {
    const form = {
      ...emptyServiceForm(),
      id: 'repair',
      name: 'Repair',
      price: 'ten',
      durationMinutes: '4',
      maxPeople: '1001',
      noticeMinutes: 'soon',
      groupPrices: [
        { fromPeople: '4', pricePerPerson: '30' },
        { fromPeople: '4', pricePerPerson: '' },
      ],
      timeSlots: [
        { days: ['mon', 'tue'] as const, from: '08:00', until: '10', priceMultiplier: '0', maxBookings: '0' },
        { days: [], from: '08:00', until: '10:00', priceMultiplier: '1.00', maxBookings: '' },
      ],
    };
    expect(checkService(form, 'asha').problems.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'timeSlots.1.days name at least one day',
      'groupPrices.1.fromPeople stands in line 1 already',
      'durationMinutes must be at least 5',
      'price must be an amount such as 1000.00',
      'groupPrices.1.pricePerPerson must be an amount such as 1000.00',
      'maxPeople must be at most 1000',
      'noticeMinutes must be a whole number',
      'timeSlots.0.until must be a time such as 02:00 or 14:30',
      'timeSlots.0.priceMultiplier must be more than 0',
      'timeSlots.0.maxBookings must be at least 1',
    ]);
  });
});
