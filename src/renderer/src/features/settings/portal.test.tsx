import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { Account } from '#shared/contract/accounts.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { noKeychain, sampleAccount, sampleKeychain, samplePortal } from '../../lib/testing/notification-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import type { RenderedApp } from '../../lib/testing/render-app.tsx';
import { sampleSchedule } from '../../lib/testing/samples.ts';

const PASSWORD = 'correct horse';

const handlers: FakeHandlers = {
  'accounts.keychain': () => sampleKeychain(),
  'accounts.testSignIn': () => ({ orders: 58, matches: 58 }),
  'accounts.savePassword': () => sampleAccount(),
  'sources.save': ({ source }) => source,
};

const refuses: FakeHandlers = {
  'accounts.testSignIn': () => {
    throw new AppError('signed_out', 'The portal refused the password.');
  },
};

/** The dialog of a new source, with the fields of a portal filled in. */
async function newPortal(change: FakeHandlers = {}) {
  const app = renderApp('/settings?add=1', { ...handlers, ...change });
  const { user } = app;
  const form = within(await screen.findByRole('dialog', { name: 'Add a source' }));
  await user.selectOptions(form.getByRole('combobox', { name: 'Kind' }), 'workfossa');
  await user.type(form.getByRole('textbox', { name: 'Name' }), 'Fossa');
  await user.type(form.getByRole('textbox', { name: 'E-mail address' }), 'desk@example.org');
  return { ...app, form };
}

function account(app: RenderedApp, name = 'Account at Fossa') {
  return screen.findByRole('dialog', { name }).then((dialog) => ({ ...app, form: within(dialog) }));
}

function openAccount(row: Partial<Account>, change: FakeHandlers = {}) {
  const app = renderApp('/settings?account=fossa', {
    ...handlers,
    'sources.list': () => [{ source: samplePortal(), buildingCount: 0, hutCount: 0 }],
    'accounts.account': () => sampleAccount(row),
    ...change,
  });
  return account(app);
}

