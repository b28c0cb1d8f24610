import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleChange, sampleHutRow, sampleNightState, sampleWatch } from '../../lib/testing/hut-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR } from '../../lib/testing/samples.ts';

const at = new Date(2026, 10, 20, 14, 5).getTime();

const handlers: FakeHandlers = {
  'huts.list': () => ({
    huts: [sampleHutRow({ now: at }), sampleHutRow({ now: at, slug: 'orny', name: 'Cabane d’Orny' })],
    forecast: { requestsPerDay: 48, huts: 2, dueNow: 0 },
  }),
  'huts.watches': () => [],
};

function numbered(first: number, count: number): ReturnType<typeof sampleChange>[] {
  return Array.from({ length: count }, (_, index) => sampleChange({ id: `c${first - index}`, at: at - index * 1000 }));
}

describe('The page of changes', () => {
  it('says what changed where, grouped by the day on which it was seen', async () => {
    renderApp('/huts/changes', {
      ...handlers,
      'huts.changes': () => ({
        changes: [
          sampleChange({ id: '3', at }),
          sampleChange({
            id: '2',
            at: at - HOUR,
            slug: 'orny',
            hutName: 'Cabane d’Orny',
            kind: 'unlisted',
            after: sampleNightState(at, at, { isListed: false, free: null, total: null }),
          }),
          sampleChange({ id: '1', at: at - 24 * HOUR, kind: 'listed', before: null }),
        ],
        next: null,
      }),
    });
    const day = within(await screen.findByRole('region', { name: 'Friday 20 November 2026' }));
    expect(day.getAllByRole('listitem')).toHaveLength(2);
    expect(day.getByText('14:05')).toBeTruthy();
    expect(day.getByText('12 → 30 free of 90: 18 beds freed')).toBeTruthy();
    expect(day.getByText('no longer listed by the source; before that 12 of 90 beds free')).toBeTruthy();
    expect(day.getByRole('link', { name: 'Cabane d’Orny' }).getAttribute('href')).toBe('/huts/orny?night=2026-12-05');
    expect(screen.getByRole('region', { name: 'Thursday 19 November 2026' })).toBeTruthy();
    expect(screen.getByText('No more changes.')).toBeTruthy();
  });

  it('goes on over a page that is empty until the store says that it is at the end', async () => {
    const { fake } = renderApp('/huts/changes', {
      ...handlers,
      'huts.changes': ({ after }) => {
        if (after === null) return { changes: numbered(2, 1), next: 'p2' };
        if (after === 'p2') return { changes: [], next: 'p3' };
        return { changes: [sampleChange({ id: '1', at: at - HOUR, kind: 'other', before: null })], next: null };
      },
    });
    expect(await screen.findByText('No more changes.')).toBeTruthy();
    expect(screen.getByText('2 changes, back to the beginning.')).toBeTruthy();
    expect(fake.callsOf('huts.changes')).toMatchObject([{ after: null }, { after: 'p2' }, { after: 'p3' }]);
  });

  it('does not say that nothing matches while older pages are unread', async () => {
    renderApp('/huts/changes?kinds=opened', {
      ...handlers,
      'huts.changes': ({ after }) => (after === null ? { changes: [], next: 'p2' } : new Promise(() => undefined)),
    });
    expect(await screen.findByText('Looking further back…')).toBeTruthy();
    expect(screen.queryByText('No change matches these filters.')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(screen.getByText('None was found so far.')).toBeTruthy();
  });

  it('stops at a screenful and goes on when asked or when the end comes near', async () => {
    const { user, fake } = renderApp('/huts/changes', {
      ...handlers,
      'huts.changes': ({ after }) => {
        const page = after === null ? 0 : Number(after);
        return { changes: numbered(1000 - page * 50, 50), next: page === 3 ? null : String(page + 1) };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    await waitFor(() => expect(fake.callsOf('huts.changes')).toHaveLength(2));
    await screen.findByText('The newest 100 changes.');
    fireEvent.scroll(screen.getByRole('main'));
    await waitFor(() => expect(fake.callsOf('huts.changes')).toHaveLength(3));
  });

  it('keeps kinds, hut and nights in the address, asks by them and clears them', async () => {
    const { user, fake, address } = renderApp('/huts/changes', {
      ...handlers,
      'huts.changes': () => ({ changes: [], next: null }),
    });
    expect(await screen.findByText('Nothing has changed yet.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Freed' }));
    await user.click(screen.getByRole('button', { name: 'Opened' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Hut' }), 'orny');
    fireEvent.change(screen.getByLabelText('Nights from'), { target: { value: '2026-12-01' } });
    fireEvent.change(screen.getByLabelText('Nights until'), { target: { value: '2026-12-31' } });
    expect(address()).toBe('/huts/changes?kinds=freed%2Copened&hut=orny&from=2026-12-01&until=2026-12-31');
    await waitFor(() =>
      expect(fake.callsOf('huts.changes').at(-1)).toMatchObject({
        kinds: ['freed', 'opened'],
        slug: 'orny',
        from: '2026-12-01',
        until: '2026-12-31',
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Clear all filters' }));
    expect(address()).toBe('/huts/changes');
  });

  it('shows on top what the watches wait for and have found, and nothing of those that have not', async () => {
    renderApp('/huts/changes', {
      ...handlers,
      'huts.changes': () => ({ changes: [], next: null }),
      'huts.watches': () => [
        sampleWatch({ id: 'a', isMet: true, metAt: at }),
        sampleWatch({ id: 'b', isMet: null, hutName: 'Cabane d’Orny' }),
      ],
    });
    const met = within(await screen.findByRole('region', { name: 'What you wait for is there' }));
    expect(met.getAllByRole('listitem')).toHaveLength(1);
    expect(met.getByText(/4 beds or more on Sat 5 Dec 2026/)).toBeTruthy();
  });

  it('says why older changes could not be read, keeps the newer ones and tries again', async () => {
    let isBroken = true;
    const { user } = renderApp('/huts/changes', {
      ...handlers,
      'huts.changes': ({ after }) => {
        if (after === null) return { changes: numbered(1, 1), next: 'p2' };
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return { changes: [], next: null };
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    expect(screen.getByText('12 → 30 free of 90: 18 beds freed')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No more changes.')).toBeTruthy();
  });
});
