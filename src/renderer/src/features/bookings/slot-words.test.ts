import { describe, expect, it } from 'vitest';
import { formatTimeOfDay } from '../../lib/format.ts';
import { sampleHold, samplePaid, sampleSlot } from '../../lib/testing/booking-samples.ts';
import { HOUR, MINUTE } from '../../lib/testing/samples.ts';
import { countStates, holdProblem, nextExpiry } from './slot-state.ts';
import { boardSentence, chipWord, dayWords, holdWord, placesWord, ranOutSentence, slotSentence } from './slot-words.ts';

const now = Date.UTC(2026, 10, 24, 9, 0);
const startsAt = now + HOUR;

describe('The words on a slot', () => {
  it('tell each state apart', () => {
    expect(chipWord(sampleSlot({ startsAt }), now)).toBe('Free');
    expect(chipWord(sampleSlot({ startsAt, bookings: [sampleHold({ now })] }), now)).toBe('Held 12:31');
    expect(chipWord(sampleSlot({ startsAt, bookings: [samplePaid()] }), now)).toBe('Paid');
    expect(chipWord(sampleSlot({ startsAt: now - 2 * HOUR, bookings: [samplePaid()] }), now)).toBe('Past');
    expect(chipWord(sampleSlot({ startsAt, isAvailable: false }), now)).toBe('Off');
  });

  it('tell the places taken where there are several', () => {
    const slot = sampleSlot({ startsAt, maxBookings: 4, bookings: [samplePaid(), sampleHold({ now })] });
    expect(placesWord(slot)).toBe('2 of 4');
    expect(chipWord(slot, now)).toBe('Free, 2 of 4');
    expect(placesWord(sampleSlot({ startsAt }))).toBe('');
  });

  it('say that a hold has run out only once its instant is over', () => {
    expect(holdWord(now, now)).toBe('now');
    expect(holdWord(now - 1, now)).toBe('ran out');
    expect(ranOutSentence(now)).toBe(`Ran out at ${formatTimeOfDay(now)}; Rounds frees the slot with its next sweep.`);
  });

  it('make a sentence with the time of the provider, and the viewer’s where it is another', () => {
    const slot = sampleSlot({ startsAt, bookings: [sampleHold({ now })] });
    expect(slotSentence(slot, 'Massage', Intl.DateTimeFormat().resolvedOptions().timeZone, now)).toBe(
      `Tue 24 Nov 2026, 10:00 to 11:00, Massage: held, a hold runs out at ${formatTimeOfDay(now + 12 * MINUTE)}`,
    );
    expect(slotSentence(slot, 'Massage', 'Pacific/Kiritimati', now)).toMatch(/10:00 to 11:00 \(.*\d\d:\d\d here\)/);
  });
});

describe('The words on many slots', () => {
  const slots = [
    sampleSlot({ id: 'a', startsAt }),
    sampleSlot({ id: 'b', startsAt, bookings: [sampleHold({ now })] }),
    sampleSlot({ id: 'c', startsAt, bookings: [samplePaid()] }),
  ];

  it('count a day by what is free', () => {
    expect(dayWords(countStates(slots, now))).toEqual(['1 free', ' of 3']);
    expect(dayWords(countStates(slots, now + 3 * HOUR))).toEqual(['3 past', '']);
    expect(dayWords(countStates([], now))).toEqual(['–', '']);
  });

  it('say how the board stands and when the next hold runs out', () => {
    expect(boardSentence(slots, countStates(slots, now), now)).toBe(
      `3 slots: 1 free, 1 held, 1 paid; the next hold runs out at ${formatTimeOfDay(now + 12 * MINUTE)}.`,
    );
    expect(boardSentence([], countStates([], now), now)).toBe('No slots in this stretch of time.');
  });

  it('find the hold that runs out next among several', () => {
    const bookings = [sampleHold({ now, expiresAt: now + HOUR }), sampleHold({ now, expiresAt: now + MINUTE })];
    expect(nextExpiry(sampleSlot({ startsAt, maxBookings: 4, bookings }))).toBe(now + MINUTE);
    expect(nextExpiry(sampleSlot({ startsAt, bookings: [samplePaid()] }))).toBeNull();
  });
});

describe('Whether a slot can be taken', () => {
  it('depends on its places, its time, the board and the notice', () => {
    expect(holdProblem(sampleSlot({ startsAt }), 60, now)).toBeNull();
    expect(holdProblem(sampleSlot({ startsAt }), 120, now)).toBe(
      'It begins too soon: this service is booked 2 hours ahead at the latest.',
    );
    expect(holdProblem(sampleSlot({ startsAt: now - MINUTE }), 0, now)).toBe('This slot has begun.');
    expect(holdProblem(sampleSlot({ startsAt: now - 2 * HOUR }), 0, now)).toBe('This slot is over.');
    expect(holdProblem(sampleSlot({ startsAt, bookings: [samplePaid()] }), 0, now)).toBe('This slot is taken.');
    expect(holdProblem(sampleSlot({ startsAt, isAvailable: false }), 0, now)).toMatch(/off the board/);
  });
});
