import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import type { Run } from '#shared/model/run.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleRow, sampleRun, sampleState, sampleSuggestion } from '../../lib/testing/samples.ts';

const now = Date.now();

function rows(): BuildingRow[] {
  const failure = {
    code: 'timeout',
    message: 'waitz.io did not answer within 15 s.',
    since: now - HOUR,
    at: now - MINUTE,
    inRow: 3,
  } as const;
  return [
    sampleRow({ now }),
    sampleRow({
      now,
      code: '240',
      name: 'RIMAC',
      state: sampleState({ lastChecked: now - 5 * MINUTE, busynessPercent: 0, people: 0 }),
    }),
    sampleRow({
      now,
      code: '310',
      name: 'Price Center',
      state: sampleState({ lastChecked: now - 5 * MINUTE, busynessPercent: null }),
      trendPercent: null,
    }),
    sampleRow({
      now,
      code: '77',
      name: 'The Bistro',
      state: sampleState({ lastChecked: now - 5 * MINUTE, status: 'closed' }),
    }),
    sampleRow({ now, code: '90', name: 'Club Med', state: null, trendPercent: null }),
    sampleRow({
      now,
      code: '501',
      name: 'Canyonview',
      state: sampleState({ lastChecked: now - 2 * HOUR - MINUTE }),
      failure,
    }),
  ];
}

async function findRow(name: string): Promise<HTMLElement> {
  const link = await screen.findByRole('link', { name });
  const row = link.closest('tr');
  if (row === null) throw new Error(`${name} stands in no row.`);
  return row;
}

