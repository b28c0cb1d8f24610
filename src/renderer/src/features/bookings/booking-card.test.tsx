import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import {
  sampleHold,
  samplePaid,
  sampleReservation,
  sampleService,
  sampleSlot,
} from '../../lib/testing/booking-samples.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderPart } from '../../lib/testing/render-app.tsx';
import type { RenderedApp } from '../../lib/testing/render-app.tsx';
import { HOUR } from '../../lib/testing/samples.ts';
import { BookingCard } from './booking-card.tsx';

const now = Date.now();
const soon = Math.ceil(now / HOUR) * HOUR + HOUR;
const today = new Date(now).toISOString().slice(0, 10);

function show(booking = sampleHold({ now }), handlers: FakeHandlers = {}, moved: string[] = []): RenderedApp {
  return renderPart(
    <BookingCard
      booking={booking}
      service={sampleService()}
      timeZone="UTC"
      slotId="slot-1"
      slotDate={today}
      onMoved={({ id }) => moved.push(id)}
    />,
    handlers,
  );
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name });

describe('A live booking', () => {
  it('is marked paid with the version that was looked at', async () => {
    const { user, fake } = show(sampleHold({ now, version: 7 }), {
      'bookings.pay': () => sampleReservation({ now, status: 'paid' }),
    });
    expect(screen.getByText(/^12:[23]\d$/)).toBeTruthy();
    await user.click(button('Mark paid'));
    expect(fake.callsOf('bookings.pay')).toEqual([{ id: 'R-1', version: 7 }]);
  });

  it('says in words why it was refused', async () => {
    const { user } = show(undefined, {
      'bookings.pay': () => {
        throw new AppError('conflict', 'The hold has expired at 14:32.');
      },
    });
    await user.click(button('Mark paid'));
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /^The hold has expired at 14:32\. Nothing was changed/,
    );
  });

  it('is cancelled only after a question, with its reason', async () => {
    const { user, fake } = show(undefined, {
      'bookings.cancel': () => sampleReservation({ now, status: 'cancelled' }),
    });
    await user.click(button('Cancel…'));
    const dialog = within(screen.getByRole('dialog', { name: 'Cancel the booking of Erika Beispiel?' }));
    expect(fake.callsOf('bookings.cancel')).toEqual([]);
    await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Ill');
    await user.click(dialog.getByRole('button', { name: 'Cancel the booking' }));
    expect(fake.callsOf('bookings.cancel')).toEqual([{ id: 'R-1', version: 1, reason: 'Ill' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is extended by minutes from now', async () => {
    const { user, fake } = show(undefined, { 'bookings.extend': () => sampleReservation({ now }) });
    await user.click(button('Extend…'));
    const minutes = screen.getByRole('textbox', { name: 'Minutes from now' });
    await user.clear(minutes);
    expect(button('Extend the hold')).toHaveProperty('disabled', true);
    await user.type(minutes, '45');
    await user.click(button('Extend the hold'));
    expect(fake.callsOf('bookings.extend')).toEqual([{ id: 'R-1', version: 1, minutes: 45 }]);
  });

  it('may bring more people, never fewer, up to what the service takes', async () => {
    const { user, fake } = show(undefined, { 'bookings.setPeople': () => sampleReservation({ now, people: 4 }) });
    await user.click(button('More people…'));
    const people = screen.getByRole('textbox', { name: 'People in all' });
    await user.clear(people);
    await user.type(people, '2');
    expect(screen.getByText('A whole number from 3 to 4.')).toBeTruthy();
    await user.clear(people);
    await user.type(people, '4');
    await user.click(button('Change the number'));
    expect(fake.callsOf('bookings.setPeople')).toEqual([{ id: 'R-1', version: 1, people: 4 }]);
  });

  it('moves to another free slot of its service', async () => {
    const moved: string[] = [];
    const { user, fake } = show(
      samplePaid(),
      {
        'bookings.board': () => [
          sampleSlot({ id: 'slot-1', startsAt: soon }),
          sampleSlot({ id: 'full', startsAt: soon + HOUR, bookings: [samplePaid()] }),
          sampleSlot({ id: 'free', startsAt: soon + 2 * HOUR }),
        ],
        'bookings.reschedule': () => sampleReservation({ now }),
      },
      moved,
    );
    expect(screen.queryByRole('button', { name: 'Mark paid' })).toBeNull();
    await user.click(button('Reschedule…'));
    const list = await screen.findByRole('listbox', { name: 'Free slots' });
    expect(within(list).getAllByRole('option')).toHaveLength(1);
    await user.selectOptions(list, 'free');
    await user.click(button('Move the booking'));
    expect(fake.callsOf('bookings.reschedule')).toEqual([{ id: 'R-2', version: 2, slotId: 'free' }]);
    await waitFor(() => expect(moved).toEqual(['free']));
  });

  it('says that no slot is free to move to', async () => {
    const { user } = show(undefined, { 'bookings.board': () => [] });
    await user.click(button('Reschedule…'));
    expect(await screen.findByText(/No slot of this service is free from/)).toBeTruthy();
  });
});
