import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleRun, sampleSchedule } from '../../lib/testing/samples.ts';

const now = Date.now();
const broken = sampleSchedule({
  now,
  id: 'gone',
  subject: 'Georgia Tech',
  sentence: 'Daily at 06:00',
  state: 'failed',
  problem: 'timeZone is not a time zone known here',
  nextAt: null,
});
const tired = sampleSchedule({
  now,
  id: 'tired',
  subject: 'Sacramento',
  state: 'paused',
  pause: { at: now - HOUR, by: 'failures', reason: '', until: null },
  failuresInRow: 5,
  nextAt: null,
  lastRun: sampleRun({ startedAt: now - HOUR, status: 'failed' }),
});
const resting = sampleSchedule({
  now,
  id: 'resting',
  subject: 'Chico',
  state: 'paused',
  pause: { at: now - HOUR, by: 'hand', reason: 'exam week', until: now + 30 * 24 * HOUR },
  nextAt: null,
});
const rows = (): ScheduleStatus[] => [broken, tired, sampleSchedule({ now }), resting];

function main() {
  return within(screen.getByRole('main'));
}

describe('The schedules page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/schedules', { 'schedules.list': () => new Promise(() => undefined) });
    expect(screen.getByText('Reading the schedules…')).toBeTruthy();
  });

  it('says that nothing is planned and leads to the first schedule', async () => {
    const { user, address } = renderApp('/schedules', { 'jobs.list': () => [] });
    expect(await screen.findByRole('heading', { name: 'Nothing is planned yet.' })).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'New schedule' })[0]!);
    expect(address()).toBe('/schedules/new');
  });

  it('shows why the schedules could not be read and tries again', async () => {
    const { user, fake } = renderApp('/schedules', {
      'schedules.list': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await main().findByText('The database is busy.')).toBeTruthy();
    const before = fake.callsOf('schedules.list').length;
    await user.click(main().getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(fake.callsOf('schedules.list').length).toBeGreaterThan(before));
  });

  it('shows the state of each by word, with what is wrong and what was last', async () => {
    renderApp('/schedules', { 'schedules.list': rows });
    const row = async (name: string) => within((await main().findByRole('link', { name })).closest('tr')!);
    expect((await row('Georgia Tech')).getByText('Cannot run')).toBeTruthy();
    expect((await row('Georgia Tech')).getByText('timeZone is not a time zone known here.')).toBeTruthy();
    expect((await row('Sacramento')).getByText(/It paused itself .* 5 runs in a row had failed/)).toBeTruthy();
    expect((await row('Chico')).getByText(/Paused by hand until .*: exam week\./)).toBeTruthy();
    expect((await row('UC San Diego')).getByText('Succeeded')).toBeTruthy();
    expect(main().getByText('4 schedules, 2 paused, 2 need you.')).toBeTruthy();
  });

  it('narrows by search and state, held in the address', async () => {
    const { user, address } = renderApp('/schedules?state=paused', { 'schedules.list': rows });
    await main().findByRole('link', { name: 'Chico' });
    expect(main().getAllByRole('row')).toHaveLength(3);
    await user.selectOptions(main().getByRole('combobox', { name: 'State' }), 'attention');
    await user.type(main().getByRole('searchbox'), 'georgia');
    expect(address()).toBe('/schedules?state=attention&q=georgia');
    expect(main().getAllByRole('row')).toHaveLength(2);
    await user.type(main().getByRole('searchbox'), 'x');
    await user.click(main().getByRole('button', { name: 'Clear them' }));
    expect(address()).toBe('/schedules');
  });

  it('lets one that paused itself go on with one press', async () => {
    const { user, fake } = renderApp('/schedules', { 'schedules.list': rows, 'schedules.setPaused': () => [] });
    await user.click(await main().findByRole('button', { name: 'Resume Sacramento' }));
    expect(fake.callsOf('schedules.setPaused')).toEqual([{ scheduleId: 'tired', isPaused: false }]);
    await user.click(screen.getByRole('button', { name: 'Let Sacramento go on' }));
    expect(fake.callsOf('schedules.setPaused')).toHaveLength(2);
  });
});

