import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleOrderChange, sampleOrderSource } from '../../lib/testing/order-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR } from '../../lib/testing/samples.ts';

const now = Date.now();
const at = now - 3 * HOUR;
const handlers: FakeHandlers = { 'workOrders.sources': () => [sampleOrderSource({ now })] };

describe('The changes of work orders', () => {
  it('are grouped by the run that found them, and a swap is told once of both orders', async () => {
    renderApp('/work-orders/changes', {
      ...handlers,
      'workOrders.changes': () => ({
        changes: [
          sampleOrderChange({
            id: 3,
            type: 'swapped',
            number: 'W-1',
            otherNumber: 'W-2',
            before: '2026-12-01',
            after: '2026-12-02',
            seenAt: at,
            runId: 'run-2',
          }),
          sampleOrderChange({ id: 2, number: 'W-3', seenAt: at, runId: 'run-2' }),
          sampleOrderChange({ id: 1, number: 'W-4', type: 'removed', seenAt: at - HOUR, runId: 'run-1' }),
        ],
        next: null,
      }),
    });
    const links = await screen.findAllByRole('link', { name: /^Open the run/ });
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/runs/run-2', '/runs/run-1']);
    const [newest] = screen.getAllByRole('list').filter((list) => within(list).queryByText(/swapped/) !== null);
    expect(within(newest ?? document.body).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.getAllByText(/W-1 and W-2 swapped their dates/)).toHaveLength(1);
    expect(screen.getByRole('link', { name: 'W-2' }).getAttribute('href')).toBe('/work-orders/portal/W-2');
    expect(screen.getByText('3 changes, back to the beginning.')).toBeTruthy();
  });

  it('keep types and words in the address, are asked for by them, and show all again at once', async () => {
    const { user, fake, address } = renderApp('/work-orders/changes?types=stolen', {
      ...handlers,
      'workOrders.changes': () => ({ changes: [], next: null }),
    });
    expect(await screen.findByText('Nothing has changed yet.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Gone' }));
    await user.click(screen.getByRole('button', { name: 'Swapped' }));
    await user.type(screen.getByRole('searchbox'), 'W-1');
    await waitFor(() => expect(address()).toBe('/work-orders/changes?types=removed%2Cswapped&q=W-1'));
    await waitFor(() =>
      expect(fake.callsOf('workOrders.changes').at(-1)).toMatchObject({ types: ['removed', 'swapped'], text: 'W-1' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Clear all filters' }));
    expect(address()).toBe('/work-orders/changes');
  });

  it('go on as the end comes near, and say why older ones could not be read', async () => {
    let isBroken = true;
    const { user, fake } = renderApp('/work-orders/changes', {
      ...handlers,
      'workOrders.changes': ({ after }) => {
        if (after === null) return { changes: [sampleOrderChange({ id: 9 })], next: 'p2' };
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return { changes: [sampleOrderChange({ id: 8, number: 'W-8' })], next: null };
      },
    });
    await screen.findByRole('button', { name: 'Load more' });
    fireEvent.scroll(screen.getByRole('main'));
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No more changes.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'W-8' })).toBeTruthy();
    expect(fake.callsOf('workOrders.changes')).toMatchObject([{ after: null }, { after: 'p2' }, { after: 'p2' }]);
  });

  it('send one without a portal to the settings', async () => {
    renderApp('/work-orders/changes', { 'workOrders.sources': () => [] });
    expect(await screen.findByRole('link', { name: 'Add a portal' })).toBeTruthy();
  });
});
