import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RunDetail } from '#shared/contract/runs.ts';
import { AppError } from '#shared/errors.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { MINUTE, sampleRun, sampleRunDetail, sampleSchedule } from '../../lib/testing/samples.ts';

const now = Date.now();
const failed = sampleRun({
  startedAt: now - 20 * MINUTE,
  scheduledFor: now - 20 * MINUTE - 12_000,
  id: '2',
  status: 'failed',
  error: { code: 'timeout', message: 'waitz.io did not answer within 15 s.' },
});
const running = sampleRun({
  startedAt: now - 5000,
  id: '7',
  status: 'running',
  finishedAt: null,
  progress: { done: 3, total: 12, note: 'Geisel Library' },
});

function runningDetail(): RunDetail {
  return {
    ...sampleRunDetail(running),
    errors: [],
    isCancelable: true,
    attempts: [
      {
        number: 1,
        startedAt: now - 5000,
        finishedAt: now - 4000,
        error: { code: 'network', message: 'waitz.io closed the connection.' },
        nextAt: now + 60_000,
      },
    ],
  };
}

describe('A run’s page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/runs/2', {});
    expect(screen.getByText('Reading the run…')).toBeTruthy();
  });

  it('shows why the run could not be read', async () => {
    renderApp('/runs/2', {
      'runs.get': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('shows how it went, why, how late it was and what it did', async () => {
    renderApp('/runs/2', {
      'runs.get': () => sampleRunDetail(failed),
      'schedules.list': () => [sampleSchedule({ now })],
      'occupancy.list': () => [],
    });
    expect(await screen.findByText('waitz.io did not answer within 15 s.')).toBeTruthy();
    expect(screen.getByText(', 12 s late')).toBeTruthy();
    expect(screen.getByText('The window of Rounds')).toBeTruthy();
    const schedule = within(screen.getByRole('main')).getByRole('link', { name: 'UC San Diego' });
    expect(schedule.getAttribute('href')).toContain('/schedules/ucsd');
    expect(screen.getByText('waitz.io lists no location 240.')).toBeTruthy();
    expect(screen.getByText('Busyness, %')).toBeTruthy();
    expect(screen.getByText('Location 240 is not on the list')).toBeTruthy();
    expect(screen.getByRole('heading', { name: '1 attempt' })).toBeTruthy();
  });

  it('says that nothing changed', async () => {
    const nothing = { ...sampleRunDetail(failed), attempts: [], errors: [], log: [], changes: [] };
    renderApp('/runs/2', { 'runs.get': () => nothing });
    expect(await screen.findByText('Nothing was different from before.')).toBeTruthy();
    expect(screen.getByText('The run wrote nothing down.')).toBeTruthy();
  });

  it('tells of the attempt that failed and counts down to the next', async () => {
    renderApp('/runs/7', { 'runs.get': runningDetail });
    expect(await screen.findByText(/waitz\.io closed the connection\./)).toBeTruthy();
    expect(screen.getByText(/, next try in/).textContent).toMatch(/next try in (1:00|0:5\d)/);
  });

  it('stops a run under way on request, and shows its end when it comes', async () => {
    let detail = runningDetail();
    const { user, fake } = renderApp('/runs/7', { 'runs.get': () => detail, 'runs.cancel': () => ({}) });
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(fake.callsOf('runs.cancel')).toEqual([{ id: '7' }]);
    detail = { ...detail, run: { ...running, status: 'canceled', finishedAt: now }, isCancelable: false };
    act(() => fake.emit('run.changed', detail.run));
    expect(await screen.findByRole('button', { name: 'Run again' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  it('offers no stop for a run that nobody can stop', async () => {
    renderApp('/runs/7', { 'runs.get': () => ({ ...runningDetail(), isCancelable: false }) });
    expect(await screen.findByText('Geisel Library')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  it('does the work again with a reason, and opens the new run', async () => {
    const { user, fake, address } = renderApp('/runs/2', {
      'runs.get': () => sampleRunDetail(failed),
      'runs.again': () => [running],
    });
    await user.click(await screen.findByRole('button', { name: 'Run again' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Run again' }));
    await user.click(dialog.getByRole('button', { name: 'Run again' }));
    expect(dialog.getByText('Say why this run is made.')).toBeTruthy();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'The outage is over{Enter}');
    expect(fake.callsOf('runs.again')).toEqual([{ id: '2', reason: 'The outage is over' }]);
    expect(address()).toBe('/runs/7');
  });

  it('says why the work could not be done again', async () => {
    const { user } = renderApp('/runs/2', {
      'runs.get': () => sampleRunDetail(failed),
      'runs.again': () => {
        throw new AppError('conflict', 'The same work is running now.');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Run again' }));
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Again{Enter}');
    expect(await screen.findByText('The same work is running now.')).toBeTruthy();
  });

  it('shows what was on the screen of a step that failed, as text alone', async () => {
    renderApp('/runs/2', {
      'runs.get': () => sampleRunDetail(failed),
      'runs.evidence': () => [
        {
          step: 'page 2 of the list',
          at: now - 20 * MINUTE,
          html: '<b>Sign in</b>',
          picture: 'data:image/png;base64,iVBORw0KGgo=',
          expiresAt: now + 60 * MINUTE,
        },
        { step: 'signing in', at: now - 19 * MINUTE, html: '', picture: null, expiresAt: now + 60 * MINUTE },
      ],
    });
    expect(await screen.findByRole('heading', { name: 'What was on the screen' })).toBeTruthy();
    const first = within(screen.getByRole('article', { name: 'Evidence of step 1: page 2 of the list' }));
    expect(first.getByRole('img').getAttribute('src')).toContain('data:image/png');
    expect(first.getByText('<b>Sign in</b>')).toBeTruthy();
    expect(first.getByText(/kept until/)).toBeTruthy();
    expect(screen.getByText('No picture of it could be taken.')).toBeTruthy();
    expect(screen.getByText('The page was empty.')).toBeTruthy();
  });

  it('says nothing of a screen where nothing is kept of one', async () => {
    renderApp('/runs/2', { 'runs.get': () => sampleRunDetail(failed), 'runs.evidence': () => [] });
    expect(await screen.findByRole('heading', { name: 'Log' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'What was on the screen' })).toBeNull();
  });
});
