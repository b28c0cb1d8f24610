import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';

describe('Settings of the program', () => {
  it('checks the contact while it is typed, and saves it', async () => {
    const { user, fake } = renderApp('/settings', {
      'app.settings': () => ({ contact: null, startsAtLogin: false }),
      'app.saveSettings': (settings) => settings,
    });
    const field = await screen.findByRole('textbox', { name: 'Contact' });
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save contact' });
    expect(save.disabled).toBe(true);
    await user.type(field, 'desk');
    expect(screen.getByText('Must be an e-mail address or an http(s) address.')).toBeTruthy();
    expect(save.disabled).toBe(true);
    await user.type(field, '@example.org{Enter}');
    expect(await screen.findByText('The contact is desk@example.org now.')).toBeTruthy();
    expect(fake.callsOf('app.saveSettings')).toEqual([{ contact: 'desk@example.org', startsAtLogin: null }]);
  });

  it('lets Rounds start at login, and says why where it may not', async () => {
    let isRefused = true;
    const { user, fake } = renderApp('/settings', {
      'app.settings': () => ({ contact: 'desk@example.org', startsAtLogin: false }),
      'app.saveSettings': (settings) => {
        if (isRefused) throw new AppError('refused', 'Rounds cannot change whether it starts at login.');
        return settings;
      },
    });
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Start Rounds when I sign in' });
    await user.click(box);
    expect(await screen.findByText('Rounds cannot change whether it starts at login.')).toBeTruthy();
    expect(box.checked).toBe(false);
    isRefused = false;
    await user.click(box);
    await waitFor(() => expect(box.checked).toBe(true));
    expect(fake.callsOf('app.saveSettings').at(-1)).toEqual({ contact: 'desk@example.org', startsAtLogin: true });
  });

  it('offers no start at login where the system cannot be asked', async () => {
    renderApp('/settings', { 'app.settings': () => ({ contact: null, startsAtLogin: null }) });
    expect(await screen.findByText(/cannot be chosen here/)).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: /Start Rounds/ })).toBeNull();
  });

  it('shows why the settings could not be read', async () => {
    renderApp('/settings', {
      'app.settings': () => {
        throw new AppError('storage', 'The disk is full.');
      },
    });
    expect(await screen.findByText('The disk is full.')).toBeTruthy();
  });
});

describe('What the desktop is told of', () => {
  it('is shown in the window, with the way to it', async () => {
    const { user, fake, address } = renderApp('/settings', {});
    const told = { id: 1, title: 'Beds are free', body: 'Cabane du Trient has 2 beds.', path: '/huts/trient' };
    act(() => fake.emit('notifications.told', told));
    expect(await screen.findByText('Beds are free: Cabane du Trient has 2 beds.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(address()).toBe('/huts/trient');
  });

  it('is cut short in the corner, and leads to the log where it has no page', async () => {
    const { user, fake, address } = renderApp('/settings', {});
    act(() => fake.emit('notifications.told', { id: 2, title: 'The day', body: 'word '.repeat(200), path: null }));
    const told = await screen.findByText(/^The day: word/);
    expect(told.textContent?.length).toBeLessThan(260);
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(address()).toBe('/settings/notifications/log');
  });
});
