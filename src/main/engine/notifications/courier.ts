import { AppError, toAppError } from '#shared/errors.ts';
import type { Channel } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Ports } from '../ports.ts';
import type { FoldedCount, WaitingDelivery } from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';
import { placeOfSecret } from './channel-secrets.ts';
import type { Message } from './channel-messages.ts';
import { quietUntil } from './quiet-hours.ts';
import { type SendWorld, sendMessage } from './send.ts';
import { counted, instantWords } from './words.ts';

/** What takes messages to their channels. */
export interface CourierOptions extends SendWorld {
  readonly store: Store;
  readonly ports: SendWorld['ports'] & Pick<Ports, 'log' | 'publish'>;
  /** Written into claims. */
  readonly processId: string;
  /** Whether this process has a window: only then is the desktop told. */
  readonly hasWindow: boolean;
  /** Uniform in 0–1, for jitter. */
  readonly random: () => number;
}

/** Takes what is due to its channels, each channel's messages in order and channels side by side. */
export interface Courier {
  /** Begins with what is due; channels that are at work go on by themselves. */
  deliver(): void;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
  /** Breaks off what is under way, to be sent again later, and waits for that. */
  stop(): Promise<void>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A claim outlives any attempt; whoever finds it run out sends the message again, under the same id. */
const claimMs = 2 * minuteMs;
/** With waits that double from a minute up to an hour, the last attempt comes about a day after the first. */
const mostAttempts = 29;
/** A desktop that was not there for so long is told no more, milliseconds. */
const desktopKeepsMs = 12 * hourMs;
const longestWaitMs = 24 * hourMs;
const batchSize = 50;

/** A message that this process has claimed. */
interface Claimed {
  readonly delivery: WaitingDelivery;
  readonly folded: FoldedCount | null;
}

/** Makes the courier of a process. */
export function createCourier(options: CourierOptions): Courier {
  const { store, ports } = options;
  const stopping = new AbortController();
  const atWork = new Map<string, Promise<void>>();
  const begin = (channelId: string): void => {
    const work = serve(options, channelId, stopping.signal)
      .catch((thrown: unknown) => {
        // The database could not be written; whoever looks next goes on.
        ports.log.error({ err: thrown, channel: channelId }, 'Deliveries of a channel could not go on');
      })
      .finally(() => atWork.delete(channelId));
    atWork.set(channelId, work);
  };
  const idle = async (): Promise<void> => {
    while (atWork.size > 0) await Promise.all(atWork.values());
  };
  return {
    deliver() {
      if (stopping.signal.aborted) return;
      for (const channelId of store.deliveries.dueChannels(ports.clock.now())) {
        if (!atWork.has(channelId)) begin(channelId);
      }
    },
    idle,
    async stop() {
      stopping.abort();
      await idle();
    },
  };
}

/** Sends what is due over a channel, one after the other, until nothing is or the receiver cannot be reached. */
async function serve(options: CourierOptions, channelId: string, stopped: AbortSignal): Promise<void> {
  const { store, ports } = options;
  const { deliveries } = store;
  for (;;) {
    const channel = store.channels.find(channelId);
    if (channel !== undefined && !(await canSend(channel, options))) return;
    const claimed = stopped.aborted ? null : claimNext(options, channelId);
    if (claimed === null || channel === undefined) return;
    const { delivery, folded } = claimed;
    try {
      await sendMessage(channel, toMessage(delivery, folded, channel), options, stopped);
      store.connection.transaction(() => {
        deliveries.noteSent(delivery.id, ports.clock.now());
        if (folded !== null) deliveries.noteFoldedTold(channelId, delivery.id);
      });
    } catch (thrown) {
      if (stopped.aborted) return deliveries.release(delivery.id);
      if (noteFailure(options, channel, delivery, toAppError(thrown))) return;
    } finally {
      ports.publish('notifications.changed', {});
    }
  }
}

/** Whether this process can send over a channel at all; another one may. */
async function canSend(channel: Channel, options: CourierOptions): Promise<boolean> {
  if (channel.kind === 'desktop' || !channel.isEnabled) return true;
  return (await placeOfSecret(channel, options)) !== 'elsewhere';
}

/** Claims the next message of a channel in one transaction; null where there is none to send now. */
function claimNext(options: CourierOptions, channelId: string): Claimed | null {
  const { store, ports, processId } = options;
  const { deliveries } = store;
  return store.connection.transaction(() => {
    const now = ports.clock.now();
    const channel = store.channels.find(channelId);
    if (channel === undefined || !channel.isEnabled) {
      deliveries.drop({ channelId }, now);
      return null;
    }
    const quiet = quietUntil(channel.quietHours, now);
    if (quiet !== null) {
      deliveries.postponeDue(channelId, now, quiet);
      return null;
    }
    for (;;) {
      const due = deliveries.dueOf(channelId, now, batchSize);
      const next = due.find((delivery) => isToBeSent(options, channel, delivery, now));
      if (next === undefined) {
        // What was looked at is settled now or has to wait; where the batch was full there may be more behind it.
        const left = deliveries.dueOf(channelId, now, batchSize);
        if (due.length < batchSize || left[0]?.id === due[0]?.id) return null;
        continue;
      }
      deliveries.claim(next.id, processId, now + claimMs);
      return { delivery: { ...next, attempts: next.attempts + 1 }, folded: deliveries.folded(channelId) };
    }
  });
}

/** Settles what is not to be sent any more; false also for what has to wait. */
function isToBeSent(
  { store, hasWindow }: CourierOptions,
  channel: Channel,
  { id, noticeId, about, openedAt, closedAt }: WaitingDelivery,
  now: EpochMs,
): boolean {
  const { deliveries } = store;
  if (channel.kind === 'desktop') {
    if (now - (about === 'opened' ? openedAt : (closedAt ?? openedAt)) > desktopKeepsMs) {
      deliveries.settle(id, 'dropped');
      return false;
    }
    if (!hasWindow) return false;
  }
  if (about === 'closed') {
    const opening = deliveries.statusOfOpening(noticeId, channel.id);
    if (opening === 'waiting') return false;
    if (opening !== 'sent') {
      // Nobody was told that it began.
      deliveries.settle(id, 'dropped');
      return false;
    }
  }
  if (deliveries.countSince(channel.id, now - hourMs, now) < channel.perHour) return true;
  deliveries.settle(id, 'folded');
  return false;
}

function toMessage(delivery: WaitingDelivery, folded: FoldedCount | null, channel: Channel): Message {
  const { id, noticeId, ruleId, trigger, about, title, body, path, openedAt } = delivery;
  const more =
    folded === null
      ? ''
      : `And ${counted(folded.count, 'more message')} since ${instantWords(folded.since, channel.quietHours?.timeZone)}; the log in Rounds has ${folded.count === 1 ? 'it' : 'them'}.`;
  const text = [body, more].filter((part) => part !== '').join('\n\n');
  return { deliveryId: String(id), noticeId, ruleId, trigger, about, title, body: text, path, openedAt };
}

/** Writes down why it did not arrive; true where the receiver is to be left alone for now. */
function noteFailure(
  { store, ports, random }: CourierOptions,
  channel: Channel,
  { id, attempts }: WaitingDelivery,
  error: AppError,
): boolean {
  const now = ports.clock.now();
  const isOver = !error.retryable || attempts >= mostAttempts;
  const nextAt = isOver ? null : nextAttemptAt(attempts, error.retryAt, now, random());
  store.connection.transaction(() => {
    store.deliveries.noteFailed(id, error.userMessage, nextAt);
    // Others would meet the same: they wait with it, and none of their attempts is spent.
    if (nextAt !== null) store.deliveries.postponeDue(channel.id, now, nextAt);
  });
  // The error itself may hold an address that is secret.
  ports.log.warn({ channel: channel.id, delivery: id, attempts, code: error.code, isOver }, 'A message did not arrive');
  return error.retryable;
}

/** Doubles from a minute up to an hour, half of it by chance; not before the receiver wants it, a day at most. */
function nextAttemptAt(attempts: number, retryAt: EpochMs | undefined, now: EpochMs, chance: number): EpochMs {
  const waitMs = Math.min(hourMs, minuteMs * 2 ** (attempts - 1));
  const ownMs = waitMs / 2 + (chance * waitMs) / 2;
  const askedMs = Math.min(retryAt === undefined ? 0 : retryAt - now, longestWaitMs);
  return now + Math.round(Math.max(ownMs, askedMs, minuteMs / 2));
}
