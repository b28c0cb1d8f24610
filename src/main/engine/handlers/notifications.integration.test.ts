import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Channel, NotificationRule } from '#shared/model/notification.ts';
import { createDispatch } from '../../ipc/dispatch.ts';
import { createTestEngine } from '../testing/test-engine.ts';
import { createTestNotifications, type TestNotifications } from '../testing/test-notifications.ts';

let test: TestNotifications;
beforeEach(async () => {
  test = await createTestNotifications();
});
afterEach(() => test.close());

const handlers = () => test.engine.handlers;
const page = { after: null, limit: 50, ruleId: null, isTroubled: false };
const hook = (change: object = {}) =>
  Channel.parse({ id: 'hook', name: 'Hook', kind: 'webhook', url: 'https://me.example/hook', ...change });
const rule = (change: object = {}) =>
  NotificationRule.parse({ id: 'r', name: 'R', trigger: { kind: 'job_failed' }, channelIds: ['desktop'], ...change });
const deeds = async () =>
  (await handlers()['audit.list']({ before: null, limit: 50 })).entries.map(({ summary }) => summary);

describe('channels', () => {
  it('begin with the desktop of this computer', async () => {
    const rows = await handlers()['notifications.channels']({});
    expect(rows).toMatchObject([
      { channel: { id: 'desktop' }, secretFrom: 'unneeded', trouble: null, waitingCount: 0 },
    ]);
  });

  it('are added once, changed, and removed, and the audit says so', async () => {
    const added = await handlers()['notifications.saveChannel']({ channel: hook(), secret: 'key', isNew: true });
    expect(added).toMatchObject({ secretFrom: 'keychain', lastSentAt: null });
    const again = handlers()['notifications.saveChannel']({ channel: hook(), secret: null, isNew: true });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    const changed = await handlers()['notifications.saveChannel']({
      channel: hook({ name: 'New name' }),
      secret: null,
      isNew: false,
    });
    expect(changed).toMatchObject({ channel: { name: 'New name' }, secretFrom: 'keychain' });
    await handlers()['notifications.removeChannel']({ id: 'hook' });
    await expect(handlers()['notifications.removeChannel']({ id: 'hook' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await deeds()).toEqual([
      'Removed the channel "hook"; nobody is told over it any more.',
      'Edited the channel "New name".',
      'Added the channel "Hook".',
    ]);
    expect(test.told.filter(({ name }) => name === 'notifications.changed')).toHaveLength(3);
  });

  it('keep no secret where there is no keychain, and are not saved with one', async () => {
    const bare = await createTestEngine();
    try {
      const { handlers: own, store } = bare.engine;
      const saved = own['notifications.saveChannel']({ channel: hook(), secret: 'key', isNew: true });
      await expect(saved).rejects.toMatchObject({ code: 'refused' });
      expect(store.channels.find('hook')).toBeUndefined();
    } finally {
      await bare.close();
    }
  });

  it.each(['not an address', 'http://hooks.example/x', 'https://user:pass@hooks.example/x', 'javascript:alert(1)'])(
    'take no webhook address like %s, and do not repeat it',
    async (secret) => {
      const channel = Channel.parse({ id: 'team', name: 'Team', kind: 'slack' });
      const saved = handlers()['notifications.saveChannel']({ channel, secret, isNew: true });
      await expect(saved).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(saved).rejects.not.toThrow(secret);
    },
  );

  it('are tested at once, before they are saved, whatever their hours say', async () => {
    const channel = hook({
      url: `${test.receiver.site.url}/hook`,
      allowPrivateAddress: true,
      quietHours: { from: '00:00', until: '23:59', timeZone: 'UTC' },
    });
    await handlers()['notifications.testChannel']({ channel, secret: 'key' });
    expect(test.receiver.titles()).toEqual(['Rounds can reach you here']);
    test.receiver.answer = { status: 404 };
    const failed = handlers()['notifications.testChannel']({ channel, secret: 'key' });
    await expect(failed).rejects.toMatchObject({ code: 'refused' });
    expect((await handlers()['notifications.notices'](page)).notices).toEqual([]);
  });

  it('without a secret say so when they are tested', async () => {
    const tested = handlers()['notifications.testChannel']({ channel: hook(), secret: null });
    await expect(tested).rejects.toThrow('“Hook” has no key to sign with. Enter it in the settings.');
  });
});

describe('rules', () => {
  it('begin with what needs a person', async () => {
    const rules = await handlers()['notifications.rules']({});
    expect(rules.map(({ rule: { id } }) => id)).toEqual(['failures', 'held', 'hut-watches', 'self-paused']);
  });

  it('are added once, changed and removed', async () => {
    await handlers()['notifications.saveRule']({ rule: rule(), isNew: true });
    const again = handlers()['notifications.saveRule']({ rule: rule(), isNew: true });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    await handlers()['notifications.saveRule']({ rule: rule({ name: 'Other' }), isNew: false });
    const gone = handlers()['notifications.saveRule']({ rule: rule({ id: 'no' }), isNew: false });
    await expect(gone).rejects.toMatchObject({ code: 'not_found' });
    await handlers()['notifications.removeRule']({ id: 'r' });
    expect((await handlers()['notifications.rules']({})).map(({ rule: { id } }) => id)).not.toContain('r');
  });

  it('name channels that there are, and facts that there are', async () => {
    const save = (change: object) => handlers()['notifications.saveRule']({ rule: rule(change), isNew: true });
    await expect(save({ channelIds: ['nowhere'] })).rejects.toThrow('There is no channel "nowhere".');
    await expect(save({ template: { title: '{job} {oops}', body: '' } })).rejects.toThrow(
      'The template names {oops}, which there is nothing for.',
    );
  });
});

describe('a preview', () => {
  it('shows the words of Rounds, or the template, over invented facts', async () => {
    const { trigger } = rule();
    const own = await handlers()['notifications.preview']({ trigger, template: null });
    expect(own.title).toBe('Update building occupancy for Harbour University failed 3 times in a row');
    expect(own.names).toContain('job');
    const template = { title: '{job}!', body: '{nothing}' };
    expect(await handlers()['notifications.preview']({ trigger, template })).toMatchObject({
      title: 'Update building occupancy!',
      body: '{nothing}',
      unknownNames: ['nothing'],
    });
  });
});

describe('the log', () => {
  it('is read page by page, newest first, and of one rule', async () => {
    const { store } = test.engine;
    const words = { title: 'x', body: '', endTitle: null, endBody: null, path: null };
    for (let number = 1; number <= 5; number += 1) {
      const ruleId = number === 3 ? 'held' : 'failures';
      const notice = { ruleId, trigger: 'summary', cause: String(number), isLasting: false, ...words };
      store.notices.open(notice, number);
    }
    const read = (change: object) => handlers()['notifications.notices']({ ...page, limit: 2, ...change });
    const first = await read({});
    expect(first.notices.map(({ openedAt }) => openedAt)).toEqual([5, 4]);
    const second = await read({ after: first.next });
    const third = await read({ after: second.next });
    expect([...second.notices, ...third.notices].map(({ openedAt }) => openedAt)).toEqual([3, 2, 1]);
    expect(third.next).toBeNull();
    expect((await read({ ruleId: 'held' })).notices.map(({ openedAt }) => openedAt)).toEqual([3]);
  });

  it('knows nothing of a delivery that is not there', async () => {
    await expect(handlers()['notifications.retry']({ deliveryId: 99 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('answers in the form of the contract', async () => {
    await test.addHook();
    const dispatch = createDispatch(handlers(), test.log);
    for (const [name, input] of [
      ['notifications.channels', {}],
      ['notifications.rules', {}],
      ['notifications.notices', {}],
    ] as const) {
      expect(await dispatch(name, input)).toMatchObject({ ok: true });
    }
  });
});

describe('a rule or channel whose row was tampered with', () => {
  it.each(['{', '[]', '{"id":"failures","kind":"pigeon"}'])(
    'is left out, and the others go on: %s',
    async (settings) => {
      const { raw } = test.engine.store.connection;
      raw.pragma('ignore_check_constraints = on');
      raw.prepare(`UPDATE notification_rule SET settings = ? WHERE id = 'failures'`).run(settings);
      raw.prepare(`UPDATE notification_channel SET settings = ? WHERE id = 'desktop'`).run(settings);
      expect((await handlers()['notifications.rules']({})).map((each) => each.rule.id)).toEqual([
        'held',
        'hut-watches',
        'self-paused',
      ]);
      expect(await handlers()['notifications.channels']({})).toEqual([]);
      await test.settle();
      expect(test.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});
