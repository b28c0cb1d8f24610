import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { SavedView } from '#shared/contract/work-orders.ts';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleOrderRow, sampleOrderSource } from '../../lib/testing/order-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR } from '../../lib/testing/samples.ts';
import { defaultColumns, defaultSort, noFilter } from './orders-view.ts';

const now = Date.now();
const few = [
  sampleOrderRow({ now, number: 'W-1', isOverdue: true }),
  sampleOrderRow({ now, number: 'W-2', missingSince: now - 30 * HOUR }),
  sampleOrderRow({ now, number: 'W-3', unreadFrom: now - HOUR, customer: null }),
];

const handlers: FakeHandlers = {
  'workOrders.sources': () => [sampleOrderSource({ now })],
  'workOrders.list': ({ offset }) => ({ rows: offset === 0 ? few : [], total: few.length }),
  'workOrders.facets': () => ({
    statuses: [{ value: 'Work Created', count: 40 }],
    customers: [{ value: 'Muster, Sons & Co', count: 12 }],
    brands: [],
    categories: [],
  }),
  'workOrders.views': () => [],
};

async function linesOf(): Promise<HTMLElement[]> {
  return (await screen.findAllByRole('row')).slice(1);
}

describe('The page of work orders', () => {
  it('says that it reads while the answer is on its way', async () => {
    renderApp('/work-orders', {});
    expect(await screen.findByText('Reading the work orders…')).toBeTruthy();
  });

  it('shows why the orders could not be read and tries again on request', async () => {
    let isBroken = true;
    const { user } = renderApp('/work-orders', {
      ...handlers,
      'workOrders.list': () => {
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return { rows: few, total: 3 };
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'W-1' })).toBeTruthy();
  });

  it('says how many orders are open, how old that is and that it is complete', async () => {
    renderApp('/work-orders', handlers);
    expect(await screen.findByText(/^58 open orders, 3 overdue; read 1\d min ago, complete\.$/)).toBeTruthy();
  });

  it('lists orders with what is to be known of each in words', async () => {
    renderApp('/work-orders', handlers);
    await screen.findByRole('link', { name: 'W-1' });
    const lines = await linesOf();
    expect(lines[0]?.textContent).toMatch(
      /^W-1Overdue.*Muster Fuels.*#43339.*Tue 1 Dec( 2026)?, anytime.*Fri 27 Nov( 2026)?$/,
    );
    expect(lines[1]?.textContent).toMatch(/^W-2Missing/);
    expect(lines[2]?.textContent).toMatch(/^W-3Not confirmed.*–/);
    expect(screen.getByRole('link', { name: 'W-1' }).getAttribute('href')).toBe('/work-orders/portal/W-1');
  });

  it('reads anew as soon as a read was stored', async () => {
    let number = 'W-1';
    const { fake } = renderApp('/work-orders', {
      ...handlers,
      'workOrders.list': () => ({ rows: [sampleOrderRow({ now, number })], total: 1 }),
    });
    await screen.findByRole('link', { name: 'W-1' });
    number = 'W-8';
    act(() => fake.emit('workOrders.changed', { sourceId: 'portal' }));
    expect(await screen.findByRole('link', { name: 'W-8' })).toBeTruthy();
  });

  it('sends one without a portal to the settings', async () => {
    renderApp('/work-orders', { ...handlers, 'workOrders.sources': () => [] });
    expect(await screen.findByText('No portal of work orders is known yet.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Add a portal' }).getAttribute('href')).toBe('/settings?add=1');
    expect(screen.queryByRole('button', { name: 'Read now' })).toBeNull();
  });

  it('never takes a list that nobody has read for an empty one', async () => {
    renderApp('/work-orders', {
      ...handlers,
      'workOrders.sources': () => [sampleOrderSource({ now, openCount: 0, lastChecked: null, lastComplete: null })],
      'workOrders.list': () => ({ rows: [], total: 0 }),
    });
    expect(await screen.findByText('The list was never read yet.')).toBeTruthy();
    expect(screen.queryByText('There are no open orders.')).toBeNull();
    expect(screen.getByText('Never read yet: how many orders there are is unknown.')).toBeTruthy();
  });

  it('says of a signed-out portal that the orders are old, and leads to its account', async () => {
    const failure = {
      since: now - 2 * HOUR,
      at: now - HOUR,
      code: 'signed_out',
      message: 'The portal refused the password.',
    };
    renderApp('/work-orders', {
      ...handlers,
      'workOrders.sources': () => [sampleOrderSource({ now, failure })],
    });
    const problems = within(await screen.findByRole('region', { name: 'What is wrong' }));
    expect(problems.getByText('Fuel portal: signed out')).toBeTruthy();
    expect(problems.getByText(/The portal refused the password\./)).toBeTruthy();
    const account = problems.getByRole('link', { name: 'Open the account of Fuel portal' });
    expect(account.getAttribute('href')).toBe('/settings?account=portal');
    expect(await screen.findByRole('link', { name: 'W-1' })).toBeTruthy();
  });

  it('says why a read proves nothing, and which rows could not be read', async () => {
    renderApp('/work-orders', {
      ...handlers,
      'workOrders.sources': () => [
        sampleOrderSource({
          now,
          lastComplete: now - 5 * HOUR,
          doubts: ['Page 3 of 3 did not come.'],
          faults: [{ label: 'W-77', reason: 'It has no status.', since: now - HOUR }],
        }),
      ],
    });
    expect(
      await screen.findByText(/^58 open orders, 3 overdue; read 1\d min ago, not proven complete\.$/),
    ).toBeTruthy();
    expect(screen.getByText(/Page 3 of 3 did not come\./)).toBeTruthy();
    expect(screen.getByText('Fuel portal: 1 row of the list could not be read')).toBeTruthy();
  });

  it('walks the lines by keys, opens one by Enter and copies one as text', async () => {
    const copied = vi.fn<(command: string) => boolean>(() => true);
    Object.defineProperty(document, 'execCommand', { value: copied, configurable: true });
    const { user, address } = renderApp('/work-orders', handlers);
    await screen.findByRole('link', { name: 'W-1' });
    const grid = screen.getByRole('grid', { name: 'Work orders' });
    act(() => grid.focus());
    await user.keyboard('{End}{ArrowUp}');
    const active = document.querySelector('[aria-selected="true"]');
    expect(grid.getAttribute('aria-activedescendant')).toBe(active?.id);
    expect(active?.getAttribute('aria-rowindex')).toBe('3');
    await user.keyboard('{Control>}c{/Control}');
    expect(copied).toHaveBeenCalledWith('copy');
    expect(screen.getByText('The line of W-2 is on the clipboard.')).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(address()).toBe('/work-orders/portal/W-2');
  });

  it('turns the order around at the heads, and keeps it in the address', async () => {
    const { user, fake, address } = renderApp('/work-orders', handlers);
    await user.click(await screen.findByRole('button', { name: /^Due/ }));
    expect(address()).toBe('/work-orders?sort=dueDate');
    await user.click(await screen.findByRole('button', { name: /^Due/ }));
    expect(address()).toBe('/work-orders?sort=dueDate&dir=desc');
    await waitFor(() =>
      expect(fake.callsOf('workOrders.list').at(-1)).toMatchObject({ sort: { by: 'dueDate', descending: true } }),
    );
    expect(screen.getByRole('columnheader', { name: /^Due/ }).getAttribute('aria-sort')).toBe('descending');
  });

  it('keeps all filters in the address, asks by them, and clears them at once', async () => {
    const { user, fake, address } = renderApp('/work-orders', {
      ...handlers,
      'workOrders.list': () => ({ rows: [], total: 0 }),
    });
    expect(await screen.findByText('There are no open orders.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Customer: any' }));
    await user.click(screen.getByRole('checkbox', { name: 'Muster, Sons & Co 12' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Due' }), 'week');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Listed' }), 'all');
    await user.type(screen.getByRole('searchbox'), 'road');
    await waitFor(() =>
      expect(address()).toBe('/work-orders?q=road&customer=Muster%2C+Sons+%26+Co&due=week&listed=all'),
    );
    await waitFor(() =>
      expect(fake.callsOf('workOrders.list').at(-1)).toMatchObject({
        filter: { text: 'road', customers: ['Muster, Sons & Co'], due: 'week', listed: 'all' },
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Clear all filters' }));
    expect(address()).toBe('/work-orders');
  });

  it('shows the columns that were chosen, and remembers them', async () => {
    const { user, fake } = renderApp('/work-orders', handlers);
    await screen.findByRole('link', { name: 'W-1' });
    expect(screen.queryByRole('columnheader', { name: 'PO number' })).toBeNull();
    await user.click(screen.getByRole('button', { name: /^Columns/ }));
    await user.click(screen.getByRole('checkbox', { name: 'PO number' }));
    await user.click(screen.getByRole('checkbox', { name: 'City' }));
    expect(screen.getByRole('columnheader', { name: 'PO number' })).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: 'City' })).toBeNull();
    const kept = { name: 'orderColumns', value: expect.stringContaining('poNumber') as unknown };
    expect(fake.callsOf('app.keepPreference').at(-1)).toEqual(kept);
  });
});