describe('A portal as a source', () => {
  it('is tested before it is saved, and its password goes to the keychain', async () => {
    const { user, fake, form } = await newPortal();
    await user.type(form.getByLabelText('Password'), PASSWORD);
    expect(await form.findByText('The password is kept in the GNOME keyring, and nowhere else.')).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(await form.findByText('Signed in: 58 orders on the first page, 58 in all.')).toBeTruthy();
    expect(fake.callsOf('sources.save')).toHaveLength(0);
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.callsOf('sources.save')).toMatchObject([
      {
        isNew: true,
        source: { id: 'fossa', kind: 'workfossa', username: 'desk@example.org', timeZone: 'America/New_York' },
      },
    ]);
    expect(JSON.stringify(fake.callsOf('sources.save'))).not.toContain(PASSWORD);
    expect(fake.callsOf('accounts.savePassword')).toEqual([{ sourceId: 'fossa', password: PASSWORD }]);
    expect(JSON.stringify(Object.values(localStorage))).not.toContain(PASSWORD);
  });

  it('hides what is typed until one wants to see it', async () => {
    const { user, form } = await newPortal();
    const field = form.getByLabelText('Password');
    await user.type(field, PASSWORD);
    expect(field.getAttribute('type')).toBe('password');
    await user.click(form.getByRole('button', { name: 'Show the password' }));
    expect(field.getAttribute('type')).toBe('text');
    await user.click(form.getByRole('button', { name: 'Hide the password' }));
    expect(field.getAttribute('type')).toBe('password');
  });

  it('asks for a password or a variable before it tests', async () => {
    const { user, fake, form } = await newPortal();
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    expect(form.getByText('Type the password, or name an environment variable.')).toBeTruthy();
    await user.type(form.getByRole('textbox', { name: 'Environment variable with the password' }), 'FOSSA_PASSWORD');
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    expect(await form.findByText(/Signed in: 58 orders/)).toBeTruthy();
    expect(fake.callsOf('accounts.testSignIn')).toMatchObject([
      { password: null, source: { passwordEnv: 'FOSSA_PASSWORD' } },
    ]);
  });

  it('says that a password was refused and tried only once', async () => {
    const { user, fake, form } = await newPortal(refuses);
    await user.type(form.getByLabelText('Password'), 'wrong');
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    const alert = within(await form.findByRole('alert'));
    expect(alert.getByText('The portal refused the password.')).toBeTruthy();
    expect(alert.getByText(/Rounds tried it once/)).toBeTruthy();
    expect(fake.callsOf('accounts.testSignIn')).toHaveLength(1);
    await user.type(form.getByLabelText('Password'), '!');
    expect(form.queryByRole('alert')).toBeNull();
  });

  it('says of a portal that does not answer what it is, and nothing of passwords', async () => {
    const { user, form } = await newPortal({
      'accounts.testSignIn': () => {
        throw new AppError('network', 'app.workfossa.com does not answer.');
      },
    });
    await user.type(form.getByLabelText('Password'), PASSWORD);
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    expect((await form.findByRole('alert')).textContent).toBe('app.workfossa.com does not answer.');
  });

  it('does not count a test of what was changed since', async () => {
    const { user, form } = await newPortal();
    await user.type(form.getByLabelText('Password'), PASSWORD);
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    await form.findByText(/Signed in/);
    await user.type(form.getByRole('textbox', { name: 'E-mail address' }), 'x');
    expect(form.queryByText(/Signed in/)).toBeNull();
    expect(form.getByRole('button', { name: 'Test sign-in' })).toBeTruthy();
  });

  it('does not count a test that answers after something was changed', async () => {
    let answer = (): void => undefined;
    const { user, form } = await newPortal({
      'accounts.testSignIn': () =>
        new Promise((resolve) => {
          answer = () => resolve({ orders: 58, matches: null });
        }),
    });
    await user.type(form.getByLabelText('Password'), PASSWORD);
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    expect(form.getByText('Signing in…', { selector: '.mark__word' })).toBeTruthy();
    await user.type(form.getByLabelText('Password'), '!');
    await act(async () => answer());
    expect(form.queryByText(/Signed in/)).toBeNull();
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    await act(async () => answer());
    expect(await form.findByText(/The portal does not say how many there are in all/)).toBeTruthy();
  });

  it('says plainly that it cannot keep a password without a keychain, and keeps none', async () => {
    const { user, fake, form } = await newPortal({ 'accounts.keychain': () => noKeychain });
    expect(await form.findByText('Rounds cannot keep a password on this machine.')).toBeTruthy();
    expect(form.getByText(noKeychain.description)).toBeTruthy();
    await user.type(form.getByLabelText('Password, for the test only'), PASSWORD);
    await user.type(form.getByRole('textbox', { name: 'Environment variable with the password' }), 'FOSSA_PASSWORD');
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    await form.findByText(/Signed in/);
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.callsOf('accounts.savePassword')).toHaveLength(0);
    expect(fake.callsOf('sources.save')).toMatchObject([{ source: { passwordEnv: 'FOSSA_PASSWORD' } }]);
  });

  it('tells when the source was saved and its password was not, and does not add it twice', async () => {
    let isBroken = true;
    const { user, fake, form } = await newPortal({
      'accounts.savePassword': () => {
        if (isBroken) throw new AppError('refused', 'The keyring is locked. Unlock it and save again.');
        return sampleAccount();
      },
    });
    await user.type(form.getByLabelText('Password'), PASSWORD);
    await user.click(form.getByRole('button', { name: 'Save without a test' }));
    expect(
      await form.findByText(
        'The source is saved, but its password is not. The keyring is locked. Unlock it and save again.',
      ),
    ).toBeTruthy();
    isBroken = false;
    await user.type(form.getByRole('textbox', { name: 'Name' }), ' again');
    await user.click(form.getByRole('button', { name: 'Save without a test' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.callsOf('sources.save')).toMatchObject([
      { isNew: true, source: { id: 'fossa' } },
      { isNew: false, source: { id: 'fossa', name: 'Fossa again' } },
    ]);
  });

  it('points at every field that is wrong', async () => {
    const { user, form, fake } = await newPortal();
    await user.clear(form.getByRole('textbox', { name: 'Name' }));
    await user.type(form.getByRole('textbox', { name: 'Environment variable with the password' }), '1 2');
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    expect(form.getByText('Fill this in.')).toBeTruthy();
    expect(form.getByText('Must be the name of an environment variable.')).toBeTruthy();
    expect(fake.callsOf('accounts.testSignIn')).toHaveLength(0);
  });
});

