import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleProviderRow } from '../../lib/testing/provider-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleNow, sampleSchedule } from '../../lib/testing/samples.ts';

const now = Date.now();
const slot = Math.floor(now / (10 * MINUTE)) * 10 * MINUTE;

const handlers: FakeHandlers = {
  'now.view': () => sampleNow(),
  'schedules.list': () => [sampleSchedule({ now })],
  'schedules.heartbeats': () => [
    {
      scheduleId: 'ucsd',
      cells: [
        { plannedAt: slot - 20 * MINUTE, verdict: 'succeeded', runId: 'run-1', story: '12 checked.' },
        { plannedAt: slot - 10 * MINUTE, verdict: 'failed', runId: 'run-2', story: 'waitz.io did not answer.' },
        { plannedAt: slot, verdict: 'app_closed', runId: null, story: 'Rounds was not running.' },
      ],
    },
  ],
};

describe('The Now page', () => {
  it('says that it reads while the answer is on its way', async () => {
    renderApp('/', {});
    expect(await screen.findByText('Reading how things stand…')).toBeTruthy();
  });

  it('says that nothing needs you and when the next run is', async () => {
    renderApp('/', handlers);
    expect(await screen.findByText('Nothing needs you.')).toBeTruthy();
    expect((await screen.findByText(/The next run, UC San Diego, is in/)).textContent).toMatch(/(4:[01]|3:[345])\d/);
  });

  it('shows why it could not be read and tries again on request', async () => {
    renderApp('/', {
      ...handlers,
      'now.view': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('tells what needs a person, with one button that acts', async () => {
    const need = {
      id: 'a',
      severity: 'failed',
      what: 'UC San Diego has failed 4 times in a row.',
      since: now - HOUR,
      done: 'Rounds waits until 14:32.',
      stillTrue: 'The last figures stay shown.',
      action: { kind: 'run', label: 'Run now', scheduleId: 'ucsd' },
    } as const;
    const { user, fake } = renderApp('/', {
      ...handlers,
      'now.view': () => sampleNow({ needs: [need] }),
      'runs.startSchedule': () => [],
    });
    expect(await screen.findByText(need.what)).toBeTruthy();
    expect(screen.getByText(/Rounds waits until 14:32\. The last figures stay shown\./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: `Run now: ${need.what}` }));
    expect(fake.callsOf('runs.startSchedule')).toMatchObject([{ scheduleId: 'ucsd' }]);
  });

  it('lets arrow keys walk the slots of a day and Enter open the run', async () => {
    const { user, address } = renderApp('/', handlers);
    const strip = within(await screen.findByRole('group', { name: 'Slots of UC San Diego, oldest first' }));
    const last = strip.getByRole('button', { name: /Rounds was not running/ });
    act(() => last.focus());
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/waitz\.io did not answer/);
    await user.keyboard('{Enter}');
    expect(address()).toBe('/runs/run-2');
  });

  it('links the occupancy counts to the list with the right filter', async () => {
    const { user, address } = renderApp('/', handlers);
    await user.click(await screen.findByRole('link', { name: /closed/ }));
    expect(address()).toBe('/occupancy?status=closed');
  });
});

describe('An empty profile', () => {
  it('is one without anybody who can be booked, too', async () => {
    renderApp('/', { ...handlers, 'sources.list': () => [], 'providers.list': () => [sampleProviderRow()] });
    expect(await screen.findByText('Nothing needs you.')).toBeTruthy();
  });

  it('opens on three ways in', async () => {
    const { user, fake } = renderApp('/', {
      'sources.list': () => [],
      'providers.list': () => [],
      'app.openDemo': () => ({}),
    });
    expect(await screen.findByRole('heading', { level: 1, name: 'Welcome to Rounds' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Add a source' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Import a configuration' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Open sample data' }));
    expect(fake.callsOf('app.openDemo')).toEqual([{}]);
  });
});

describe('The tile of bookings', () => {
  const bookings = {
    providerCount: 3,
    holdCount: 7,
    expiringCount: 2,
    nextExpiryAt: now + 200_000,
    coveragePercent: 94,
    freeSlots: 1240,
    todayCount: 12,
  };

  it('links what runs out, what is booked today and the coverage to where they stand', async () => {
    renderApp('/', { ...handlers, 'now.view': () => ({ ...sampleNow(), bookings }) });
    const tile = within(await screen.findByRole('region', { name: 'Bookings' }));
    const links = tile.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
    expect(links).toEqual([
      ['2expiring', '/bookings/find?status=pending'],
      ['12today', '/bookings?view=day'],
      ['94\u202f%coverage', '/bookings/health'],
      ['1,240free slots', '/bookings'],
    ]);
    expect(tile.getByText(/7 holds are running; the next runs out in/)).toBeTruthy();
  });

  it('is left out while there is no provider', async () => {
    renderApp('/', handlers);
    await screen.findByText('Nothing needs you.');
    expect(screen.queryByRole('region', { name: 'Bookings' })).toBeNull();
  });
});

describe('The tile of work orders', () => {
  const workOrders = {
    sourceCount: 1,
    openCount: 58,
    overdueCount: 3,
    dueThisWeekCount: 9,
    addedCount: 2,
    movedCount: 4,
    oldestCheck: now - 12 * MINUTE,
  };

  it('links what is open, overdue, due and moved to where it stands', async () => {
    renderApp('/', { ...handlers, 'now.view': () => ({ ...sampleNow(), workOrders }) });
    const tile = within(await screen.findByRole('region', { name: 'Work orders' }));
    const links = tile.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
    expect(links).toEqual([
      ['58open', '/work-orders'],
      ['3overdue', '/work-orders?due=overdue'],
      ['9due this week', '/work-orders?due=week'],
      ['4moved', '/work-orders/changes?types=date_changed,swapped'],
      ['2 added', '/work-orders/changes?types=added'],
    ]);
    expect(screen.getByText(/58 open orders watched/)).toBeTruthy();
  });

  it('says of a portal that was never read that nobody knows', async () => {
    renderApp('/', {
      ...handlers,
      'now.view': () => ({ ...sampleNow(), workOrders: { ...workOrders, oldestCheck: null } }),
    });
    expect(await screen.findByText(/A portal was never read yet/)).toBeTruthy();
  });

  it('counts nothing before the first read: none that were seen are not none that are there', async () => {
    const unread = { openCount: 0, overdueCount: 0, dueThisWeekCount: 0, addedCount: 0, movedCount: 0 };
    renderApp('/', {
      ...handlers,
      'now.view': () => ({ ...sampleNow(), workOrders: { ...workOrders, ...unread, oldestCheck: null } }),
    });
    const tile = within(await screen.findByRole('region', { name: 'Work orders' }));
    expect(tile.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      '–open',
      '–overdue',
      '–due this week',
      '–moved',
      'See why',
    ]);
    expect(screen.getByText(/1 portal watched/)).toBeTruthy();
    expect(screen.queryByText(/0 open orders/)).toBeNull();
  });

  it('is left out while there is no portal', async () => {
    renderApp('/', handlers);
    await screen.findByText('Nothing needs you.');
    expect(screen.queryByRole('region', { name: 'Work orders' })).toBeNull();
  });
});
