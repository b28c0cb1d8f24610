import type { Channel, NotificationRule } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Job } from '../jobs/define-job.ts';
import { windowDays } from '../jobs/slots-maintain/parameters.ts';
import { inSlices } from '../slices.ts';
import type { CoverageSummary } from '../store/booking-health.ts';
import { checkSecret } from './channel-secrets.ts';
import { type CourierOptions, createCourier } from './courier.ts';
import { evaluate } from './evaluate.ts';
import { sendMessage } from './send.ts';
import type { Look } from './trigger.ts';

/** Tells people of what happens, by rules and over channels. */
export interface Notifier {
  /** Looks at the rules soon and sends what is due; many calls at once are one look. */
  look(): void;
  /** Sends what is due, soon. */
  deliver(): void;
  /** Called every few seconds: looks and sends about once a minute; looking is for the process that schedules. */
  tick(isScheduling: boolean): void;
  /** Looks and sends at once; resolves when nothing is under way, or the signal aborts. What is left waits for another process. */
  settle(signal: AbortSignal): Promise<void>;
  /** Keeps a rule. What it told of and does not look for any more ends without a word; what happens counts from now on. */
  saveRule(rule: NotificationRule): void;
  removeRule(id: string): void;
  /** Sends one message now. Rejects with what keeps it from arriving. */
  test(channel: Channel, secret: string | null): Promise<void>;
  /** Breaks off what is under way and waits for that. */
  stop(): Promise<void>;
}

export interface NotifierOptions extends CourierOptions {
  readonly jobs: readonly Job[];
}

const tickMs = 60_000;
/** Coverage is worked out anew after so long: it reads every slot, milliseconds. */
const coverageKeepsMs = 5 * 60_000;

/** Makes the notifier of a process. */
export function createNotifier(options: NotifierOptions): Notifier {
  return new RuleNotifier(options);
}

class RuleNotifier implements Notifier {
  readonly #options: NotifierOptions;
  readonly #courier;
  readonly #stopping = new AbortController();
  #isWanted = false;
  #looking: Promise<void> | null = null;
  #tickedAt: EpochMs | null = null;
  #coverage: { readonly at: EpochMs; readonly summary: CoverageSummary } | null = null;

  constructor(options: NotifierOptions) {
    this.#options = options;
    this.#courier = createCourier(options);
  }

  look(): void {
    if (this.#stopping.signal.aborted) return;
    this.#isWanted = true;
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null;
      if (this.#isWanted) this.look();
    });
  }

  deliver(): void {
    this.#trying(() => this.#courier.deliver());
  }

  tick(isScheduling: boolean): void {
    const now = this.#options.ports.clock.now();
    if (this.#tickedAt !== null && now >= this.#tickedAt && now - this.#tickedAt < tickMs) return;
    this.#tickedAt = now;
    if (isScheduling) this.look();
    else this.deliver();
  }

  async settle(signal: AbortSignal): Promise<void> {
    this.look();
    const settled = async (): Promise<void> => {
      while (this.#looking !== null) await this.#looking;
      await this.#courier.idle();
    };
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([settled(), aborted]);
  }

  saveRule(rule: NotificationRule): void {
    const { store, ports } = this.#options;
    store.connection.transaction(() => {
      // What happened until now is told by the rules as they were.
      this.#evaluate();
      const before = store.rules.find(rule.id);
      const isSame = before?.rule.isEnabled === rule.isEnabled && isAlike(before.rule.trigger, rule.trigger);
      store.rules.save(rule, isSame ? before.cursor : null, ports.clock.now());
      this.#evaluate(rule.id);
    });
    this.#changed();
  }

  removeRule(id: string): void {
    const { store, ports } = this.#options;
    store.connection.transaction(() => {
      const { rule } = store.rules.get(id);
      store.rules.save({ ...rule, isEnabled: false }, null, ports.clock.now());
      this.#evaluate(id);
      store.rules.remove(id, ports.clock.now());
    });
    this.#changed();
  }

  async test(channel: Channel, secret: string | null): Promise<void> {
    if (secret !== null) checkSecret(channel, secret);
    const { ports } = this.#options;
    const message = {
      deliveryId: 'test',
      noticeId: 0,
      ruleId: 'test',
      trigger: 'test',
      about: 'opened',
      title: 'Rounds can reach you here',
      body: `This is a test of “${channel.name}”. Nothing has happened.`,
      path: null,
      openedAt: ports.clock.now(),
    } as const;
    await sendMessage(channel, message, this.#options, this.#stopping.signal, secret);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#isWanted = false;
    await this.#looking;
    await this.#courier.stop();
  }

  async #lookOnce(): Promise<void> {
    const { ports } = this.#options;
    // What comes in the same turn is seen by one look.
    await ports.clock.breathe();
    this.#isWanted = false;
    if (this.#stopping.signal.aborted) return;
    try {
      await this.#workOutCoverage();
      if (this.#stopping.signal.aborted) return;
      if (this.#evaluate()) this.#changed();
      else this.#courier.deliver();
    } catch (thrown) {
      ports.log.error({ err: thrown }, 'Notifications could not be looked at; they are tried again shortly');
    }
  }

  #evaluate(editedId?: string): boolean {
    const { ports } = this.#options;
    return evaluate(() => this.#makeLook(), ports.log, editedId === undefined ? {} : { editedId });
  }

  #makeLook(): Look {
    const { store, jobs, ports } = this.#options;
    const untoldWatches = store.hutWatches.untold();
    return { store, jobs, now: ports.clock.now(), coverage: this.#coverage?.summary ?? null, untoldWatches };
  }

  /** Works coverage out in small steps before anything is locked, and only where a rule asks for it. */
  async #workOutCoverage(): Promise<void> {
    const { store, ports } = this.#options;
    const isAsked = store.rules.list().some(({ rule }) => rule.isEnabled && rule.trigger.kind === 'coverage_low');
    const now = ports.clock.now();
    if (!isAsked) this.#coverage = null;
    else if (this.#coverage === null || Math.abs(now - this.#coverage.at) > coverageKeepsMs) {
      const summary = await inSlices(store.bookingHealth.summarySteps(now, windowDays), ports.clock);
      this.#coverage = { at: now, summary };
    }
  }

  #changed(): void {
    this.#options.ports.publish('notifications.changed', {});
    this.deliver();
  }

  #trying(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#options.ports.log.error({ err: thrown }, 'Notifications could not be sent; they are tried again shortly');
    }
  }
}

function isAlike(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
