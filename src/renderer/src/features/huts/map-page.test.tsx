import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { sampleForecast, sampleHut } from '../../lib/testing/samples.ts';

const now = Date.now();
const handlers: FakeHandlers = {
  'huts.list': () => ({
    huts: [
      sampleHut({ now, offer: { verdict: 'fits', leastFree: 6 } }),
      sampleHut({
        now,
        slug: 'monte-rosa',
        name: 'Monte Rosa',
        latitude: 45.95,
        longitude: 7.81,
        offer: { verdict: 'full', leastFree: 1 },
      }),
      sampleHut({
        now,
        slug: 'greina',
        name: 'Camona da Terri',
        latitude: null,
        longitude: null,
        offer: { verdict: 'unknown', leastFree: null },
      }),
    ],
    forecast: sampleForecast(),
  }),
};
const path = '/huts/map?night=2026-12-04&nights=2&beds=4';

describe('The map of huts', () => {
  it('marks every hut that has a place by shape and words, and lists all of them beside', async () => {
    renderApp(path, handlers);
    const map = await screen.findByRole('group', { name: /Map of huts/ });
    expect(
      within(map)
        .getAllByRole('link')
        .map((link) => link.getAttribute('aria-label')),
    ).toEqual(['Cabane du Trient: Yes (least free 6)', 'Monte Rosa: No (1)']);
    expect(map.querySelectorAll('.verdict__fits')).toHaveLength(1);
    expect(map.querySelectorAll('.hut-map__land path').length).toBeGreaterThan(2);
    const table = screen.getByRole('table', { name: 'Huts by name: 4 beds on Fri+Sat (Fri 4 Dec to Sat 5 Dec)' });
    expect(within(table).getByRole('columnheader', { name: '4 beds on Fri+Sat' })).toBeTruthy();
    expect(within(table).getByRole('row', { name: /Camona da Terri.*no coordinates.*Not known/ })).toBeTruthy();
    expect(screen.getByText(/3 huts shown: 1 with enough beds, 1 with too few, 1 not known\./)).toBeTruthy();
    expect(screen.getByText(/Natural Earth, public domain/)).toBeTruthy();
  });

  it('is walked by name and opens a hut at the night with the keyboard alone', async () => {
    const { user, address } = renderApp(path, handlers);
    const map = await screen.findByRole('group', { name: /Map of huts/ });
    within(map)
      .getByRole('link', { name: /Trient/ })
      .focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Monte Rosa: No (1)');
    await user.click(document.activeElement!);
    expect(address()).toBe('/huts/monte-rosa?night=2026-12-04');
  });

  it('zooms by buttons and by keys', async () => {
    const { user } = renderApp(path, handlers);
    const map = await screen.findByRole('group', { name: /Map of huts/ });
    const zoom = (): string | null => map.querySelector('.hut-map__land')!.getAttribute('transform');
    expect(zoom()).toContain('scale(1)');
    await user.click(screen.getByRole('button', { name: 'Zoom in (+)' }));
    expect(zoom()).toContain('scale(1.6)');
    within(map)
      .getByRole('link', { name: /Trient/ })
      .focus();
    await user.keyboard('-');
    expect(zoom()).toContain('scale(1)');
  });

  it('asks for tonight where the address names no night, and keeps the nights when one changes the view', async () => {
    const { user, fake, address } = renderApp('/huts/map', handlers);
    await waitFor(() => expect(fake.callsOf('huts.list')[0]).toMatchObject({ nights: [expect.any(String)], beds: 1 }));
    await user.click(await screen.findByRole('button', { name: 'Next weekend' }));
    await user.click(screen.getByRole('link', { name: 'Nights' }));
    expect(address()).toMatch(/^\/huts\?night=\d{4}-\d{2}-\d{2}&nights=2$/);
  });

  it('shows why the huts could not be read', async () => {
    renderApp(path, {
      'huts.list': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('says what to do when no hut is watched', async () => {
    renderApp(path, { 'huts.list': () => ({ huts: [], forecast: sampleForecast() }) });
    expect(await screen.findByRole('heading', { name: 'No huts are watched yet.' })).toBeTruthy();
  });
});
