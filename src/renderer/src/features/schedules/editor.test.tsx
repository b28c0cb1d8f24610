import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SchedulePreview } from '#shared/contract/schedules.ts';
import { AppError } from '#shared/errors.ts';
import { Schedule } from '#shared/model/schedule.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { sampleRow, sampleSchedule } from '../../lib/testing/samples.ts';
import {
  sampleJob,
  samplePlan,
  samplePreview,
  sampleScheduleDetail,
  sampleStored,
} from '../../lib/testing/schedule-samples.ts';

const now = Date.now();

/** Refuses a jitter above an hour, as the main process does. */
function checked({ draft }: { readonly draft: Readonly<Record<string, unknown>> }): SchedulePreview {
  if (Number(draft['jitterSeconds']) <= 3600) return samplePreview(now);
  const message = 'must be a whole number of seconds from 0 to 3600';
  return samplePreview(now, { plan: null, problems: [{ path: ['jitterSeconds'], message }] });
}

const handlers: FakeHandlers = {
  'jobs.list': () => [sampleJob()],
  'schedules.list': () => [sampleSchedule({ now })],
  'schedules.get': () => sampleScheduleDetail(now),
  'schedules.preview': checked,
  'schedules.slots': () => ({ stretches: [], isCut: false }),
  'schedules.save': ({ draft }) => {
    const stored = Schedule.parse(draft);
    return sampleScheduleDetail(now, stored, { id: stored.id });
  },
  'occupancy.list': () => [sampleRow({ now }), sampleRow({ now, code: '240', name: 'RIMAC' })],
};

async function form() {
  return within(await screen.findByRole('form', { name: 'Schedule' }));
}