describe('A table of fifty thousand orders', () => {
  it('reads and draws only what is in view, wherever that is', async () => {
    const { user, fake } = renderApp('/work-orders', {
      ...handlers,
      'workOrders.list': ({ offset, limit }) => ({
        rows: Array.from({ length: limit }, (_, index) =>
          sampleOrderRow({ now, number: `W-${String(offset + index)}` }),
        ),
        total: 50_000,
      }),
    });
    await screen.findByRole('link', { name: 'W-0' });
    const grid = screen.getByRole('grid', { name: 'Work orders' });
    expect(grid.getAttribute('aria-rowcount')).toBe('50001');
    expect((await linesOf()).length).toBeLessThan(40);
    act(() => grid.focus());
    await user.keyboard('{End}');
    expect(await screen.findByRole('link', { name: 'W-49999' })).toBeTruthy();
    expect(document.querySelector('[aria-selected="true"]')?.getAttribute('aria-rowindex')).toBe('50001');
    expect((await linesOf()).length).toBeLessThan(40);
    expect(fake.callsOf('workOrders.list').length).toBeLessThan(5);
  });

  it('says which lines could not be read, and leaves the others', async () => {
    const { user } = renderApp('/work-orders', {
      ...handlers,
      'workOrders.list': ({ offset, limit }) => {
        if (offset > 0) throw new AppError('storage', 'The database is busy.');
        const rows = Array.from({ length: limit }, (_, index) => sampleOrderRow({ now, number: `W-${String(index)}` }));
        return { rows, total: 1000 };
      },
    });
    await screen.findByRole('link', { name: 'W-0' });
    act(() => screen.getByRole('grid', { name: 'Work orders' }).focus());
    await user.keyboard('{End}');
    expect(await screen.findByText(/Some orders could not be read: The database is busy\./)).toBeTruthy();
  });
});

