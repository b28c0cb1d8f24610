import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import {
  sampleProviderRow,
  sampleReservation,
  sampleReservationDetail,
  sampleReservationRow,
} from '../../lib/testing/booking-samples.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp, renderPart } from '../../lib/testing/render-app.tsx';
import { ImportReservationsDialog } from './import-reservations-dialog.tsx';

const now = Date.now();
const held = sampleReservation({ now });
const paid = sampleReservation({ now, id: 'R-2', customerName: 'Max Probe', status: 'paid', expiresAt: null });
const expired = sampleReservation({
  now,
  id: 'R-3',
  customerName: 'Zoe Muster',
  status: 'cancelled',
  slotId: null,
  cancelledAt: now - 1000,
  cancelledBy: 'expiry',
});

const handlers: FakeHandlers = {
  'providers.list': () => [sampleProviderRow()],
  'bookings.find': () => ({ reservations: [held, paid, expired].map(sampleReservationRow), next: null }),
  'bookings.reservation': ({ id }) => {
    const found = [held, paid, expired].find((each) => each.id === id);
    if (found === undefined) throw new AppError('not_found', 'There is none.');
    return sampleReservationDetail(found);
  },
};

describe('Finding a reservation', () => {
  it('lists reservations with their state in words and the time that a hold has left', async () => {
    renderApp('/bookings/find', handlers);
    const rows = (await screen.findAllByRole('row')).slice(1);
    expect(rows[0]?.textContent).toMatch(/Erika Beispiel.*Held (1\d|20):\d\d/);
    expect(rows[1]?.textContent).toMatch(/Max Probe.*Paid/);
    expect(rows[2]?.textContent).toMatch(/Zoe Muster.*Expired/);
    expect(screen.getByText('3 reservations, the latest slot first.')).toBeTruthy();
  });

  it('walks the lines by arrows and letters, opens one by Enter with its history, and closes it by Esc', async () => {
    const { user, address } = renderApp('/bookings/find', handlers);
    act(() => document.querySelector<HTMLElement>('.row-link')?.focus());
    await screen.findByRole('link', { name: 'Erika Beispiel' });
    act(() => screen.getByRole('link', { name: 'Erika Beispiel' }).focus());
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('Max Probe');
    await user.keyboard('e{Enter}');
    expect(address()).toBe('/bookings/find?id=R-1');
    const panel = within(screen.getByRole('complementary', { name: 'Details' }));
    expect(await panel.findByText('Held for 30 minutes.')).toBeTruthy();
    expect(panel.getByText('erika@beispiel.example')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(address()).toBe('/bookings/find');
  });

  it('keeps what is asked for in the address', async () => {
    const { user, fake, address } = renderApp('/bookings/find', handlers);
    await screen.findAllByRole('row');
    await user.type(screen.getByRole('searchbox', { name: /Name, e-mail/ }), 'erika');
    await waitFor(() => expect(address()).toBe('/bookings/find?q=erika'));
    await user.click(screen.getByRole('button', { name: /State/ }));
    await user.click(screen.getByRole('checkbox', { name: 'Held' }));
    await waitFor(() =>
      expect(fake.callsOf('bookings.find').at(-1)).toMatchObject({ text: 'erika', status: ['pending'] }),
    );
    expect(address()).toBe('/bookings/find?q=erika&status=pending');
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/bookings/find');
  });

  it('goes on page by page', async () => {
    const { user, fake } = renderApp('/bookings/find', {
      ...handlers,
      'bookings.find': ({ after }) =>
        after === null
          ? { reservations: [sampleReservationRow(held)], next: 'R-1' }
          : { reservations: [sampleReservationRow(paid)], next: null },
    });
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('link', { name: 'Max Probe' })).toBeTruthy();
    expect(fake.callsOf('bookings.find').at(-1)).toMatchObject({ after: 'R-1' });
    expect(screen.getByText(/No more reservations/)).toBeTruthy();
  });

  it('says that it reads, that there is none, that none fits, and why it could not be read', async () => {
    renderApp('/bookings/find', {});
    expect(await screen.findByText('Reading the reservations…')).toBeTruthy();
  });

  it('says that there is no reservation yet', async () => {
    renderApp('/bookings/find', { ...handlers, 'bookings.find': () => ({ reservations: [], next: null }) });
    expect(await screen.findByRole('heading', { name: 'There are no reservations yet.' })).toBeTruthy();
  });

  it('takes filters away that nothing fits', async () => {
    const { user, address } = renderApp('/bookings/find?q=nobody', {
      ...handlers,
      'bookings.find': () => ({ reservations: [], next: null }),
    });
    await user.click(await screen.findByRole('button', { name: 'Clear all filters' }));
    expect(address()).toBe('/bookings/find');
  });

  it('shows why the list could not be read and tries again on request', async () => {
    let isBroken = true;
    const { user } = renderApp('/bookings/find', {
      ...handlers,
      'bookings.find': () => {
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return { reservations: [sampleReservationRow(held)], next: null };
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Erika Beispiel' })).toBeTruthy();
  });

  it('says how a hold that ran out ended, and offers nothing to do with it', async () => {
    renderApp('/bookings/find?id=R-3', handlers);
    const panel = within(await screen.findByRole('complementary', { name: 'Details' }));
    expect(await panel.findByText('Expired')).toBeTruthy();
    expect(panel.queryByRole('button', { name: 'Mark paid' })).toBeNull();
  });

  it('sets how long holds live', async () => {
    const { user, fake } = renderApp('/bookings/find', {
      ...handlers,
      'bookings.settings': () => ({ holdMinutes: 30 }),
      'bookings.saveSettings': () => ({}),
    });
    await user.click(await screen.findByRole('button', { name: 'How long holds live' }));
    const field = await screen.findByRole('textbox', { name: 'Minutes until a hold runs out' });
    await user.clear(field);
    await user.type(field, '0');
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await user.clear(field);
    await user.type(field, '45{Enter}');
    await waitFor(() => expect(fake.callsOf('bookings.saveSettings')).toEqual([{ holdMinutes: 45 }]));
  });
});

describe('The import of reservations', () => {
  it('shows what would be stored before it is', async () => {
    const onClose = vi.fn<() => void>();
    const report = { rows: 2, faults: [], created: 1, changed: 1, unchanged: 0, preview: [held] };
    const { user, fake } = renderPart(<ImportReservationsDialog onClose={onClose} />, {
      'bookings.importCsv': () => report,
    });
    await user.type(screen.getByRole('textbox', { name: 'Reservations as CSV' }), 'reservationId');
    await user.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText('The first 1 as they would be stored:')).toBeTruthy();
    const preview = within(screen.getByRole('region', { name: 'Preview' }));
    expect(preview.getByRole('rowheader', { name: 'Erika Beispiel' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Import' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(fake.callsOf('bookings.importCsv')).toMatchObject([{ apply: false }, { apply: true }]);
  });
});
