import { NotificationRule } from '#shared/model/notification.ts';
import { Channel } from '#shared/model/notification.ts';
import { createDeliver } from '../../adapters/deliver.ts';
import { type LoopbackSite, type SiteAnswer, sendAnswer, startLoopbackSite } from '../../testing/loopback-site.ts';
import type { Engine } from '../engine.ts';
import type { Deliver } from '../ports.ts';
import type { FakeClock } from './fake-clock.ts';
import { createMemoryVault } from './memory-vault.ts';
import { createTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts';

/** A message as a webhook receiver got it. */
export interface GotMessage {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** What the body is as JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A receiver of webhooks on loopback, whose answers a test chooses. */
export interface Receiver {
  readonly site: LoopbackSite;
  readonly got: readonly GotMessage[];
  /** Titles in the order in which they came. */
  titles(): string[];
  /** How it answers from now on; null lets senders wait for ever. */
  answer: SiteAnswer | null;
}

/** An engine with a webhook receiver, a vault, and a desktop that writes down what it was told. */
export interface TestNotifications extends TestEngine {
  readonly receiver: Receiver;
  /** What the desktop was told. */
  readonly desktop: readonly Parameters<Deliver['desktop']>[0][];
  /** Stores a webhook channel `hook` to the receiver and its key. */
  addHook(change?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Stores a rule that tells over `hook`; returns it. */
  addRule(change: Readonly<Record<string, unknown>>): Promise<NotificationRule>;
  /** Looks, sends what is due, and waits for that. */
  settle(engine?: Engine): Promise<void>;
  /** Removes the rules that every profile begins with. */
  withoutDefaults(): Promise<void>;
}

/** Starts a receiver; `close` on its site ends it. */
export async function startReceiver(): Promise<Receiver> {
  const got: GotMessage[] = [];
  const receiver: { answer: SiteAnswer | null } = { answer: { status: 204 } };
  const site = await startLoopbackSite({
    otherwise: (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => void chunks.push(chunk));
      request.on('end', () => {
        if (receiver.answer === null) return;
        const status = receiver.answer.status ?? 200;
        const body = Buffer.concat(chunks).toString('utf8');
        if (status < 300) got.push({ headers: request.headers, body, json: JSON.parse(body) });
        sendAnswer(response, receiver.answer);
      });
    },
  });
  return Object.assign(receiver, { site, got, titles: () => got.map(({ json }) => String(json['title'])) });
}

/** Makes such an engine; `close` ends it all. */
export async function createTestNotifications(
  now?: number,
  options: TestEngineOptions = {},
): Promise<TestNotifications> {
  const receiver = await startReceiver();
  const desktop: Parameters<Deliver['desktop']>[0][] = [];
  const vault = createMemoryVault();
  const holder: { clock?: FakeClock } = {};
  const real = createDeliver({ now: () => holder.clock?.now() ?? 0 });
  const deliver: Deliver = { ...real, desktop: (message) => desktop.push(message) > 0 };
  const test = await createTestEngine(now, { ...options, ports: { deliver, vault, ...options.ports } });
  holder.clock = test.clock;
  const { handlers } = test.engine;
  return {
    ...test,
    receiver,
    desktop,
    async addHook(change) {
      const settings = { id: 'hook', name: 'Hook', kind: 'webhook', url: `${receiver.site.url}/hook`, ...change };
      const channel = Channel.parse({ allowPrivateAddress: true, ...settings });
      await handlers['notifications.saveChannel']({ channel, secret: 'a key to sign with', isNew: true });
    },
    async addRule(change) {
      const rule = NotificationRule.parse({ id: 'rule', name: 'Rule', channelIds: ['hook'], ...change });
      return handlers['notifications.saveRule']({ rule, isNew: test.engine.store.rules.find(rule.id) === undefined });
    },
    async withoutDefaults() {
      for (const { rule } of test.engine.store.rules.list())
        await handlers['notifications.removeRule']({ id: rule.id });
    },
    settle: (engine = test.engine) => engine.notifier.settle(new AbortController().signal),
    close: async () => {
      await test.close();
      await receiver.site.close();
    },
  };
}