describe('Saved views', () => {
  const late: SavedView = {
    id: 'late',
    name: 'Late',
    filter: { ...noFilter, due: 'overdue' },
    sort: defaultSort,
    columns: [...defaultColumns],
  };

  it('are chosen, saved under a name that is free, renamed, replaced and deleted', async () => {
    let views: SavedView[] = [late];
    const { user, fake, address } = renderApp('/work-orders', {
      ...handlers,
      'workOrders.views': () => views,
      'workOrders.saveView': (view) => {
        views = [...views.filter(({ id }) => id !== view.id), view];
        return view;
      },
      'workOrders.removeView': ({ id }) => {
        views = views.filter((view) => view.id !== id);
        return {};
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Late' }));
    expect(address()).toMatch(/^\/work-orders\?view=late&due=overdue&columns=/);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Listed' }), 'all');
    fake.emit('workOrders.changed', { sourceId: null });
    await user.click(await screen.findByRole('button', { name: 'Replace Late' }));
    expect(fake.callsOf('workOrders.saveView').at(-1)).toMatchObject({ id: 'late', filter: { listed: 'all' } });
    await user.click(screen.getByRole('button', { name: 'Save this view' }));
    const name = await screen.findByRole('textbox', { name: 'Name of the view' });
    await user.type(name, 'late{Enter}');
    expect(await screen.findByText('Another view has this name.')).toBeTruthy();
    await user.type(name, ' ones{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Rename late ones' }));
    const other = await screen.findByRole('textbox', { name: 'Name of the view' });
    await user.clear(other);
    await user.type(other, 'Mine{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Delete Mine' }));
    await user.click(await screen.findByRole('button', { name: 'Delete view' }));
    await waitFor(() => expect(views.map(({ id }) => id)).toEqual(['late']));
    expect(fake.callsOf('workOrders.removeView')).toEqual([{ id: 'late-ones' }]);
  });
});
