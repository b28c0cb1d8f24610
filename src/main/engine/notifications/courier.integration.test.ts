import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { createTestNotifications, type TestNotifications } from '../testing/test-notifications.ts';
import { nothingOutside } from '../testing/nothing-outside.ts';

const start = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;
const hour = 60 * minute;

let test: TestNotifications;
beforeEach(async () => {
  test = await createTestNotifications(start);
  await test.withoutDefaults();
});
afterEach(() => test.close());

const titles = () => test.receiver.titles();
const page = { after: null, limit: 50, ruleId: null, isTroubled: false };
const statuses = async () => {
  const { notices } = await test.engine.handlers['notifications.notices'](page);
  return notices.toReversed().flatMap(({ deliveries }) => deliveries.map(({ status }) => status));
};

/** Opens a notice by the store, as a look at a rule would. */
function open(cause: string): number {
  const { store } = test.engine;
  const notice = { ruleId: 'rule', trigger: 'order_added', cause, isLasting: false, path: null };
  const words = { title: cause, body: '', endTitle: `End of ${cause}`, endBody: '' };
  const id = store.notices.open({ ...notice, ...words }, test.clock.now()) ?? 0;
  store.deliveries.add(id, store.rules.get('rule').rule.channelIds, 'opened', test.clock.now());
  return id;
}

async function send(): Promise<void> {
  test.engine.notifier.deliver();
  // A look with nothing new waits for what is under way.
  await test.settle();
}

/** A rule that finds nothing by itself, so that only the test opens and closes. */
async function addRule(channelIds: readonly string[] = ['hook']): Promise<void> {
  await test.addRule({ trigger: { kind: 'order_added' }, channelIds });
}

describe('quiet hours', () => {
  const quietHours = { from: '22:00', until: '07:00', timeZone: 'Europe/Zurich' };

  it('hold messages back until they end', async () => {
    await test.addHook({ quietHours });
    await test.addRule({ trigger: { kind: 'quarantine' } });
    test.clock.setWall(Date.UTC(2026, 10, 22, 22));
    failBuilding();
    await test.settle();
    await test.clock.advance(7 * hour + 59 * minute);
    await test.settle();
    expect(titles()).toEqual([]);
    await test.clock.advance(minute);
    await test.settle();
    expect(titles()).toEqual(['North Library cannot be read']);
  });

  it('swallow what is over before they are: the beginning and the end', async () => {
    await test.addHook({ quietHours });
    await test.addRule({ trigger: { kind: 'quarantine' } });
    test.clock.setWall(Date.UTC(2026, 10, 22, 22));
    failBuilding();
    await test.settle();
    mendBuilding();
    await test.settle();
    await test.clock.advance(12 * hour);
    await test.settle();
    expect(titles()).toEqual([]);
    expect(await statuses()).toEqual(['dropped']);
  });

  function failBuilding(): void {
    const { store } = test.engine;
    store.sources.save(test.source(), start);
    store.buildings.save({ code: '166', name: 'North Library', sourceId: 'harbour', waitzId: '8' }, start);
    const error = { code: 'source_changed', message: 'Gone.' } as const;
    store.occupancy.fail({ code: '166', at: test.clock.now(), stepMs: minute }, error);
  }

  function mendBuilding(): void {
    test.engine.store.connection.raw
      .prepare(
        'UPDATE check_target SET failures_in_row = 0, error_code = NULL, failing_since = NULL, failed_at = NULL, error_message = NULL',
      )
      .run();
  }
});

describe('a ceiling', () => {
  it('lets so many through within an hour and tells of the others as a count', async () => {
    await test.addHook({ perHour: 3 });
    await addRule();
    for (let number = 1; number <= 8; number += 1) open(`n${number}`);
    await send();
    expect(titles()).toEqual(['n1', 'n2', 'n3']);
    expect(await statuses()).toEqual(['sent', 'sent', 'sent', 'folded', 'folded', 'folded', 'folded', 'folded']);
    await test.clock.advance(hour + minute);
    open('n9');
    open('n10');
    await send();
    expect(titles().slice(3)).toEqual(['n9', 'n10']);
    expect(test.receiver.got[3]?.json['body']).toBe(
      'And 5 more messages since 2026-11-22 08:00 UTC; the log in Rounds has them.',
    );
    expect(test.receiver.got[4]?.json['body']).toBe('');
  });

  it('does not lose the count where the message that tells it fails first', async () => {
    await test.addHook({ perHour: 1 });
    await addRule();
    open('n1');
    open('n2');
    await send();
    await test.clock.advance(2 * hour);
    test.receiver.answer = { status: 500 };
    open('n3');
    await send();
    test.receiver.answer = { status: 204 };
    await test.clock.advance(2 * hour);
    await send();
    expect(titles()).toEqual(['n1', 'n3']);
    expect(test.receiver.got[1]?.json['body']).toMatch(/^And 1 more message since/);
  });
});