describe('The editor’s page', () => {
  it('says that it reads what the form needs', () => {
    renderApp('/schedules/new', { 'jobs.list': () => new Promise(() => undefined) });
    expect(screen.getByText('Reading the form…')).toBeTruthy();
  });

  it('shows why there is no form, with a way to try again', async () => {
    renderApp('/schedules/gone/edit', {
      ...handlers,
      'schedules.get': () => {
        throw new AppError('not_found', 'There is no schedule "gone".');
      },
    });
    expect(await screen.findByText('There is no schedule "gone".')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('says that there is nothing to plan', async () => {
    renderApp('/schedules/new', { ...handlers, 'jobs.list': () => [] });
    expect(await screen.findByRole('heading', { name: 'There is no job to plan.' })).toBeTruthy();
  });

  it('begins from nothing, and says so, where what is stored cannot be read', async () => {
    renderApp('/schedules/ucsd/edit', { ...handlers, 'schedules.get': () => sampleScheduleDetail(now, null) });
    expect((await form()).getByText(/cannot be read, so the form begins from nothing/)).toBeTruthy();
  });
});

describe('The editor', () => {
  it('sends a new schedule as its fields say and goes to its page', async () => {
    const { user, fake, address } = renderApp('/schedules/new', handlers);
    const view = await form();
    await view.findByRole('option', { name: 'UC San Diego' });
    await user.selectOptions(view.getByRole('combobox', { name: 'Source' }), 'ucsd');
    await user.click(await view.findByRole('checkbox', { name: /RIMAC/ }));
    await user.click(view.getByRole('radio', { name: 'Daily at times of day' }));
    const times = view.getByRole('textbox', { name: 'Times of day' });
    await user.clear(times);
    await user.type(times, '07:00, 13:30');
    const zone = view.getByRole('combobox', { name: 'Time zone' });
    await user.clear(zone);
    await user.type(zone, 'zuri');
    expect(await view.findByRole('option', { name: /^Europe\/Zurich \d\d:\d\d$/ })).toBeTruthy();
    await user.keyboard('{Enter}');
    await user.click(view.getByRole('radio', { name: /waits for its end/ }));
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(fake.callsOf('schedules.save')).toHaveLength(1));
    expect(fake.callsOf('schedules.save')).toEqual([
      {
        id: null,
        draft: {
          id: 'occupancy-update',
          job: 'occupancy.update',
          params: { sourceId: 'ucsd', buildings: ['240'] },
          dailyAt: ['07:00', '13:30'],
          timeZone: 'Europe/Zurich',
          activeHours: [],
          jitterSeconds: 0,
          overlap: 'queue',
          missed: 'latest',
          retry: { attempts: 3, backoffSeconds: 5 },
          timeoutSeconds: null,
          pauseAfterFailures: null,
          runAtStart: false,
          enabled: true,
        },
      },
    ]);
    await waitFor(() => expect(address()).toBe('/schedules/occupancy-update'));
  });

  it('shows a problem at its field as one types and keeps a wrong form from being saved', async () => {
    const { user, fake } = renderApp('/schedules/new', handlers);
    const view = await form();
    const spread = view.getByRole('textbox', { name: /Spread of starts/ });
    await user.clear(spread);
    await user.type(spread, '4000');
    const words = 'Must be a whole number of seconds from 0 to 3600.';
    expect(await view.findByText(words)).toBeTruthy();
    expect(spread.getAttribute('aria-invalid')).toBe('true');
    expect(spread.getAttribute('aria-describedby')).toContain(view.getByText(words).id);
    expect(view.getByText(/shown here as soon as nothing is wrong/)).toBeTruthy();
    await user.click(view.getByRole('button', { name: 'Save schedule' }));
    expect(fake.callsOf('schedules.save')).toHaveLength(0);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('What is wrong');
    await user.click(view.getByRole('button', { name: /^Spread of starts must be/ }));
    expect(document.activeElement).toBe(spread);
  });

  it('says nothing of fields that nobody has touched yet, and everything once saving was tried', async () => {
    const { user } = renderApp('/schedules/new', {
      ...handlers,
      'schedules.preview': () =>
        samplePreview(now, { plan: null, problems: [{ path: ['params', 'sourceId'], message: 'is missing' }] }),
    });
    const view = await form();
    await view.findByText(/shown here as soon as/);
    expect(view.queryByText('Is missing.')).toBeNull();
    await user.click(view.getByRole('button', { name: 'Save schedule' }));
    expect(view.getByText('Is missing.')).toBeTruthy();
  });

  it('shows why saving failed and stays', async () => {
    const { user, address } = renderApp('/schedules/new', {
      ...handlers,
      'schedules.save': () => {
        throw new AppError('conflict', 'There is a schedule "occupancy-update" already.');
      },
    });
    const view = await form();
    await user.click(view.getByRole('button', { name: 'Save schedule' }));
    expect(await view.findByText('There is a schedule "occupancy-update" already.')).toBeTruthy();
    expect(address()).toBe('/schedules/new');
  });

  it('shows what saving changes, the runs that are new and those that go, clock changes and the load', async () => {
    const stored = samplePlan(now);
    const dstDay = {
      date: '2027-03-28',
      at: now,
      shiftMs: 3_600_000,
      before: '02:00',
      after: '03:00',
      labels: ['03:00'],
      missing: ['02:30'],
      added: ['03:00'],
      isShiftedAfter: false,
    };
    renderApp('/schedules/ucsd/edit', {
      ...handlers,
      'schedules.preview': () =>
        samplePreview(now, {
          plan: samplePlan(now, {
            sentence: 'Every 20 minutes',
            next: stored.next.filter((_, index) => index % 2 === 0),
            dstDays: [dstDay],
            load: [{ host: 'waitz.io', requests: 72, otherRequests: 1990, requestsPerDay: 2000 }],
          }),
          stored,
          differences: [{ field: 'every', before: 'Every 10 minutes', after: 'Every 20 minutes' }],
        }),
    });
    const panel = within(await screen.findByRole('complementary', { name: 'What it would do' }));
    expect(await panel.findByText('Every 20 minutes.')).toBeTruthy();
    expect(panel.getByText('Interval').nextElementSibling?.textContent).toBe('Every 10 minutes Every 20 minutes');
    expect(panel.getAllByText('no longer')).toHaveLength(5);
    expect(panel.getByText('The clocks go forward 1 hour: 02:00 becomes 03:00.')).toBeTruthy();
    expect(panel.getByText('Left out or moved: 02:30.')).toBeTruthy();
    expect(panel.getByText('waitz.io: more than its budget')).toBeTruthy();
  });

  it('begins a copy with the fields of another one under a free id', async () => {
    const { user, fake } = renderApp('/schedules/new?from=ucsd', {
      ...handlers,
      'schedules.get': () => sampleScheduleDetail(now, sampleStored({ jitterSeconds: 30 })),
    });
    const view = await form();
    await user.click(view.getByRole('button', { name: 'Save schedule' }));
    await waitFor(() => expect(fake.callsOf('schedules.save')).toHaveLength(1));
    expect(fake.callsOf('schedules.save')).toMatchObject([
      { id: null, draft: { id: 'ucsd-copy', every: 'PT10M', jitterSeconds: 30 } },
    ]);
  });
});

describe('Leaving the editor', () => {
  it('asks while something is not saved', async () => {
    const { user, address } = renderApp('/schedules/ucsd/edit', handlers);
    const view = await form();
    await user.click(view.getByRole('button', { name: '1 h' }));
    await user.click(view.getByRole('button', { name: 'Cancel' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }));
    await user.click(dialog.getByRole('button', { name: 'Stay on the page' }));
    expect(address()).toBe('/schedules/ucsd/edit');
    await user.click(screen.getByRole('link', { name: 'Runs' }));
    await user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(address()).toBe('/runs'));
  });

  it('asks nothing while nothing is changed', async () => {
    const { user, address } = renderApp('/schedules/ucsd/edit', handlers);
    await user.click((await form()).getByRole('button', { name: 'Cancel' }));
    expect(address()).toBe('/schedules/ucsd');
  });
});

describe('The week of active hours', () => {
  async function openGrid(from = '07:10'): Promise<{
    readonly app: ReturnType<typeof renderApp>;
    readonly cell: (name: RegExp) => HTMLElement;
    readonly sent: () => Promise<unknown>;
  }> {
    const app = renderApp('/schedules/ucsd/edit', {
      ...handlers,
      'schedules.get': () =>
        sampleScheduleDetail(now, sampleStored({ activeHours: [{ days: ['mon'], from, until: '09:00' }] })),
    });
    const grid = within(await screen.findByRole('grid', { name: 'Active hours by half hours' }));
    return {
      app,
      cell: (name) => grid.getByLabelText(name),
      sent: async () => {
        await app.user.click(screen.getByRole('button', { name: 'Save changes' }));
        await waitFor(() => expect(app.fake.callsOf('schedules.save')).toHaveLength(1));
        return app.fake.callsOf('schedules.save')[0];
      },
    };
  }

  it('is painted by keyboard, a block at a time, and says what it did', async () => {
    const { app, cell, sent } = await openGrid();
    expect(cell(/^Monday, 07:00 to 07:30, active in part: 07:10 to 07:30$/)).toBeTruthy();
    act(() => cell(/^Monday, 08:00 to 08:30/).focus());
    await app.user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(cell(/^Tuesday, 08:00 to 08:30, not active$/));
    await app.user.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
    expect(screen.getByText('Tuesday to Wednesday, 08:00 to 09:00 chosen.')).toBeTruthy();
    await app.user.keyboard(' ');
    expect(screen.getByText('Tuesday to Wednesday, 08:00 to 09:00: active.')).toBeTruthy();
    expect(cell(/^Wednesday, 08:30 to 09:00, active$/).getAttribute('aria-selected')).toBe('true');
    expect(await sent()).toMatchObject({
      draft: {
        activeHours: [
          { days: ['mon'], from: '07:10', until: '09:00' },
          { days: ['tue', 'wed'], from: '08:00', until: '09:00' },
        ],
      },
    });
  });

  it('is painted by dragging, on and off', async () => {
    const { app, cell, sent } = await openGrid();
    await app.user.pointer([
      { keys: '[MouseLeft>]', target: cell(/^Friday, 22:00 to 22:30/) },
      { target: cell(/^Friday, 23:30 to 24:00/) },
      { keys: '[/MouseLeft]' },
    ]);
    await app.user.pointer([
      { keys: '[MouseLeft>]', target: cell(/^Saturday, 00:00 to 00:30/) },
      { target: cell(/^Saturday, 01:30 to 02:00/) },
      { keys: '[/MouseLeft]' },
    ]);
    await app.user.pointer([
      { keys: '[MouseLeft>]', target: cell(/^Monday, 07:30 to 08:00/) },
      { keys: '[/MouseLeft]' },
    ]);
    expect(await sent()).toMatchObject({
      draft: {
        activeHours: [
          { days: ['mon'], from: '07:10', until: '07:30' },
          { days: ['mon'], from: '08:00', until: '09:00' },
          { days: ['fri'], from: '22:00', until: '02:00' },
        ],
      },
    });
  });

  it('has a twin in words that is exact to the minute, and cannot be empty', async () => {
    const { app, cell } = await openGrid();
    const until = screen.getByRole('textbox', { name: 'Window 1 until' });
    fireEvent.change(until, { target: { value: '06:05' } });
    expect(screen.getByText('to the next day')).toBeTruthy();
    expect(cell(/^Tuesday, 06:00 to 06:30, active in part: 06:00 to 06:05$/)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Remove window 1' }));
    expect(screen.getByText('Have no window: paint at least one half hour.')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Add window' }));
    expect(cell(/^Sunday, 17:30 to 18:00, active$/)).toBeTruthy();
  });
});
