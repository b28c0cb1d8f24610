import type { Clock, Deliver } from '../engine/ports.ts';
import { createHttpPost } from './http-post.ts';
import { createSmtpMail, type SmtpOptions } from './smtp-mail.ts';

/** Ways out of a process without a window: mail and webhooks; a window adds the desktop. */
export function createDeliver(clock: Pick<Clock, 'now'>, smtp: SmtpOptions = {}): Deliver {
  return { desktop: () => false, mail: createSmtpMail(smtp), post: createHttpPost(clock) };
}
