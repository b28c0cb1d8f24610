import { screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleOrderSource } from '../../lib/testing/order-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';

const handlers: FakeHandlers = {
  'workOrders.sources': () => [sampleOrderSource({ now: Date.now() })],
  'workOrders.trends': () => ({
    weeks: [
      { monday: '2026-11-09', open: null, overdue: null, added: 0, removed: 0, byCategory: [] },
      { monday: '2026-11-16', open: 58, overdue: 3, added: 9, removed: 1, byCategory: [{ category: 'A', count: 58 }] },
    ],
    ages: [{ fromDays: 0, untilDays: 7, count: 58 }],
  }),
};

// The chart library takes its time where the machine is busy; no test waits for it as for an answer.
beforeAll(async () => {
  await import('./trend-chart.tsx');
}, 60_000);

describe('The page of trends', () => {
  it('draws five charts that the arrow keys walk along', async () => {
    const { user } = renderApp('/work-orders/trends', handlers);
    const chart = await screen.findByRole('slider', { name: 'Open orders, place shown' });
    chart.focus();
    await user.keyboard('{End}{ArrowLeft}');
    expect(chart.getAttribute('aria-valuetext')).toBe('the week of Mon 9 Nov 2026: Nobody looked');
    expect(screen.getAllByRole('slider')).toHaveLength(5);
  });

  it('shows tables in their place, one key away', async () => {
    const { user, address } = renderApp('/work-orders/trends', handlers);
    await screen.findByRole('slider', { name: 'Open orders, place shown' });
    await user.keyboard('t');
    expect(address()).toBe('/work-orders/trends?view=table');
    const table = within(screen.getByRole('region', { name: 'Open orders as a table' }));
    expect(table.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'weeks, by their Mondayopen',
      'the week of Mon 9 Nov 2026–',
      'the week of Mon 16 Nov 202658',
    ]);
  });

  it('asks for the weeks that the address names', async () => {
    const { user, fake, address } = renderApp('/work-orders/trends?weeks=12', handlers);
    await user.click(await screen.findByRole('radio', { name: '52 weeks' }));
    expect(address()).toBe('/work-orders/trends?weeks=52');
    expect(fake.callsOf('workOrders.trends')).toMatchObject([{ weeks: 12 }, { weeks: 52 }]);
  });

  it('says so where there is nothing to draw, and why where it could not be read', async () => {
    renderApp('/work-orders/trends', { ...handlers, 'workOrders.trends': () => ({ weeks: [], ages: [] }) });
    expect(await screen.findByText('There is nothing to draw yet.')).toBeTruthy();
  });

  it('shows why the trends could not be read', async () => {
    renderApp('/work-orders/trends', {
      ...handlers,
      'workOrders.trends': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });
});
