import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleHealth } from '../../lib/testing/health-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { sampleRun } from '../../lib/testing/samples.ts';

const handlers: FakeHandlers = {
  'bookings.health': ({ days }) => sampleHealth({ days: sampleHealth().days.slice(-days) }),
};

const warned = sampleHealth({
  coveragePercent: 40,
  notes: [
    { level: 'warning', message: 'Only 40 % of the active services have a free slot.' },
    { level: 'advice', message: 'Fewer than 80 % of the services are covered.' },
  ],
});

describe('The health of bookings', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/bookings/health', {});
    expect(screen.getByText('Reading how bookings are doing…')).toBeTruthy();
  });

  it('shows why it could not be read', async () => {
    renderApp('/bookings/health', {
      'bookings.health': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('says that there is nothing to take figures of without an active service', async () => {
    renderApp('/bookings/health', { 'bookings.health': () => sampleHealth({ activeServices: 0, services: [] }) });
    expect(await screen.findByRole('heading', { name: 'No service is active.' })).toBeTruthy();
  });

  it('shows every figure with its definition, and says that all is well', async () => {
    renderApp('/bookings/health', handlers);
    const tiles = within(await screen.findByRole('list', { name: 'Figures' }));
    expect(tiles.getByText('5 of 6 active services')).toBeTruthy();
    expect(tiles.getByText(/62.% paid/)).toBeTruthy();
    const why = tiles.getByRole('button', { name: 'What is coverage?' });
    const definition = document.getElementById(why.getAttribute('aria-describedby') ?? '');
    expect(definition?.textContent).toMatch(/share of active services that have at least one free slot/);
    expect(screen.getByText(/Nothing to look after/)).toBeTruthy();
  });

  it('puts warnings on top with the button that helps, a dry run whose plan is opened', async () => {
    const { user, fake, address } = renderApp('/bookings/health', {
      'bookings.health': () => warned,
      'runs.start': () => [sampleRun({ startedAt: Date.now(), id: '31', isDryRun: true })],
    });
    const notes = within(await screen.findByRole('region', { name: 'What to look after' }));
    expect(notes.getByText('Only 40 % of the active services have a free slot.')).toBeTruthy();
    expect(notes.getByText('Warning')).toBeTruthy();
    expect(notes.getByText('Advice')).toBeTruthy();
    await user.click(notes.getByRole('button', { name: 'Run maintenance now (dry run first)' }));
    expect(fake.callsOf('runs.start')).toMatchObject([{ kind: 'slots.maintain', params: {}, isDryRun: true }]);
    await waitFor(() => expect(address()).toBe('/runs/31'));
  });

  it('lists services without a free slot first, each a way to its editor', async () => {
    renderApp('/bookings/health', handlers);
    const rows = within(
      await screen.findByRole('table', { name: 'Active services, those without a free slot first' }),
    ).getAllByRole('row');
    expect(rows[1]?.textContent).toContain('Painting');
    expect(rows[1]?.textContent).toContain('None');
    expect(
      within(rows[2] ?? document.body)
        .getByRole('link')
        .getAttribute('href'),
    ).toContain('/bookings/providers/services/repair');
  });

  it('draws each figure, lets arrow keys walk the days and speaks them', async () => {
    const { user } = renderApp('/bookings/health', handlers);
    const chart = await screen.findByRole('slider', { name: 'Coverage by day, day shown' });
    act(() => chart.focus());
    await user.keyboard('{End}{ArrowLeft}');
    expect(chart.getAttribute('aria-valuetext')).toMatch(/^Saturday 21 November 2026: 80.%$/);
    expect(screen.getByRole('slider', { name: 'Outcome of holds by day, day shown' })).toBeTruthy();
    expect(screen.getByText(/^Coverage: over the last 90 days it was 80.% throughout\.$/)).toBeTruthy();
  });

  it('shows the days as a table on T, and another range, both held in the address', async () => {
    const { user, fake, address } = renderApp('/bookings/health', handlers);
    await screen.findByRole('heading', { name: 'The last 90 days' });
    await user.keyboard('t');
    const table = within(await screen.findByRole('table', { name: /^Figures by day/ }));
    expect(table.getAllByRole('row')).toHaveLength(91);
    await user.click(screen.getByRole('radio', { name: '30 d' }));
    expect(address()).toBe('/bookings/health?view=table&range=30');
    await waitFor(() => expect(fake.callsOf('bookings.health').at(-1)).toEqual({ days: 30 }));
    await waitFor(() => expect(screen.getAllByRole('row').length).toBe(31 + 3));
  });

  it('is read anew when it is told that bookings changed', async () => {
    let health = sampleHealth();
    const { fake } = renderApp('/bookings/health', { 'bookings.health': () => health });
    await screen.findByText(/Nothing to look after/);
    health = warned;
    act(() => fake.emit('bookings.changed', { serviceIds: null }));
    expect(await screen.findByText('Only 40 % of the active services have a free slot.')).toBeTruthy();
  });
});
