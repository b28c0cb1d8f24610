import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleStretch } from '../../lib/testing/samples.ts';
import { samplePreview, sampleScheduleDetail, sampleStored } from '../../lib/testing/schedule-samples.ts';

const now = Date.now();
const handlers: FakeHandlers = {
  'schedules.get': () => sampleScheduleDetail(now),
  'schedules.preview': () => samplePreview(now),
  'schedules.slots': () => ({
    stretches: [sampleStretch({ firstPlanned: now - 20 * MINUTE }), sampleStretch({ firstPlanned: now - 10 * MINUTE })],
    isCut: false,
  }),
  'audit.list': () => ({
    entries: [
      {
        id: '1',
        at: now - HOUR,
        origin: 'window',
        actor: 'ada',
        action: 'schedule.edited',
        subjectKind: 'schedule',
        subjectId: 'ucsd',
        summary: 'Changed the interval of "ucsd" from 20 to 10 minutes.',
      },
    ],
    nextBefore: null,
  }),
};

describe('A schedule’s page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/schedules/ucsd', {});
    expect(screen.getByText('Reading schedule ucsd…')).toBeTruthy();
  });

  it('shows why the schedule could not be read', async () => {
    renderApp('/schedules/gone', {
      'schedules.get': () => {
        throw new AppError('not_found', 'There is no schedule "gone".');
      },
    });
    expect(await screen.findByText('There is no schedule "gone".')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('says where nothing was planned and nothing was changed', async () => {
    renderApp('/schedules/ucsd', {
      ...handlers,
      'schedules.slots': () => ({ stretches: [], isCut: false }),
      'audit.list': () => ({ entries: [], nextBefore: null }),
    });
    expect(await screen.findByText('No slot was planned in this time.')).toBeTruthy();
    expect(await screen.findByText('Nothing was done by hand yet.')).toBeTruthy();
  });

  it('shows rule, next runs, behaviour, load and what was done by hand, and leads to its runs', async () => {
    const { fake } = renderApp('/schedules/ucsd', {
      ...handlers,
      'schedules.get': () => sampleScheduleDetail(now, sampleStored({ pauseAfterFailures: 5, overlap: 'queue' })),
    });
    expect(await screen.findByRole('heading', { level: 1, name: 'UC San Diego' })).toBeTruthy();
    const next = within(await screen.findByRole('region', { name: 'The next ten runs' }));
    await waitFor(() => expect(next.getAllByRole('listitem')).toHaveLength(10));
    expect(next.getByText(/144 a day and 10 of other schedules, of 2,000 allowed/)).toBeTruthy();
    expect(screen.getByText('It pauses itself after 5 failed runs in a row.')).toBeTruthy();
    expect(screen.getByText(/waits for the end of the run before it/)).toBeTruthy();
    expect(await screen.findByText('Changed the interval of "ucsd" from 20 to 10 minutes.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All runs of this schedule' }).getAttribute('href')).toBe(
      '/runs?schedule=ucsd',
    );
    expect(fake.callsOf('audit.list')).toMatchObject([{ subjectKind: 'schedule', subjectId: 'ucsd' }]);
  });

  it('holds the range of the timeline in the address', async () => {
    const { user, fake, address } = renderApp('/schedules/ucsd', handlers);
    await user.click(await screen.findByRole('radio', { name: '7 d' }));
    expect(address()).toBe('/schedules/ucsd?range=7d');
    await waitFor(() => {
      const asked = fake.callsOf('schedules.slots').at(-1) as { from: number; until: number };
      expect(asked.until - asked.from).toBe(7 * 24 * HOUR);
    });
  });

  it('names the field that keeps it from running and leads to the editor', async () => {
    const problem = 'timeZone: "Mars/Olympus" is not a time zone known here';
    const { user, address } = renderApp('/schedules/ucsd', {
      ...handlers,
      'schedules.get': () =>
        sampleScheduleDetail(now, null, { problem, state: 'failed', nextAt: null, timeZone: 'Mars/Olympus' }),
    });
    expect(await screen.findByText(`${problem}.`)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Run now…' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    expect(address()).toBe('/schedules/ucsd/edit');
  });

  it('says that it paused itself and lets it go on with one press', async () => {
    const { user, fake } = renderApp('/schedules/ucsd', {
      ...handlers,
      'schedules.get': () =>
        sampleScheduleDetail(now, sampleStored(), {
          state: 'paused',
          failuresInRow: 5,
          pause: { at: now - HOUR, by: 'failures', reason: '', until: null },
        }),
      'schedules.setPaused': () => [],
    });
    expect(await screen.findByText(/after 5 runs in a row had failed\. It waits for you\./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    expect(fake.callsOf('schedules.setPaused')).toEqual([{ scheduleId: 'ucsd', isPaused: false }]);
  });

  it('goes to the list after a deletion, which can be taken back', async () => {
    const { user, fake, address } = renderApp('/schedules/ucsd', { ...handlers, 'schedules.remove': () => ({}) });
    await user.click(await screen.findByRole('button', { name: 'More actions for UC San Diego' }));
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }));
    await waitFor(() => expect(address()).toBe('/schedules'));
    expect(fake.callsOf('schedules.remove')).toEqual([{ id: 'ucsd' }]);
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  });
});