describe('What is asked before a schedule is touched', () => {
  it('a run wants a reason and leaves the timetable alone', async () => {
    const { user, fake } = renderApp('/schedules', { 'schedules.list': rows, 'runs.startSchedule': () => [] });
    await user.click(await main().findByRole('button', { name: 'Run UC San Diego now…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Run UC San Diego now' }));
    expect(dialog.getByText(/never moves the timetable/)).toBeTruthy();
    const reason = dialog.getByRole('textbox', { name: 'Reason' });
    await user.clear(reason);
    await user.click(dialog.getByRole('button', { name: 'Run now' }));
    expect(dialog.getByText('Say why this run is made.')).toBeTruthy();
    await user.type(reason, 'new building');
    await user.click(dialog.getByRole('button', { name: 'Run now' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.callsOf('runs.startSchedule')).toEqual([
      { scheduleId: 'ucsd', reason: 'new building', isDryRun: false },
    ]);
  });

  it('a dry run says that it stores nothing, and why it could not start', async () => {
    const { user, fake } = renderApp('/schedules', {
      'schedules.list': rows,
      'runs.startSchedule': () => {
        throw new AppError('conflict', 'The same work is running.');
      },
    });
    await user.click(await main().findByRole('button', { name: 'More actions for UC San Diego' }));
    await user.click(screen.getByRole('menuitem', { name: 'Dry run…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Dry run of UC San Diego' }));
    expect(dialog.getByText(/stores nothing/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Start dry run' }));
    expect(await dialog.findByText('The same work is running.')).toBeTruthy();
    expect(fake.callsOf('runs.startSchedule')).toMatchObject([{ isDryRun: true, reason: 'Asked for by hand' }]);
  });

  it('a pause takes a reason and an end, and refuses one that is over', async () => {
    const { user, fake } = renderApp('/schedules', { 'schedules.list': rows, 'schedules.setPaused': () => [] });
    await user.click(await main().findByRole('button', { name: 'Pause UC San Diego…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Pause UC San Diego' }));
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'exam week');
    await user.click(dialog.getByRole('radio', { name: 'Until another time' }));
    const until = dialog.getByLabelText('Paused until');
    await user.clear(until);
    await user.type(until, '2020-01-01T08:00');
    await user.click(dialog.getByRole('button', { name: 'Pause' }));
    expect(dialog.getByText('This time is over. Choose a later one.')).toBeTruthy();
    expect(until.getAttribute('aria-invalid')).toBe('true');
    await user.click(dialog.getByRole('radio', { name: /For 1 hour/ }));
    await user.click(dialog.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const [sent] = fake.callsOf('schedules.setPaused') as { until: number }[];
    expect(sent).toMatchObject({ scheduleId: 'ucsd', isPaused: true, reason: 'exam week' });
    expect(Math.abs(sent!.until - Date.now() - HOUR)).toBeLessThan(MINUTE);
  });

  it('everything can be paused and resumed at once', async () => {
    const { user, fake } = renderApp('/schedules', { 'schedules.list': rows, 'schedules.setPaused': () => [] });
    await user.click(await screen.findByRole('button', { name: 'More actions for all schedules' }));
    await user.click(screen.getByRole('menuitem', { name: 'Pause all' }));
    await user.click(
      within(screen.getByRole('dialog', { name: 'Pause every schedule' })).getByRole('button', { name: 'Pause all' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'More actions for all schedules' }));
    await user.click(screen.getByRole('menuitem', { name: 'Resume all' }));
    expect(fake.callsOf('schedules.setPaused')).toEqual([
      { scheduleId: null, isPaused: true, reason: '', until: null },
      { scheduleId: null, isPaused: false },
    ]);
  });

  it('a deletion happens at once, keeps the focus in the list, and can be taken back', async () => {
    let all = rows();
    const { user, fake } = renderApp('/schedules', {
      'schedules.list': () => all,
      'schedules.remove': ({ id }) => {
        all = all.filter((each) => each.id !== id);
        return {};
      },
      'schedules.restore': () => {
        all = rows();
        return { schedule: null, status: tired };
      },
    });
    await user.click(await main().findByRole('button', { name: 'More actions for Sacramento' }));
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }));
    await waitFor(() => expect(main().queryByRole('link', { name: 'Sacramento' })).toBeNull());
    expect(document.activeElement?.closest('table')).not.toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await main().findByRole('link', { name: 'Sacramento' })).toBeTruthy();
    expect(fake.callsOf('schedules.restore')).toEqual([{ id: 'tired' }]);
  });

  it('opens with Enter the schedule that the arrows reached', async () => {
    const { user, address } = renderApp('/schedules', { 'schedules.list': rows });
    const first = await main().findByRole('link', { name: 'Georgia Tech' });
    act(() => first.focus());
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(address()).toBe('/schedules/ucsd');
  });
});
