import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { AuditEntry } from '#shared/model/audit.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';

function entry(id: number, overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: String(id),
    // Half a minute more: the page's clock may be a little behind, and whole minutes are told.
    at: Date.now() - 60_000 * (100 - id) - 30_000,
    origin: 'tray',
    actor: 'casey',
    action: 'schedule.paused',
    subjectKind: 'schedule',
    subjectId: 'ucsd',
    summary: `Paused "ucsd" until 18:00, number ${id}.`,
    ...overrides,
  };
}

describe('What was done by hand', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/runs/by-hand', {});
    expect(screen.getByText('Reading what was done by hand…')).toBeTruthy();
  });

  it('says that nothing was done yet', async () => {
    renderApp('/runs/by-hand', { 'audit.list': () => ({ entries: [], nextBefore: null }) });
    expect(await screen.findByRole('heading', { name: 'Nothing was done by hand yet.' })).toBeTruthy();
  });

  it('shows why it could not be read', async () => {
    renderApp('/runs/by-hand', {
      'audit.list': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('shows when, what, to what, who and where, and older entries on request', async () => {
    const { user, address } = renderApp('/runs/by-hand', {
      'audit.list': ({ before }) =>
        before === null
          ? { entries: [entry(90, { origin: 'command-line' })], nextBefore: '90' }
          : { entries: [entry(80)], nextBefore: null },
      'runs.list': () => ({ runs: [], nextBefore: null }),
    });
    expect(
      await screen.findByRole('row', { name: /10 min ago.* number 90\. schedule ucsd casey Command line/ }),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await screen.findByText(/number 80/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Runs', current: false }));
    expect(address()).toBe('/runs');
  });

  it('shows what is done meanwhile', async () => {
    let entries = [entry(90)];
    const { fake } = renderApp('/runs/by-hand', { 'audit.list': () => ({ entries, nextBefore: null }) });
    await screen.findByText(/number 90/);
    entries = [entry(91), entry(90)];
    act(() => fake.emit('audit.added', entry(91)));
    expect(await screen.findByText(/number 91/)).toBeTruthy();
  });
});
