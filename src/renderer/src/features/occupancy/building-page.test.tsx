import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleDetail, sampleHistory, sampleState } from '../../lib/testing/samples.ts';

const now = Date.now();

const handlers: FakeHandlers = {
  'occupancy.building': () => sampleDetail({ now }),
  'occupancy.history': ({ until }) => sampleHistory(until),
  'occupancy.states': ({ code }) => [
    {
      buildingCode: code,
      status: 'moderate',
      busynessPercent: 40,
      people: 120,
      capacity: 300,
      isOpen: true,
      firstChecked: now - HOUR,
      lastChecked: now,
      runId: 'run-1',
    },
  ],
  'occupancy.checks': () => [{ runId: 'run-1', at: now - MINUTE, outcome: 'unchanged', message: '40 %' }],
};

describe('A building’s page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/occupancy/166', {});
    expect(screen.getByText('Reading building 166…')).toBeTruthy();
  });

  it('says when there is no such building', async () => {
    renderApp('/occupancy/nope', {
      'occupancy.building': () => {
        throw new AppError('not_found', 'No building has the code nope.');
      },
    });
    expect(await screen.findByText('No building has the code nope.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('shows the figure with its meaning, the parts, the states and the looks', async () => {
    renderApp('/occupancy/166', handlers);
    expect(await screen.findByRole('heading', { level: 1, name: 'Geisel Library' })).toBeTruthy();
    expect(document.title).toBe('Geisel Library – Rounds');
    expect(screen.getByText(/Moderate, 4 points above the hour before\./)).toBeTruthy();
    expect(screen.getByText('120 of 300')).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: /Geisel 8th Floor/ })).toBeTruthy();
    expect(await screen.findByText('Unchanged')).toBeTruthy();
    expect(await screen.findByRole('link', { name: /\d\d:\d\d/ })).toBeTruthy();
  });

  it('says that nobody has looked yet instead of showing a figure', async () => {
    renderApp('/occupancy/166', {
      ...handlers,
      'occupancy.building': () => sampleDetail({ now, state: null, trend: null, parts: [] }),
    });
    expect(await screen.findByText('Not seen yet')).toBeTruthy();
    expect(screen.getByText(/the first look is still to come/)).toBeTruthy();
  });

  it('keeps the last good figure beside the failure and calls it out of date', async () => {
    const failure = {
      code: 'timeout',
      message: 'waitz.io did not answer.',
      since: now - HOUR,
      at: now - MINUTE,
      inRow: 6,
    } as const;
    renderApp('/occupancy/166', {
      ...handlers,
      'occupancy.building': () => sampleDetail({ now, failure, state: sampleState({ lastChecked: now - HOUR }) }),
    });
    expect(await screen.findByText('The last 6 looks failed')).toBeTruthy();
    expect(screen.getByText('Out of date')).toBeTruthy();
    expect(screen.getByText('waitz.io did not answer.')).toBeTruthy();
  });

  it('holds the range in the address and asks for no more points than the chart is wide', async () => {
    const { user, fake, address } = renderApp('/occupancy/166', handlers);
    await user.click(await screen.findByRole('radio', { name: '7 d' }));
    expect(address()).toBe('/occupancy/166?range=7d');
    const asked = fake.callsOf('occupancy.history').at(-1);
    expect(asked).toMatchObject({ code: '166', points: 720 });
  });

  it('scrubs the chart by keyboard and speaks what stands there', async () => {
    renderApp('/occupancy/166', handlers);
    const slider = await screen.findByRole('slider', { name: /Busyness over/ });
    act(() => slider.focus());
    fireEvent.keyDown(slider, { key: 'Home' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/40\s%, between 37\s% and 43\s%/u);
    for (let step = 0; step < 4; step += 1) fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(slider.getAttribute('aria-valuetext')).toContain('nobody looked');
  });

  it('turns the chart into a table with one key and says the same', async () => {
    const { user } = renderApp('/occupancy/166', handlers);
    await screen.findByRole('slider', { name: /Busyness over/ });
    await user.keyboard('t');
    const table = within(await screen.findByRole('region', { name: 'History as a table' }));
    expect(table.getAllByRole('row').length).toBeGreaterThan(5);
    expect(screen.getByText(/Rounds looked during 83\s% of this period/u)).toBeTruthy();
  });

  it('says what the chart draws apart', async () => {
    renderApp('/occupancy/166', handlers);
    const legend = within(await screen.findByRole('list', { name: 'Legend' }));
    for (const word of ['Closed', 'No data', 'Nobody looked']) expect(legend.getByText(word)).toBeTruthy();
  });

  it('updates this building alone', async () => {
    const { user, fake } = renderApp('/occupancy/166', { ...handlers, 'runs.start': () => [] });
    await user.click(await screen.findByRole('button', { name: 'Update now' }));
    expect(fake.callsOf('runs.start')).toMatchObject([{ params: { buildings: ['166'] } }]);
  });
});
