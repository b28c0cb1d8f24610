import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleOrderSource, samplePlannedVisit } from '../../lib/testing/order-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';

const handlers: FakeHandlers = {
  'workOrders.sources': () => [sampleOrderSource({ now: Date.now() })],
  'workOrders.visits': ({ from, until }) =>
    [
      samplePlannedVisit({ number: 'W-1', date: '2026-11-24', time: '08:00' }),
      samplePlannedVisit({ number: 'W-2', date: '2026-11-24', isOverdue: true }),
      samplePlannedVisit({ number: 'W-3', date: '2026-12-01' }),
    ].filter(({ date }) => date >= from && date <= until),
};

describe('The calendar page', () => {
  it('counts the visits of each day, marks overdue ones, and lists those of the chosen day', async () => {
    const { user } = renderApp('/work-orders/calendar?month=2026-11', handlers);
    const day = await screen.findByRole('cell', { name: /Tue 24 Nov 2026.*2 visits, 1 overdue/ });
    await user.click(day);
    const list = within(screen.getByRole('region', { name: 'Tuesday 24 November 2026' }));
    expect(list.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^08:00W-1/),
      expect.stringMatching(/^anytimeW-2.*Overdue$/),
    ]);
    expect(list.getByRole('link', { name: 'W-1' }).getAttribute('href')).toBe('/work-orders/portal/W-1');
    expect(screen.getByText(/^November 2026: 2 visits, 1 overdue of open orders\.$/)).toBeTruthy();
  });

  it('is walked by keys across months, with the day in the address', async () => {
    const { user, address } = renderApp('/work-orders/calendar?day=2026-11-30', handlers);
    const day = await screen.findByRole('cell', { name: /Mon 30 Nov 2026/ });
    act(() => day.focus());
    await user.keyboard('{ArrowRight}');
    expect(address()).toBe('/work-orders/calendar?day=2026-12-01');
    expect(screen.getByRole('grid', { name: 'Visits in December 2026' })).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.getAttribute('data-date')).toBe('2026-12-01'));
    expect(await screen.findByRole('link', { name: 'W-3' })).toBeTruthy();
    await user.keyboard('{PageDown}');
    expect(address()).toBe('/work-orders/calendar?day=2027-01-01');
  });

  it('turns to other months by its buttons', async () => {
    const { user, address, fake } = renderApp('/work-orders/calendar?month=2026-12', handlers);
    await user.click(await screen.findByRole('button', { name: 'Month after' }));
    expect(address()).toBe('/work-orders/calendar?month=2027-01');
    await waitFor(() =>
      expect(fake.callsOf('workOrders.visits').at(-1)).toMatchObject({ from: '2026-12-28', until: '2027-01-31' }),
    );
  });

  it('never says that a day has no visits while they are unread, and why they are', async () => {
    renderApp('/work-orders/calendar?day=2026-11-24', {
      ...handlers,
      'workOrders.visits': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    expect(screen.queryByText('No visits are planned for this day.')).toBeNull();
    expect(screen.getByRole('cell', { name: /Tue 24 Nov 2026.*: being read/ })).toBeTruthy();
  });
});
