import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { BookingSlot } from '#shared/model/booking.ts';
import {
  sampleHold,
  samplePaid,
  sampleProviderRow,
  sampleReservation,
  sampleService,
  sampleSlot,
} from '../../lib/testing/booking-samples.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleRun } from '../../lib/testing/samples.ts';

const now = Date.now();
const hour = Math.ceil(now / HOUR) * HOUR;
const soon = hour + HOUR;
const day = new Date(soon).toISOString().slice(0, 10);
const board = `/bookings?view=day&date=${day}`;

function slots(): BookingSlot[] {
  return [
    sampleSlot({ id: 'free', startsAt: soon, date: day }),
    sampleSlot({ id: 'held', startsAt: soon + HOUR, date: day, bookings: [sampleHold({ now })] }),
    sampleSlot({ id: 'paid', startsAt: soon + 2 * HOUR, date: day, bookings: [samplePaid()] }),
    sampleSlot({ id: 'past', startsAt: now - 3 * HOUR, date: day }),
    sampleSlot({ id: 'off', startsAt: soon + 3 * HOUR, date: day, isAvailable: false }),
  ];
}

function handlersOf(list: readonly BookingSlot[]): FakeHandlers {
  return {
    'providers.list': () => [sampleProviderRow()],
    'bookings.board': () => [...list],
    'bookings.slot': ({ id }) => {
      const found = list.find((slot) => slot.id === id);
      if (found === undefined) throw new AppError('not_found', 'There is no such slot.');
      return found;
    },
    'bookings.settings': () => ({ holdMinutes: 30 }),
  };
}

const slot = (name: RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });

