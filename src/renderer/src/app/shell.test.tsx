import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SchedulerState } from '#shared/contract/schedules.ts';
import type { FakeHandlers } from '../lib/testing/fake-api.ts';
import { sampleOrderRow } from '../lib/testing/order-samples.ts';
import { renderApp } from '../lib/testing/render-app.tsx';
import { sampleAppInfo, sampleNow, sampleRow, sampleRun, sampleSchedule } from '../lib/testing/samples.ts';

const now = Date.now();
const handlers: FakeHandlers = {
  'now.view': () => sampleNow(),
  'occupancy.list': () => [sampleRow({ now })],
  'schedules.list': () => [sampleSchedule({ now })],
  'runs.startSchedule': () => [],
  'schedules.setPaused': () => [],
};

describe('The window', () => {
  it('opens a building by name with the keyboard alone', async () => {
    const { user, address } = renderApp('/', handlers);
    await screen.findByText('Nothing needs you.');
    await user.keyboard('{Control>}k{/Control}');
    const field = await screen.findByRole('combobox', { name: /Name of a page/ });
    await screen.findByRole('option', { name: /Geisel Library/ });
    await user.type(field, 'geisel{Enter}');
    expect(address()).toBe('/occupancy/166');
  });

  it('opens a work order by its number, which is asked for once it is typed', async () => {
    const { user, fake, address } = renderApp('/', {
      ...handlers,
      'workOrders.list': ({ filter }) => {
        const rows = [sampleOrderRow({ now })].filter(({ number }) => number.includes(filter.text));
        return { rows, total: rows.length };
      },
    });
    await screen.findByText('Nothing needs you.');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: /Name of a page/ }), '129651');
    await screen.findByRole('option', { name: /W-129651, Muster Fuels/ });
    await user.keyboard('{Enter}');
    expect(address()).toBe('/work-orders/portal/W-129651');
    expect(fake.callsOf('workOrders.list').length).toBeLessThan(4);
  });

  it('runs a schedule by name', async () => {
    const { user, fake } = renderApp('/', handlers);
    await screen.findByText('Nothing needs you.');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: /Name of a page/ }), 'run san diego{Enter}');
    expect(fake.callsOf('runs.startSchedule')).toMatchObject([{ scheduleId: 'ucsd' }]);
  });

  it('shows the keys of the page on a question mark', async () => {
    const { user } = renderApp('/occupancy', handlers);
    await screen.findByRole('link', { name: 'Geisel Library' });
    await user.keyboard('?');
    expect(
      within(await screen.findByRole('dialog', { name: 'Keys' })).getByText('Update every building now'),
    ).toBeTruthy();
  });

  it('goes to an area with two keys and puts the focus on its heading', async () => {
    const { user, address } = renderApp('/', handlers);
    await screen.findByText('Nothing needs you.');
    await user.keyboard('gr');
    expect(address()).toBe('/runs');
    expect(document.activeElement?.textContent).toBe('Runs');
    expect(document.title).toBe('Runs – Rounds');
  });

  it('runs and pauses a schedule from the sidebar', async () => {
    const { user, fake } = renderApp('/runs', handlers);
    await user.click(await screen.findByRole('button', { name: 'Run UC San Diego now' }));
    await user.click(screen.getByRole('button', { name: 'Pause UC San Diego' }));
    expect(fake.callsOf('runs.startSchedule')).toHaveLength(1);
    expect(fake.callsOf('schedules.setPaused')).toEqual([{ scheduleId: 'ucsd', isPaused: true }]);
  });

  it('opens a schedule and its editor by name', async () => {
    const { user, address } = renderApp('/runs', { ...handlers, 'schedules.get': () => new Promise(() => undefined) });
    await screen.findByRole('link', { name: 'UC San Diego' });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: /Name of a page/ }), 'uc san{Enter}');
    expect(address()).toBe('/schedules/ucsd');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: /Name of a page/ }), 'new sched{Enter}');
    expect(address()).toBe('/schedules/new');
  });

  it('says until when a schedule waits or is paused, and reads it anew on an event', async () => {
    const soon = Math.floor(now / 60_000) * 60_000 + 3_600_000;
    let state: 'waiting' | 'paused' = 'waiting';
    const { fake } = renderApp('/runs', {
      ...handlers,
      'schedules.list': () => [
        state === 'waiting'
          ? sampleSchedule({ now, state, resumesAt: soon })
          : sampleSchedule({ now, state, pause: { at: now, by: 'hand', reason: '', until: now + 40 * 86_400_000 } }),
      ],
    });
    expect(await screen.findByText(/^waits until \w{3} \d+ \w{3,4}, \d\d:\d\d/)).toBeTruthy();
    state = 'paused';
    act(() => fake.emit('schedules.changed', { ids: ['ucsd'] }));
    expect(await screen.findByText(/^paused by hand until /)).toBeTruthy();
  });

  it('says who keeps the timetable and when there is no network', async () => {
    const worker = { role: 'worker', pid: 12, since: now, isThisWindow: false };
    let state: SchedulerState = { holder: { ...worker, role: 'window', isThisWindow: true }, isOnline: true };
    const { fake } = renderApp('/runs', { ...handlers, 'schedules.scheduler': () => state });
    const tell = (next: SchedulerState): void => {
      state = next;
      act(() => fake.emit('scheduler.changed', { isOnline: next.isOnline }));
    };
    expect(await screen.findByText('This window schedules')).toBeTruthy();
    tell({ holder: worker, isOnline: true });
    expect(await screen.findByText('A worker process schedules')).toBeTruthy();
    tell({ holder: worker, isOnline: false });
    expect(await screen.findByText('A worker process schedules, offline')).toBeTruthy();
    tell({ holder: null, isOnline: true });
    expect(await screen.findByText('Nobody schedules')).toBeTruthy();
  });

  it('marks sample data and lets the person leave it', async () => {
    const { user, fake } = renderApp('/runs', {
      ...handlers,
      'app.info': () => sampleAppInfo({ isDemo: true }),
      'app.leaveDemo': () => ({}),
    });
    expect(await screen.findByText('Sample data')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Leave sample data' }));
    expect(fake.callsOf('app.leaveDemo')).toEqual([{}]);
  });

  it('shows the requests left and what runs in the background', async () => {
    const run = sampleRun({
      startedAt: now,
      status: 'running',
      finishedAt: null,
      progress: { done: 2, total: 5, note: '' },
    });
    renderApp('/settings', {
      ...handlers,
      'app.hosts': () => [
        { host: 'waitz.io', usedToday: 560, requestsPerDay: 2000, notBefore: null, waitReason: null },
      ],
      'runs.recent': () => [run],
    });
    expect(await screen.findByText(/1,440 requests left today/)).toBeTruthy();
    expect(await screen.findByText('UC San Diego, 2 of 5')).toBeTruthy();
  });

  it('follows the system to a page', async () => {
    const { fake, address } = renderApp('/runs', handlers);
    await act(async () => fake.emit('app.navigated', { path: '/settings' }));
    expect(address()).toBe('/settings');
  });

  it('says when an address leads nowhere', async () => {
    renderApp('/nowhere', handlers);
    expect(await screen.findByRole('heading', { name: 'No such page' })).toBeTruthy();
  });
});
