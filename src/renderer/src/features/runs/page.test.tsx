import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ParsedInput } from '#shared/contract/index.ts';
import type { RunPage } from '#shared/contract/runs.ts';
import { AppError } from '#shared/errors.ts';
import type { Run } from '#shared/model/run.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleRun, sampleRunDetail, sampleSchedule } from '../../lib/testing/samples.ts';

const now = Date.now();
const good = sampleRun({ startedAt: now - MINUTE, id: '3' });
const failed = sampleRun({
  startedAt: now - 20.5 * MINUTE,
  id: '2',
  status: 'failed',
  trigger: 'manual',
  reason: 'After the outage',
  error: { code: 'timeout', message: 'waitz.io did not answer within 15 s.' },
});

type ListInput = ParsedInput<'runs.list'>;

function pages(byBefore: Readonly<Record<string, RunPage>>): (input: ListInput) => RunPage {
  return ({ before }) => byBefore[before ?? 'newest'] ?? { runs: [], nextBefore: null };
}

const handlers: FakeHandlers = {
  'runs.list': pages({ newest: { runs: [good, failed], nextBefore: null } }),
  'jobs.list': () => [
    {
      kind: 'occupancy.update',
      title: 'Update building occupancy',
      description: '',
      parameters: {},
      defaultEvery: 'PT10M',
      isPlanned: false,
      sourceKinds: ['waitz'],
    },
  ],
  'schedules.list': () => [sampleSchedule({ now })],
};

function broken(): never {
  throw new AppError('storage', 'The database is busy.');
}

/** Rows that are drawn; found by their class, because roles of hundreds of cells take seconds. */
function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.runs-table tbody th')];
}

describe('The runs page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/runs', {});
    expect(screen.getByText('Reading the runs…')).toBeTruthy();
  });

  it('says that nothing has run yet', async () => {
    renderApp('/runs', { 'runs.list': pages({}) });
    expect(await screen.findByRole('heading', { name: 'Nothing has run yet.' })).toBeTruthy();
  });

  it('shows why the runs could not be read', async () => {
    renderApp('/runs', { 'runs.list': broken });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('shows each run with its result by word, its figures and its error', async () => {
    const { user, address } = renderApp('/runs', { ...handlers, 'runs.get': () => sampleRunDetail(failed) });
    expect(await screen.findByText('2 runs, 1 with failures.')).toBeTruthy();
    const row = rows()[1]?.closest('tr');
    expect(
      row &&
        within(row)
          .getAllByRole('cell')
          .map((cell) => cell.textContent),
    ).toEqual([
      'Failed',
      'By hand',
      'After the outage',
      '20 min ago',
      '1.4 s',
      '12',
      '3',
      '0',
      'waitz.io did not answer within 15 s.',
    ]);
    const [, link] = screen.getAllByRole('link', { name: 'Update building occupancy' });
    if (link !== undefined) await user.click(link);
    expect(address()).toBe('/runs/2');
  });

  it('lets arrow keys walk the runs and Enter open one', async () => {
    const { user, address } = renderApp('/runs', handlers);
    const [first] = await screen.findAllByRole('link', { name: 'Update building occupancy' });
    act(() => first?.focus());
    await user.keyboard('{ArrowDown}{Enter}');
    expect(address()).toBe('/runs/2');
  });

  it('draws no more rows than can be seen, and walks to the last of thousands', async () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      sampleRun({ startedAt: now - index * MINUTE, id: String(9000 - index) }),
    );
    const { user } = renderApp('/runs', {
      ...handlers,
      'runs.list': pages({ newest: { runs: many, nextBefore: null } }),
    });
    expect(await screen.findByText('3,000 runs, none with failures.')).toBeTruthy();
    expect(rows().length).toBeLessThan(100);
    expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('3001');
    act(() => rows()[0]?.querySelector('a')?.focus());
    await user.keyboard('{End}');
    expect(document.activeElement?.getAttribute('href')).toContain('/runs/6001');
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement?.getAttribute('href')).toContain('/runs/6002');
  });
});