describe('The board of bookings', () => {
  it('tells every state by its word, and the time that a hold has left', async () => {
    renderApp(board, handlersOf(slots()));
    expect(await slot(/^\d\d:00–\d\d:00 Free, Massage, \w{3} \d+/)).toBeTruthy();
    expect(await slot(/Held 12:[0-3]\d, a hold runs out at \d\d:\d\d, Massage/)).toBeTruthy();
    expect(await slot(/Paid, Massage/)).toBeTruthy();
    expect(await slot(/Past, Massage/)).toBeTruthy();
    expect(await slot(/Off, Massage/)).toBeTruthy();
    expect(screen.getByText(/^5 slots: 1 free, 1 held, 1 paid, 1 past, 1 off the board/)).toBeTruthy();
  });

  it('says that a hold has run out, and what happens next', async () => {
    const ranOut = sampleHold({ now, expiresAt: now - MINUTE });
    const list = [sampleSlot({ id: 'held', startsAt: soon, date: day, bookings: [ranOut] })];
    renderApp(`${board}&slot=held`, handlersOf(list));
    expect(await slot(/Held ran out, a hold has run out/)).toBeTruthy();
    expect(await screen.findByText(/^Ran out at .*; Rounds frees the slot with its next sweep\.$/)).toBeTruthy();
  });

  it('shows the places taken where a slot takes several bookings', async () => {
    const bookings = [samplePaid(), sampleHold({ now })];
    renderApp(board, handlersOf([sampleSlot({ startsAt: soon, date: day, maxBookings: 4, bookings })]));
    expect(await slot(/Free, 2 of 4 ?places taken/)).toBeTruthy();
  });

  it('is one stop of the tab key; arrows walk it and Enter opens a slot beside it, Esc closes it', async () => {
    const { user, address } = renderApp(board, handlersOf(slots()));
    const grid = within(await screen.findByRole('grid', { name: 'Slots by service and day' }));
    const stops = grid.getAllByRole('button').filter((button) => button.tabIndex === 0);
    expect(stops).toHaveLength(1);
    act(() => stops[0]?.focus());
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/Held/));
    await user.keyboard('{Enter}');
    expect(address()).toBe(`${board}&slot=held`);
    const panel = within(await screen.findByRole('complementary', { name: 'Details' }));
    expect(await panel.findByText('Erika Beispiel')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(address()).toBe(board);
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/Held/));
  });

  it('has a menu on each slot', async () => {
    const { user, fake } = renderApp(board, {
      ...handlersOf(slots()),
      'bookings.setAvailable': () => sampleSlot({ startsAt: soon, isAvailable: false, version: 2 }),
    });
    await user.pointer({ keys: '[MouseRight]', target: await slot(/Free, Massage/) });
    await user.click(screen.getByRole('menuitem', { name: 'Take off the board' }));
    expect(fake.callsOf('bookings.setAvailable')).toEqual([{ slotId: 'free', version: 1, isAvailable: false }]);
  });

  it('keeps view, date and provider in the address and asks for just those days', async () => {
    const { user, fake, address } = renderApp('/bookings?date=2026-11-24', handlersOf(slots()));
    await screen.findByText('Mon 23 Nov – Sun 29 Nov 2026');
    await user.click(screen.getByRole('button', { name: 'The week after' }));
    await screen.findByText('Mon 30 Nov – Sun 6 Dec 2026');
    await user.click(screen.getByRole('radio', { name: 'Day' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Provider' }), 'anna');
    expect(address()).toBe('/bookings?date=2026-11-30&view=day&provider=anna');
    await waitFor(() =>
      expect(fake.callsOf('bookings.board').at(-1)).toEqual({
        from: '2026-11-30',
        days: 1,
        providerId: 'anna',
        serviceId: null,
      }),
    );
  });

  it('reads slots anew when bookings change', async () => {
    const { fake } = renderApp(board, handlersOf(slots()));
    await slot(/Free, Massage/);
    const before = fake.callsOf('bookings.board').length;
    act(() => fake.emit('bookings.changed', { serviceIds: ['massage'] }));
    await waitFor(() => expect(fake.callsOf('bookings.board').length).toBe(before + 1));
  });

  it('draws only what can be seen of thousands of slots', async () => {
    const services = Array.from({ length: 60 }, (_, index) =>
      sampleService({ id: `s${String(index)}`, name: `Service ${String(index)}` }),
    );
    const many = services.flatMap(({ id }) =>
      Array.from({ length: 40 }, (_, index) =>
        sampleSlot({ id: `${id}-${String(index)}`, serviceId: id, startsAt: soon + index * MINUTE, date: day }),
      ),
    );
    renderApp(board, { ...handlersOf(many), 'providers.list': () => [sampleProviderRow({ services })] });
    const grid = await screen.findByRole('grid');
    expect(grid.getAttribute('aria-rowcount')).toBe('62');
    expect(grid.querySelectorAll('[data-slot]').length).toBeLessThan(800);
  });
});

describe('Rescheduling on the board', () => {
  it('follows the booking to another week', async () => {
    const later = new Date(soon + 9 * 24 * HOUR).toISOString().slice(0, 10);
    const list = [
      sampleSlot({ id: 'held', startsAt: soon, date: day, bookings: [sampleHold({ now })] }),
      sampleSlot({ id: 'later', startsAt: soon + 9 * 24 * HOUR, date: later }),
    ];
    const { user, address } = renderApp(`${board}&slot=held`, {
      ...handlersOf(list),
      'bookings.reschedule': () => sampleReservation({ now }),
    });
    await user.click(await screen.findByRole('button', { name: 'Reschedule…' }));
    await user.selectOptions(await screen.findByRole('listbox', { name: 'Free slots' }), 'later');
    await user.click(screen.getByRole('button', { name: 'Move the booking' }));
    await waitFor(() => expect(address()).toBe(`/bookings?view=day&date=${later}&slot=later`));
  });
});

describe('The way to the board', () => {
  it('is two keys to it and a name to the slots of a service', async () => {
    const { user, address } = renderApp('/runs', handlersOf(slots()));
    await screen.findByRole('heading', { name: 'Runs' });
    await user.keyboard('gb');
    expect(address()).toBe('/bookings');
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('option', { name: /Massage, Anna Muster/ });
    await user.type(screen.getByRole('combobox', { name: /Name of a page/ }), 'massage{Enter}');
    expect(address()).toBe('/bookings?provider=anna&service=massage');
  });
});

describe('The board without anything to show', () => {
  it('says that it reads', async () => {
    renderApp('/bookings', {});
    expect(await screen.findByText('Reading the board…')).toBeTruthy();
  });

  it('leads to the providers where there are none', async () => {
    renderApp('/bookings', { 'providers.list': () => [], 'bookings.board': () => [] });
    expect(await screen.findByRole('heading', { name: 'Nobody can be booked yet.' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Add a provider' }).getAttribute('href')).toBe('/bookings/providers');
  });

  it('offers to make the slots where there are none', async () => {
    const { user, fake } = renderApp('/bookings', { ...handlersOf([]), 'runs.start': () => [] });
    await user.click(await screen.findByRole('button', { name: 'Fill the slots now' }));
    expect(fake.callsOf('runs.start')).toMatchObject([{ kind: 'slots.maintain', params: {} }]);
    act(() =>
      fake.emit(
        'run.changed',
        sampleRun({ startedAt: now, kind: 'slots.maintain', status: 'running', finishedAt: null }),
      ),
    );
    expect(await screen.findByRole('region', { name: 'Slots being made' })).toBeTruthy();
  });

  it('shows why it could not be read and tries again on request', async () => {
    let isBroken = true;
    const { user } = renderApp(board, {
      ...handlersOf(slots()),
      'bookings.board': () => {
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return slots();
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await slot(/Free, Massage/)).toBeTruthy();
  });
});

describe('Taking a hold', () => {
  it('shows the price before, checks what is typed, and takes it', async () => {
    const express = sampleSlot({ id: 'free', startsAt: soon, date: day, category: 'express', price: '120.00' });
    const { user, fake } = renderApp(`${board}&slot=free`, {
      ...handlersOf([express]),
      'bookings.hold': () => sampleReservation({ now }),
    });
    const form = within(await screen.findByRole('form', { name: 'Take a hold' }));
    expect(form.getByText('120.00 a booking, with 50 % for express')).toBeTruthy();
    await user.click(form.getByRole('button', { name: 'Take a hold' }));
    expect(form.getByText('Fill this in.')).toBeTruthy();
    expect(fake.callsOf('bookings.hold')).toEqual([]);
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Erika Beispiel');
    await user.type(form.getByRole('textbox', { name: /E-mail/ }), 'erika');
    expect(form.getByText('Must be an e-mail address.')).toBeTruthy();
    await user.type(form.getByRole('textbox', { name: /E-mail/ }), '@beispiel.example');
    await user.clear(form.getByRole('textbox', { name: 'People' }));
    await user.type(form.getByRole('textbox', { name: 'People' }), '2');
    await user.click(form.getByRole('button', { name: 'Take a hold' }));
    expect(fake.callsOf('bookings.hold')).toEqual([
      {
        slotId: 'free',
        customerName: 'Erika Beispiel',
        customerEmail: 'erika@beispiel.example',
        customerPhone: null,
        people: 2,
      },
    ]);
    expect((await screen.findByText(/^The slot is held until/)).textContent).not.toMatch(/Erika/);
  });

  it('says in words that somebody was faster, and reads the slot anew', async () => {
    const { user, fake } = renderApp(`${board}&slot=free`, {
      ...handlersOf(slots()),
      'bookings.hold': () => {
        throw new AppError('conflict', 'The slot was taken a moment ago.');
      },
    });
    const form = within(await screen.findByRole('form', { name: 'Take a hold' }));
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Erika');
    const before = fake.callsOf('bookings.slot').length;
    await user.click(form.getByRole('button', { name: 'Take a hold' }));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'The slot was taken a moment ago. Nothing was changed; what is shown was read anew.',
    );
    await waitFor(() => expect(fake.callsOf('bookings.slot').length).toBeGreaterThan(before));
  });

  it('says of a slot that is gone that it is', async () => {
    renderApp(`${board}&slot=gone`, handlersOf(slots()));
    expect(await screen.findByText(/This slot is not there any more/)).toBeTruthy();
  });
});