describe('The account of a portal', () => {
  it('stands in the table of sources', async () => {
    const now = Date.now();
    const { user, address } = renderApp('/settings', {
      ...handlers,
      'sources.list': () => [{ source: samplePortal(), buildingCount: 0, hutCount: 0 }],
      'accounts.account': () => sampleAccount({ refusedAt: now - 630_000 }),
    });
    expect(await screen.findByText('Password refused 10 min ago')).toBeTruthy();
    expect(screen.getByText('Kept in the GNOME keyring')).toBeTruthy();
    expect(screen.getByText('1 source with 1 portal of work orders.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Account at Fossa' }));
    expect(address()).toBe('/settings?account=fossa');
    await user.click(
      within(screen.getByRole('dialog', { name: 'Account at Fossa' })).getByRole('button', { name: 'Close' }),
    );
    expect(address()).toBe('/settings');
  });

  it('says that there is no such portal', async () => {
    renderApp('/settings?account=gone', handlers);
    expect(await screen.findByRole('heading', { name: 'There is no portal gone.' })).toBeTruthy();
  });

  it('shows why it could not be read', async () => {
    const { form } = await openAccount(
      {},
      {
        'accounts.account': () => {
          throw new AppError('storage', 'The database is busy.');
        },
      },
    );
    expect(await form.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('explains a refusal, tests once more on request, and resumes the schedule that waits', async () => {
    const now = Date.now();
    const waiting = sampleSchedule({
      now,
      id: 'fossa',
      kind: 'work-orders.sync',
      subject: 'Fossa',
      state: 'paused',
      pause: { at: now - 600_000, by: 'failures', reason: '', until: null },
    });
    const { user, fake, form } = await openAccount(
      { refusedAt: now - 600_000 },
      { 'schedules.setPaused': () => [], 'schedules.list': () => [waiting, sampleSchedule({ now })] },
    );
    expect(await form.findByText(/Rounds tried it once and does not try it again by itself/)).toBeTruthy();
    expect(form.getByText(/Type the right one below, test it and save it/)).toBeTruthy();
    await user.click(form.getByRole('button', { name: 'Test sign-in' }));
    expect(await form.findByText('Signed in: 58 orders on the first page, 58 in all.')).toBeTruthy();
    expect(fake.callsOf('accounts.testSignIn')).toMatchObject([{ password: null, source: { id: 'fossa' } }]);
    await user.click(form.getByRole('button', { name: 'Resume schedule Fossa' }));
    expect(fake.callsOf('schedules.setPaused')).toMatchObject([{ scheduleId: 'fossa', isPaused: false }]);
  });

  it('replaces the password, and forgets what was typed', async () => {
    const { user, fake, form } = await openAccount({});
    const field = await form.findByLabelText('New password');
    expect(form.getByRole<HTMLButtonElement>('button', { name: 'Save password' }).disabled).toBe(true);
    await user.type(field, PASSWORD);
    await user.click(form.getByRole('button', { name: 'Save password' }));
    expect(await screen.findByText('The password of Fossa is saved.')).toBeTruthy();
    expect(fake.callsOf('accounts.savePassword')).toEqual([{ sourceId: 'fossa', password: PASSWORD }]);
    expect(form.getByLabelText<HTMLInputElement>('New password').value).toBe('');
    await user.type(form.getByLabelText('New password'), 'half');
    await user.click(form.getByRole('button', { name: 'Close' }));
    await user.click(screen.getByRole('button', { name: 'Account at Fossa' }));
    const again = within(await screen.findByRole('dialog', { name: 'Account at Fossa' }));
    expect(again.getByLabelText<HTMLInputElement>('New password').value).toBe('');
  });

  it('asks before it forgets the password', async () => {
    const { user, fake, form } = await openAccount({}, { 'accounts.forgetPassword': () => sampleAccount() });
    await user.click(await form.findByRole('button', { name: 'Forget password' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Forget the password of Fossa?' }));
    await user.click(dialog.getByRole('button', { name: 'Keep it' }));
    expect(fake.callsOf('accounts.forgetPassword')).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Forget password' }));
    await user.click(screen.getByRole('button', { name: 'Forget password' }));
    expect(await screen.findByRole('dialog', { name: 'Account at Fossa' })).toBeTruthy();
    expect(fake.callsOf('accounts.forgetPassword')).toEqual([{ sourceId: 'fossa' }]);
  });

  it('keeps none where there is no keychain, and says what to do', async () => {
    const { form } = await openAccount({
      passwordFrom: 'nowhere',
      passwordEnv: 'FOSSA_PASSWORD',
      keychain: noKeychain,
      signedInAt: null,
    });
    expect(await form.findByText(/FOSSA_PASSWORD is not set: set it where Rounds is started/)).toBeTruthy();
    expect(form.queryByRole('button', { name: 'Save password' })).toBeNull();
    expect(form.queryByRole('button', { name: 'Forget password' })).toBeNull();
    expect(form.getByText('No password')).toBeTruthy();
    expect(form.getByText('Never')).toBeTruthy();
  });

  it('is read anew when the main process says that it changed', async () => {
    let row = sampleAccount({ signedInAt: null });
    const { fake, form } = await openAccount({}, { 'accounts.account': () => row });
    expect(await form.findByText('Not signed in yet')).toBeTruthy();
    row = sampleAccount();
    act(() => fake.emit('accounts.changed', { sourceId: 'fossa' }));
    expect(await form.findByText('Signed in')).toBeTruthy();
  });
});
