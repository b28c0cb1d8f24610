import { AppError, assertNever } from '#shared/errors.ts';
import type { Channel } from '#shared/model/notification.ts';
import type { Ports } from '../ports.ts';
import { readSecret, type SecretWorld } from './channel-secrets.ts';
import { type Message, toDiscord, toMail, toSlack, toWebhook } from './channel-messages.ts';

/** What messages are sent with. */
export interface SendWorld extends SecretWorld {
  readonly ports: SecretWorld['ports'] & Pick<Ports, 'deliver' | 'publish'>;
}

/** Longest time of one attempt, milliseconds: mail servers may greet late on purpose. */
const limitsMs = { email: 30_000, post: 10_000 };

/**
 * Sends one message over a channel, with the secret given or the one that is kept. Rejects with what kept it from arriving; the
 * sentence holds no secret.
 */
export async function sendMessage(
  channel: Channel,
  message: Message,
  world: SendWorld,
  stopped: AbortSignal,
  givenSecret: string | null = null,
): Promise<void> {
  if (channel.kind === 'desktop') return tellDesktop(message, world);
  const { ports } = world;
  const secret = givenSecret ?? (await readSecret(channel, world));
  const abort = new AbortController();
  const onStop = (): void => abort.abort(new AppError('canceled', 'Rounds was closed.'));
  const limit = ports.clock.deadline(channel.kind === 'email' ? limitsMs.email : limitsMs.post, abort);
  stopped.addEventListener('abort', onStop);
  if (stopped.aborted) onStop();
  try {
    await sendOut(channel, secret, message, world, limit.signal);
  } catch (thrown) {
    if (!stopped.aborted && abort.signal.aborted)
      throw new AppError('timeout', `The receiver of “${channel.name}” did not take the message in time.`);
    throw thrown;
  } finally {
    limit.end();
    stopped.removeEventListener('abort', onStop);
  }
}

/** The window is told in any case, so that it counts as told where the system shows no notifications. */
function tellDesktop({ noticeId, title, body, path }: Message, { ports }: SendWorld): void {
  ports.deliver.desktop({ title, body, path });
  ports.publish('notifications.told', { id: noticeId, title, body, path });
}

async function sendOut(
  channel: Exclude<Channel, { kind: 'desktop' }>,
  secret: string | null,
  message: Message,
  { ports }: SendWorld,
  signal: AbortSignal,
): Promise<void> {
  const { deliver, clock } = ports;
  switch (channel.kind) {
    case 'email':
      return deliver.mail(toMail(channel, secret, message), signal);
    case 'slack':
      return deliver.post(toSlack(channel, secret ?? '', message), signal);
    case 'discord':
      return deliver.post(toDiscord(channel, secret ?? '', message), signal);
    case 'webhook':
      return deliver.post(toWebhook(channel, secret ?? '', message, clock.now()), signal);
    default:
      return assertNever(channel);
  }
}
