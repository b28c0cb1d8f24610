import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { MINUTE, sampleRun, sampleRunDetail } from '../../lib/testing/samples.ts';

const now = Date.now();
const failed = sampleRun({
  startedAt: now - 20 * MINUTE,
  id: 'run-2',
  status: 'failed',
  error: { code: 'timeout', message: 'waitz.io did not answer within 15 s.' },
});

function broken(): never {
  throw new AppError('storage', 'The database is busy.');
}

describe('The runs page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/runs', { 'runs.recent': () => new Promise(() => undefined) });
    expect(screen.getByText('Reading the runs…')).toBeTruthy();
  });

  it('says that nothing has run yet', async () => {
    renderApp('/runs', {});
    expect(await screen.findByRole('heading', { name: 'Nothing has run yet.' })).toBeTruthy();
  });

  it('shows why the runs could not be read', async () => {
    renderApp('/runs', { 'runs.recent': broken });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('shows each run with its result by word and what it did', async () => {
    const { user, address } = renderApp('/runs', {
      'runs.recent': () => [sampleRun({ startedAt: now - MINUTE }), failed],
      'runs.get': () => sampleRunDetail(failed),
    });
    expect(await screen.findByText('12 checked: 3 changed, 9 unchanged')).toBeTruthy();
    expect(screen.getByText('2 runs, 1 with failures.')).toBeTruthy();
    const [, link] = screen.getAllByRole('link', { name: 'Update building occupancy' });
    if (link !== undefined) await user.click(link);
    expect(address()).toBe('/runs/run-2');
  });
});

describe('A run’s page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/runs/run-2', {});
    expect(screen.getByText('Reading the run…')).toBeTruthy();
  });

  it('shows why the run could not be read', async () => {
    renderApp('/runs/run-2', { 'runs.get': broken });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('shows what failed, what changed and the log', async () => {
    renderApp('/runs/run-2', { 'runs.get': () => sampleRunDetail(failed), 'occupancy.list': () => [] });
    expect(await screen.findByText('waitz.io did not answer within 15 s.')).toBeTruthy();
    expect(screen.getByText('waitz.io lists no location 240.')).toBeTruthy();
    expect(screen.getByText('Busyness, %')).toBeTruthy();
    expect(screen.getByText('Location 240 is not on the list')).toBeTruthy();
  });

  it('says that nothing changed', async () => {
    renderApp('/runs/run-2', { 'runs.get': () => ({ run: failed, errors: [], log: [], changes: [] }) });
    expect(await screen.findByText('Nothing was different from before.')).toBeTruthy();
    expect(screen.getByText('The run wrote nothing down.')).toBeTruthy();
  });
});