describe('The occupancy page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/occupancy', {});
    expect(screen.getByText('Reading the buildings…')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1, name: 'Occupancy' })).toBeTruthy();
  });

  it('says what to do when no building is watched', async () => {
    const { address, user } = renderApp('/occupancy', { 'occupancy.list': () => [] });
    expect(await screen.findByRole('heading', { name: 'No buildings are watched yet.' })).toBeTruthy();
    const [button] = screen.getAllByRole('button', { name: 'Add building' });
    if (button !== undefined) await user.click(button);
    expect(address()).toBe('/occupancy?add=1');
  });

  it('shows why the list could not be read and tries again on request', async () => {
    let isBroken = true;
    const { user } = renderApp('/occupancy', {
      'occupancy.list': () => {
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return rows();
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Geisel Library' })).toBeTruthy();
  });

  it('tells an empty place, a closed one, one without data, one never seen and an old figure apart', async () => {
    renderApp('/occupancy', { 'occupancy.list': rows });
    expect((await findRow('RIMAC')).textContent).toMatch(/0\s%.*Not busy/u);
    expect(within(await findRow('The Bistro')).getAllByText('Closed')).toHaveLength(2);
    expect(within(await findRow('Price Center')).getAllByText('No data')).toHaveLength(2);
    expect(within(await findRow('Club Med')).getByText('Nobody looked yet')).toBeTruthy();
    const old = within(await findRow('Canyonview'));
    expect(old.getByText('Out of date')).toBeTruthy();
    expect(old.getByText(/did not answer within 15 s/)).toBeTruthy();
    expect(old.getByText('2 h ago').getAttribute('data-exact')).toContain('20');
  });

  it('keeps filters in the address and clears them with one press', async () => {
    const { user, address } = renderApp('/occupancy', { 'occupancy.list': rows });
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Status' }), 'closed');
    await user.type(screen.getByRole('searchbox', { name: 'Search by name or code' }), 'bis');
    expect(address()).toBe('/occupancy?status=closed&q=bis');
    expect(screen.getAllByRole('row')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/occupancy');
    expect(screen.getAllByRole('row')).toHaveLength(7);
  });

  it('moves through the list with arrows and letters and opens a building with Enter', async () => {
    const { user, address } = renderApp('/occupancy', { 'occupancy.list': rows });
    const first = await screen.findByRole('link', { name: 'Canyonview' });
    act(() => first.focus());
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('Club Med');
    await user.keyboard('ri');
    expect(document.activeElement?.textContent).toBe('RIMAC');
    await user.keyboard('{Enter}');
    expect(address()).toBe('/occupancy/240');
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it('updates every building, shows the progress, lets it be canceled and says how it ended', async () => {
    const run = sampleRun({
      startedAt: now,
      id: 'live',
      status: 'running',
      finishedAt: null,
      trigger: 'manual',
      progress: { done: 4, total: 6, note: '' },
    });
    const { user, fake } = renderApp('/occupancy', {
      'occupancy.list': rows,
      'runs.start': () => [run],
      'runs.cancel': () => ({}),
    });
    await user.click(await screen.findByRole('button', { name: 'Update now' }));
    expect(fake.callsOf('runs.start')).toEqual([
      { kind: 'occupancy.update', params: {}, reason: 'Asked for in the window' },
    ]);
    act(() => fake.emit('run.changed', run));
    const under = within(await screen.findByRole('region', { name: 'Updates under way' }));
    expect(under.getByText('4 of 6', { selector: 'span' })).toBeTruthy();
    await user.click(under.getByRole('button', { name: 'Cancel' }));
    expect(fake.callsOf('runs.cancel')).toEqual([{ id: 'live' }]);
    act(() => fake.emit('run.changed', { ...run, status: 'succeeded', finishedAt: now + 1000, progress: null }));
    expect(await screen.findByText(/12 checked: 3 changed, 9 unchanged/)).toBeTruthy();
  });

  it('lets nothing that comes late bring back a run that has ended', async () => {
    const run = sampleRun({ id: 'killed', startedAt: now, status: 'running', finishedAt: null });
    const ended = { ...run, status: 'interrupted', finishedAt: now + 1000 } as const;
    let stored: readonly Run[] = [run];
    const { fake } = renderApp('/occupancy', { 'occupancy.list': rows, 'runs.recent': () => [...stored] });
    await screen.findByRole('region', { name: 'Updates under way' });
    stored = [ended];
    act(() => fake.emit('run.changed', ended));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Updates under way' })).toBeNull());
    act(() => fake.emit('run.changed', run));
    act(() => fake.emit('run.changed', { ...run, id: 'next' }));
    const under = within(await screen.findByRole('region', { name: 'Updates under way' }));
    expect(under.getAllByRole('button', { name: 'Cancel' })).toHaveLength(1);
  });

  it('updates one building from its menu', async () => {
    const { user, fake } = renderApp('/occupancy', { 'occupancy.list': rows, 'runs.start': () => [] });
    await user.click(await screen.findByRole('button', { name: 'Actions for RIMAC' }));
    await user.click(screen.getByRole('menuitem', { name: 'Update now' }));
    expect(fake.callsOf('runs.start')).toMatchObject([{ params: { buildings: ['240'] } }]);
  });

  it('says that the history is kept before it stops watching', async () => {
    const { user, fake } = renderApp('/occupancy', { 'occupancy.list': rows, 'occupancy.removeBuilding': () => ({}) });
    await user.click(await screen.findByRole('button', { name: 'Actions for RIMAC' }));
    await user.click(screen.getByRole('menuitem', { name: 'Remove' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Stop watching RIMAC?' }));
    expect(dialog.getByText(/Its history is kept/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Stop watching' }));
    expect(fake.callsOf('occupancy.removeBuilding')).toEqual([{ code: '240' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('adds a building from the live list, and says what is missing', async () => {
    const { user, fake } = renderApp('/occupancy?add=1', {
      'occupancy.list': rows,
      'sources.suggestions': () => [sampleSuggestion({ waitzId: '33', name: 'Art Hall' })],
      'occupancy.saveBuilding': ({ building }) => building,
    });
    const dialog = within(await screen.findByRole('dialog', { name: 'Add building' }));
    await user.click(await dialog.findByRole('button', { name: 'Watch this building' }));
    expect(dialog.getAllByText('Fill this in.')).toHaveLength(3);
    await user.click(await dialog.findByRole('radio', { name: /Art Hall/ }));
    await user.clear(dialog.getByRole('textbox', { name: 'Code' }));
    await user.type(dialog.getByRole('textbox', { name: 'Code' }), 'A1');
    await user.click(dialog.getByRole('button', { name: 'Watch this building' }));
    expect(fake.callsOf('occupancy.saveBuilding')).toEqual([
      { building: { code: 'A1', name: 'Art Hall', sourceId: 'ucsd', waitzId: '33' }, isNew: true },
    ]);
  });
});