describe('a channel', () => {
  it('that is removed or switched off tells nothing any more, and what waited is dropped', async () => {
    await test.addHook();
    await addRule();
    test.receiver.answer = { status: 503 };
    open('n1');
    await send();
    await test.engine.handlers['notifications.removeChannel']({ id: 'hook' });
    test.receiver.answer = { status: 204 };
    await test.clock.advance(hour);
    await send();
    expect(titles()).toEqual([]);
    expect(await statuses()).toEqual(['dropped']);
    expect(test.engine.store.rules.get('rule').rule.channelIds).toEqual([]);
    expect(test.engine.store.sealedSecrets.find('channel/hook')?.sealed).toBeUndefined();
  });

  it('keeps its secret out of the file, the log and every answer', async () => {
    const url = `${test.receiver.site.url}/services/T0/very-secret-path`;
    const channel = { id: 'team', kind: 'slack', name: 'Team', allowPrivateAddress: true } as const;
    const whole = { ...channel, isEnabled: true, quietHours: null, perHour: 20, urlEnv: null };
    await test.engine.handlers['notifications.saveChannel']({ channel: whole, secret: url, isNew: true });
    await addRule(['team']);
    test.receiver.answer = { status: 404 };
    open('n1');
    await send();
    const { raw } = test.engine.store.connection;
    raw.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(raw.name).includes('very-secret-path')).toBe(false);
    const said = [
      test.log.lines.map(({ fields, message }) => [message, ...Object.values(fields).map(String)]),
      test.told,
      await test.engine.handlers['notifications.channels']({}),
      await test.engine.handlers['notifications.notices'](page),
      await test.engine.handlers['audit.list']({ before: null, limit: 50 }),
    ];
    expect(JSON.stringify(said)).not.toContain('very-secret-path');
    expect(test.receiver.site.count('/services/T0/very-secret-path')).toBe(1);
  });

  it('whose secret another process can open waits for that one', async () => {
    await test.addHook();
    await addRule();
    const other = await createTestNotifications(start, { ports: { vault: nothingOutside.vault } });
    try {
      const sealed = test.engine.store.sealedSecrets.find('channel/hook')?.sealed ?? new Uint8Array();
      const { store, handlers, notifier } = other.engine;
      store.channels.save(test.engine.store.channels.get('hook'), start);
      store.sealedSecrets.keep('channel/hook', sealed, start);
      await other.withoutDefaults();
      await other.addRule({ trigger: { kind: 'order_added' } });
      const id = store.notices.open(
        {
          ruleId: 'rule',
          trigger: 'order_added',
          cause: 'x',
          isLasting: false,
          title: 'x',
          body: '',
          endTitle: null,
          endBody: null,
          path: null,
        },
        start,
      );
      store.deliveries.add(id ?? 0, ['hook'], 'opened', start);
      notifier.deliver();
      await other.settle();
      const [notice] = (await handlers['notifications.notices'](page)).notices;
      expect(notice?.deliveries).toMatchObject([{ status: 'waiting', attempts: 0 }]);
      const [, row] = await handlers['notifications.channels']({});
      expect(row?.secretFrom).toBe('nowhere');
    } finally {
      await other.close();
    }
  });

  it('takes its secret from the environment first', async () => {
    const url = `${test.receiver.site.url}/from-environment`;
    const other = await createTestNotifications(start, {
      ports: { secrets: { read: (name) => (name === 'TEAM_URL' ? url : undefined) } },
    });
    try {
      const channel = {
        id: 'team',
        kind: 'discord',
        name: 'Team',
        allowPrivateAddress: true,
        urlEnv: 'TEAM_URL',
      } as const;
      const whole = { ...channel, isEnabled: true, quietHours: null, perHour: 20 };
      await other.engine.handlers['notifications.testChannel']({ channel: whole, secret: null });
      expect(test.receiver.site.count('/from-environment')).toBe(1);
    } finally {
      await other.close();
    }
  });
});

describe('the desktop', () => {
  it('is told by the process with the window alone, and the window too', async () => {
    await addRule(['desktop']);
    const { engine: worker } = await test.beside('worker');
    open('n1');
    await test.settle(worker);
    expect(test.desktop).toEqual([]);
    await send();
    expect(test.desktop).toEqual([{ title: 'n1', body: '', path: null }]);
    expect(test.told.filter(({ name }) => name === 'notifications.told')).toMatchObject([{ payload: { title: 'n1' } }]);
  });

  it('is not told of what came up more than twelve hours ago', async () => {
    await addRule(['desktop']);
    open('n1');
    test.clock.sleep(13 * hour);
    await send();
    expect(test.desktop).toEqual([]);
    expect(await statuses()).toEqual(['dropped']);
  });
});

describe('the end of a cause', () => {
  it('is never told before its beginning, nor without it', async () => {
    await test.addHook();
    await addRule();
    const { store } = test.engine;
    test.receiver.answer = { status: 404 };
    const lost = open('lost');
    await send();
    test.receiver.answer = { status: 503 };
    const late = open('late');
    await send();
    test.receiver.answer = { status: 204 };
    for (const id of [lost, late]) store.deliveries.add(id, ['hook'], 'closed', test.clock.now());
    await send();
    expect(titles()).toEqual([]);
    await test.clock.advance(2 * minute);
    await send();
    expect(titles()).toEqual(['late', 'End of late']);
    expect(await statuses()).toEqual(['failed', 'dropped', 'sent', 'sent']);
  });
});
