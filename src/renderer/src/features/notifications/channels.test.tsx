import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { noKeychain, sampleChannelRow, sampleKeychain, sampleMailRow } from '../../lib/testing/notification-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';

const path = '/settings/notifications/channels';
const SECRET = 'https://hooks.example.org/very-secret';

const handlers: FakeHandlers = {
  'accounts.keychain': () => sampleKeychain(),
  'notifications.channels': () => [sampleChannelRow(), sampleMailRow()],
  'notifications.saveChannel': ({ channel }) => sampleChannelRow({ channel }),
  'notifications.testChannel': () => ({}),
  'notifications.removeChannel': () => ({}),
};

async function editor(at: string, change: FakeHandlers = {}) {
  const app = renderApp(`${path}/${at}`, { ...handlers, ...change });
  return { ...app, form: within(await screen.findByRole('form', { name: 'Channel' })) };
}

describe('The list of channels', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp(path, {});
    expect(screen.getByText('Reading the channels…')).toBeTruthy();
  });

  it('shows why it could not be read', async () => {
    renderApp(path, {
      'notifications.channels': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('says what to do where there is none', async () => {
    renderApp(path, { 'notifications.channels': () => [] });
    expect(await screen.findByRole('heading', { name: 'Nobody can be told yet.' })).toBeTruthy();
    const add = screen.getByRole('link', { name: 'Slack' });
    expect(add.getAttribute('href')).toBe('/settings/notifications/channels/new?kind=slack');
  });

  it('is the tab of a channel that is made or changed too', async () => {
    await editor('new?kind=email');
    const tabs = within(screen.getByRole('navigation', { name: 'Pages of settings' }));
    const current = tabs.getAllByRole('link').filter((link) => link.getAttribute('aria-current') === 'true');
    expect(current.map(({ textContent }) => textContent)).toEqual(['Channels']);
  });

  it('tells how each stands, and is walked by keyboard', async () => {
    const { user, address } = renderApp(path, {
      'notifications.channels': () => [
        sampleChannelRow({ lastSentAt: Date.now() - 630_000 }),
        sampleMailRow({ trouble: 'smtp.example.org refused the password.', waitingCount: 3 }),
      ],
    });
    expect(await screen.findByText('2 channels, 1 in trouble; 3 messages wait.')).toBeTruthy();
    const mail = screen.getByRole('row', { name: /Night crew/ });
    for (const said of [
      'In trouble',
      'smtp.example.org refused the password.',
      'crew@example.org',
      'keychain',
      'never',
    ])
      expect(mail.textContent).toContain(said);
    expect(screen.getByRole('row', { name: /This desk/ }).textContent).toMatch(/Ready.*needs none.*10 min ago/);
    screen.getByRole('link', { name: 'This desk' }).focus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(address()).toBe(`${path}/mail`);
  });
});

describe('The editor of a channel', () => {
  it('says that there is no such channel', async () => {
    renderApp(`${path}/gone`, handlers);
    expect(await screen.findByRole('heading', { name: 'There is no channel gone.' })).toBeTruthy();
  });

  it('adds a Slack channel with its secret, by keyboard alone', async () => {
    const { user, fake, form, address } = await editor('new?kind=slack');
    expect(await form.findByText('The secret is kept in the GNOME keyring, and nowhere else.')).toBeTruthy();
    form.getByLabelText('Webhook address').focus();
    await user.keyboard('{Control>}s{/Control}');
    expect(form.getByText('It is missing, or name an environment variable.')).toBeTruthy();
    expect(fake.callsOf('notifications.saveChannel')).toHaveLength(0);
    await user.type(form.getByLabelText('Webhook address'), SECRET);
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(address()).toBe(path));
    expect(fake.callsOf('notifications.saveChannel')).toMatchObject([
      { isNew: true, secret: SECRET, channel: { id: 'slack', kind: 'slack', perHour: 20, quietHours: null } },
    ]);
    expect(JSON.stringify(Object.values(localStorage))).not.toContain(SECRET);
  });

  it('checks a mail server as it is typed', async () => {
    const { user, fake, form } = await editor('new?kind=email');
    await user.type(form.getByRole('textbox', { name: 'Mail server' }), 'no server');
    expect(form.getByText('Must be the name of a mail server.')).toBeTruthy();
    await user.clear(form.getByRole('textbox', { name: 'Mail server' }));
    await user.type(form.getByRole('textbox', { name: 'Mail server' }), 'smtp.example.org');
    expect(form.queryByText('Must be the name of a mail server.')).toBeNull();
    expect(form.queryByLabelText('Password')).toBeNull();
    await user.type(form.getByRole('textbox', { name: 'User name' }), 'rounds');
    await user.type(form.getByLabelText('Password'), 'secret');
    await user.click(form.getByRole('button', { name: 'Add channel' }));
    const wrong = within(form.getByRole('region', { name: 'What is wrong' }));
    await user.click(wrong.getByRole('button', { name: 'The list of recipients is missing.' }));
    await user.keyboard('a@example.org, b@example.org');
    await user.type(form.getByRole('textbox', { name: 'Sender' }), 'rounds@example.org');
    await user.click(form.getByRole('checkbox', { name: /Quiet hours/ }));
    await user.click(form.getByRole('button', { name: 'Add channel' }));
    await waitFor(() => expect(fake.callsOf('notifications.saveChannel')).toHaveLength(1));
    expect(fake.callsOf('notifications.saveChannel')).toMatchObject([
      {
        secret: 'secret',
        channel: {
          kind: 'email',
          to: ['a@example.org', 'b@example.org'],
          security: 'starttls',
          quietHours: { from: '22:00', until: '07:00' },
        },
      },
    ]);
  });

  it('sends a test message and saves nothing', async () => {
    let isDown = true;
    const { user, fake, form } = await editor('mail', {
      'notifications.testChannel': () => {
        if (isDown) throw new AppError('network', 'smtp.example.org does not answer.');
        return {};
      },
    });
    await user.click(form.getByRole('button', { name: 'Send a test message' }));
    expect(await form.findByText('smtp.example.org does not answer.')).toBeTruthy();
    isDown = false;
    await user.click(form.getByRole('button', { name: 'Send a test message' }));
    expect(await form.findByText('The message was taken. See whether it came.')).toBeTruthy();
    expect(fake.callsOf('notifications.testChannel')).toMatchObject([{ secret: null }, { secret: null }]);
    expect(fake.callsOf('notifications.saveChannel')).toHaveLength(0);
  });

  it('says plainly that it cannot keep a secret, and asks for a variable', async () => {
    const { user, fake, form } = await editor('new?kind=discord', { 'accounts.keychain': () => noKeychain });
    expect(await form.findByText('Rounds cannot keep a secret on this machine.')).toBeTruthy();
    await user.type(form.getByLabelText('Webhook address, for the test only'), SECRET);
    await user.click(form.getByRole('button', { name: 'Send a test message' }));
    expect(await form.findByText('The message was taken. See whether it came.')).toBeTruthy();
    expect(fake.callsOf('notifications.testChannel')).toMatchObject([{ secret: SECRET }]);
    await user.click(form.getByRole('button', { name: 'Add channel' }));
    expect(form.getByText('Is missing: Rounds cannot keep the secret on this machine.')).toBeTruthy();
    await user.type(form.getByRole('textbox', { name: 'Environment variable with the secret' }), 'DISCORD_URL');
    await user.click(form.getByRole('button', { name: 'Add channel' }));
    await waitFor(() => expect(fake.callsOf('notifications.saveChannel')).toHaveLength(1));
    expect(fake.callsOf('notifications.saveChannel')).toMatchObject([
      { secret: null, channel: { urlEnv: 'DISCORD_URL' } },
    ]);
  });

  it('asks before a secret that was typed is thrown away', async () => {
    const { user, form, address } = await editor('mail');
    await user.type(form.getByLabelText('Password'), 'x');
    expect(form.getByText('Not saved yet.')).toBeTruthy();
    await user.click(form.getByRole('button', { name: 'Discard' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }));
    await user.click(dialog.getByRole('button', { name: 'Discard changes' }));
    expect(address()).toBe(path);
  });

  it('shows why saving failed and stays', async () => {
    const { user, form, address } = await editor('mail', {
      'notifications.saveChannel': () => {
        throw new AppError('refused', 'The keyring is locked.');
      },
    });
    await user.type(form.getByRole('textbox', { name: 'Name' }), '!');
    await user.click(form.getByRole('button', { name: 'Save changes' }));
    expect(await form.findByText('The keyring is locked.')).toBeTruthy();
    expect(address()).toBe(`${path}/mail`);
  });

  it('asks before it removes a channel', async () => {
    const { user, fake, address } = await editor('mail');
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Remove Night crew?' }));
    await user.click(dialog.getByRole('button', { name: 'Remove channel' }));
    await waitFor(() => expect(address()).toBe(path));
    expect(fake.callsOf('notifications.removeChannel')).toEqual([{ id: 'mail' }]);
  });
});