describe('The filters of the runs page', () => {
  it('stand in the address, ask the store, and go one by one', async () => {
    const { user, address, fake } = renderApp('/runs', handlers);
    await screen.findByText('2 runs, 1 with failures.');
    await user.click(screen.getByRole('button', { name: 'Status: any' }));
    await user.click(screen.getByRole('checkbox', { name: 'Failed' }));
    await user.click(screen.getByRole('checkbox', { name: 'Ran out of time' }));
    await user.keyboard('{Escape}');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Schedule' }), 'ucsd');
    await user.type(screen.getByRole('searchbox'), 'outage');
    expect(address()).toBe('/runs?status=failed%2Ctimed_out&schedule=ucsd&q=outage');
    await waitFor(() =>
      expect(fake.callsOf('runs.list').at(-1)).toMatchObject({
        filter: { status: ['failed', 'timed_out'], scheduleId: 'ucsd', text: 'outage' },
        before: null,
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Remove filter Status: Failed' }));
    expect(address()).toBe('/runs?status=timed_out&schedule=ucsd&q=outage');
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(address()).toBe('/runs');
  });

  it('are read from the address, dates as days of the viewer', async () => {
    const { fake } = renderApp('/runs?trigger=manual&from=2026-11-20&until=2026-11-21&status=nonsense', handlers);
    await screen.findByText('Started by: By hand');
    expect(fake.callsOf('runs.list')[0]).toMatchObject({
      filter: {
        trigger: ['manual'],
        from: new Date(2026, 10, 20).getTime(),
        until: new Date(2026, 10, 22).getTime(),
      },
    });
  });

  it('offer a way out where no run matches', async () => {
    const { user, address } = renderApp('/runs?q=nothing', { ...handlers, 'runs.list': pages({}) });
    await user.click(await screen.findByRole('button', { name: 'Clear all filters' }));
    expect(address()).toBe('/runs');
  });
});

describe('Pages of runs', () => {
  it('are looked through by themselves, empty ones too, until something is found', async () => {
    const { fake } = renderApp('/runs?q=outage', {
      ...handlers,
      'runs.list': pages({
        newest: { runs: [], nextBefore: '900' },
        '900': { runs: [], nextBefore: '500' },
        '500': { runs: [failed], nextBefore: '1' },
        '1': { runs: [], nextBefore: null },
      }),
    });
    expect(await screen.findByText('1 run, 1 with failures.')).toBeTruthy();
    const asked = fake.callsOf('runs.list').map((input) => (input as ListInput).before);
    expect(asked).toEqual([null, '900', '500', '1']);
  });

  it('tell how far back Rounds has looked, and stop on request', async () => {
    let release: (page: RunPage) => void = () => undefined;
    const { user, fake } = renderApp('/runs?q=outage', {
      ...handlers,
      'runs.get': ({ id }) => sampleRunDetail(sampleRun({ startedAt: new Date(2026, 10, 3, 9, 30).getTime(), id })),
      'runs.list': ({ before }) =>
        before === null
          ? { runs: [], nextBefore: '900' }
          : new Promise((resolve) => {
              release = resolve;
            }),
    });
    expect(await screen.findByText('Looked back to Tue 3 Nov, 09:30…')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    act(() => release({ runs: [], nextBefore: '500' }));
    expect(await screen.findByText(/None was found so far\./)).toBeTruthy();
    expect(fake.callsOf('runs.list')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Look further back' }));
    await waitFor(() => expect(fake.callsOf('runs.list')).toHaveLength(3));
  });

  it('keep what was found when an older page could not be read', async () => {
    let isBroken = true;
    const { user } = renderApp('/runs', {
      ...handlers,
      'runs.list': ({ before }) => {
        if (before === null) return { runs: [good], nextBefore: '3' };
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return { runs: [failed], nextBefore: null };
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    expect(rows()).toHaveLength(1);
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('2 runs, 1 with failures.')).toBeTruthy();
  });

  it('wait for a person after a screenful', async () => {
    const page = (first: number): readonly Run[] =>
      Array.from({ length: 60 }, (_, index) =>
        sampleRun({ startedAt: now - index * MINUTE, id: String(first - index) }),
      );
    const { user, fake } = renderApp('/runs', {
      ...handlers,
      'runs.list': pages({
        newest: { runs: [...page(600)], nextBefore: '541' },
        '541': { runs: [...page(540)], nextBefore: null },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('120 runs, none with failures.')).toBeTruthy();
    expect(fake.callsOf('runs.list')).toHaveLength(2);
  });
});

describe('Runs that change while the list is shown', () => {
  const fresh = sampleRun({ startedAt: now, id: '4', status: 'running', finishedAt: null });

  it('come in on top and follow their progress', async () => {
    const { fake } = renderApp('/runs', handlers);
    await screen.findByText('2 runs, 1 with failures.');
    act(() => fake.emit('run.changed', { ...fresh, progress: { done: 3, total: 12, note: '' } }));
    expect(await screen.findByText('3 of 12')).toBeTruthy();
    expect(rows()).toHaveLength(3);
    act(() => fake.emit('run.changed', { ...fresh, status: 'interrupted', finishedAt: now + 1 }));
    const [top] = screen.getAllByRole('row').slice(1);
    expect(await within(top ?? document.body).findByText('Interrupted')).toBeTruthy();
  });

  it('stay out, or go, where a filter excludes them', async () => {
    const { fake } = renderApp('/runs?status=failed', {
      ...handlers,
      'runs.list': pages({ newest: { runs: [failed], nextBefore: null } }),
    });
    await screen.findByText('1 run, 1 with failures.');
    act(() => fake.emit('run.changed', fresh));
    expect(rows()).toHaveLength(1);
    act(() => fake.emit('run.changed', { ...fresh, status: 'failed', finishedAt: now + HOUR }));
    await waitFor(() => expect(rows()).toHaveLength(2));
  });
});
