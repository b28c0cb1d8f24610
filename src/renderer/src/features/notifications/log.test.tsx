import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleDelivery, sampleNotice, sampleRuleRow } from '../../lib/testing/notification-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';

const path = '/settings/notifications/log';
const now = Date.now();

const handlers: FakeHandlers = {
  'notifications.rules': () => [sampleRuleRow()],
  'notifications.notices': () => ({ notices: [sampleNotice()], next: null }),
};

describe('The log of notifications', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp(path, {});
    expect(screen.getByText('Reading the log…')).toBeTruthy();
  });

  it('shows why it could not be read, and reads again', async () => {
    let isBusy = true;
    const { user } = renderApp(path, {
      ...handlers,
      'notifications.notices': () => {
        if (isBusy) throw new AppError('storage', 'The database is busy.');
        return { notices: [sampleNotice()], next: null };
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBusy = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'UC San Diego fails' })).toBeTruthy();
  });

  it('says that nobody was told of anything yet', async () => {
    renderApp(path, { ...handlers, 'notifications.notices': () => ({ notices: [], next: null }) });
    expect(await screen.findByRole('heading', { name: 'Nobody was told of anything yet.' })).toBeTruthy();
  });

  it('tells of every message what became of it', async () => {
    const deliveries = [
      sampleDelivery({ id: 1 }),
      sampleDelivery({
        id: 2,
        status: 'waiting',
        attempts: 2,
        sentAt: null,
        nextAttemptAt: now + 600_000,
        error: 'no answer',
      }),
      sampleDelivery({ id: 3, status: 'failed', attempts: 5, sentAt: null, error: 'refused' }),
      sampleDelivery({ id: 4, status: 'folded', sentAt: null }),
      sampleDelivery({ id: 5, status: 'dropped', sentAt: null, about: 'closed' }),
    ];
    renderApp(path, {
      ...handlers,
      'notifications.notices': () => ({ notices: [sampleNotice({ deliveries })], next: null }),
    });
    const list = within(await screen.findByRole('list', { name: 'Messages of UC San Diego fails' }));
    const lines = list.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(lines).toHaveLength(5);
    for (const [index, said] of [
      /^Sent.*This desk/,
      /^Waiting.*until.*2 attempts failed: no answer/,
      /^Failed.*after 5 attempts: refused/,
      /^Told as a count.*over the ceiling/,
      /^Dropped.*its end.*over before it could be told/,
    ].entries())
      expect(lines[index]).toMatch(said);
    expect(screen.getByText(/it still holds/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Show what UC San Diego fails is about' }).getAttribute('href')).toBe(
      '/runs/12',
    );
  });

  it('tries a message again that was given up', async () => {
    let status: 'failed' | 'waiting' = 'failed';
    const { user, fake } = renderApp(path, {
      ...handlers,
      'notifications.notices': () => ({
        notices: [sampleNotice({ deliveries: [sampleDelivery({ id: 9, status, sentAt: null, attempts: 5 })] })],
        next: null,
      }),
      'notifications.retry': () => {
        status = 'waiting';
        return {};
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Try again over This desk, message 9' }));
    expect(await screen.findByText('Waiting')).toBeTruthy();
    expect(fake.callsOf('notifications.retry')).toEqual([{ deliveryId: 9 }]);
  });

  it('holds its filters in the address', async () => {
    const { user, fake, address } = renderApp(path, {
      ...handlers,
      'notifications.notices': ({ isTroubled }) => ({ notices: isTroubled ? [] : [sampleNotice()], next: null }),
    });
    await screen.findByRole('option', { name: 'Failures' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Rule' }), 'failures');
    await user.click(screen.getByRole('checkbox', { name: 'Only with a message that waits or failed' }));
    expect(address()).toBe(`${path}?rule=failures&troubled=1`);
    expect(await screen.findByRole('heading', { name: 'No notice matches these filters.' })).toBeTruthy();
    expect(fake.callsOf('notifications.notices').at(-1)).toMatchObject({ ruleId: 'failures', isTroubled: true });
    await user.click(screen.getByRole('button', { name: 'Clear all filters' }));
    expect(address()).toBe(path);
  });

  it('reads older notices page by page, and anew when something changed', async () => {
    let title = 'Newest';
    const { user, fake } = renderApp(path, {
      ...handlers,
      'notifications.notices': ({ after }) =>
        after === null
          ? { notices: [sampleNotice({ id: 8, title })], next: 8 }
          : { notices: [sampleNotice({ id: 7, title: 'Oldest' })], next: null },
    });
    await user.click(await screen.findByRole('button', { name: 'Load older notices' }));
    expect(await screen.findByRole('heading', { name: 'Oldest' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Load older notices' })).toBeNull();
    title = 'Changed';
    act(() => fake.emit('notifications.changed', {}));
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Changed' })).toBeTruthy());
    expect(screen.getByRole('heading', { name: 'Oldest' })).toBeTruthy();
  });
});
