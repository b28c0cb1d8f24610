import type { NodemailerError } from 'nodemailer';
import { AppError } from '#shared/errors.ts';
import type { Deliver, MailMessage } from '../engine/ports.ts';

/** What a mail adapter may be told beyond the message. */
export interface SmtpOptions {
  /** Certificates that are trusted besides those that Node trusts; none where left out. */
  readonly ca?: string;
}

/** Times of one message, milliseconds; the caller's signal ends the whole. */
const connectionTimeoutMs = 10_000;
const greetingTimeoutMs = 20_000;
const socketTimeoutMs = 20_000;

/**
 * Mail over SMTP, each message over a connection of its own. Plain text only; files and addresses in a message are never read. Mail
 * servers may live on private addresses: a company's own mostly does, and the address comes from the settings, not from a page.
 */
export function createSmtpMail({ ca }: SmtpOptions = {}): Deliver['mail'] {
  return async (message, signal) => {
    // Read when it is needed first: hardly any start sends mail at once.
    const { createTransport } = await import('nodemailer');
    const { host, port, security, account, from, to, subject, text } = message;
    const transport = createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(account !== null && { auth: { user: account.username, pass: account.password } }),
      connectionTimeout: connectionTimeoutMs,
      greetingTimeout: greetingTimeoutMs,
      socketTimeout: socketTimeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    });
    const aborted = new Promise<never>((_resolve, reject) => {
      const abort = (): void => reject(new AppError('timeout', `${host} did not take the message in time.`));
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
    const sent = transport.sendMail({ from, to: [...to], subject: oneLine(subject), text });
    // Whoever gave up waiting hears no more of it.
    sent.catch(() => undefined);
    aborted.catch(() => undefined);
    try {
      await Promise.race([sent, aborted]);
    } catch (thrown) {
      throw thrown instanceof AppError ? thrown : mailError(thrown, message);
    } finally {
      transport.close();
    }
  };
}

/** A line break would begin another header. */
function oneLine(subject: string): string {
  return subject.replace(/[\r\n]+/g, ' ');
}

/** A failure in words of our own: what a server answers may repeat what it was told. */
function mailError(thrown: unknown, { host, port, security }: MailMessage): AppError {
  const { code, status, isOfTls } = factsOf(thrown);
  const answered = status === null ? '' : ` It answered ${status}.`;
  const isTemporary = status !== null && status >= 400 && status < 500;
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return new AppError('refused', `${host} did not accept the user name and password.${answered}`, {
      retryable: isTemporary,
    });
  if (isOfTls) return tlsError(host, security);
  if (status !== null)
    return isTemporary
      ? new AppError('network', `${host} does not take the message now.${answered}`)
      : new AppError('refused', `${host} refused the message.${answered} Check sender and receivers.`);
  if (code === 'ETIMEDOUT') return new AppError('timeout', `${host} did not answer on port ${port} in time.`);
  return new AppError('network', `${host} could not be reached on port ${port}${code === '' ? '' : ` (${code})`}.`);
}

function tlsError(host: string, security: MailMessage['security']): AppError {
  const what =
    security === 'starttls' ? 'offers no STARTTLS, or no certificate that is trusted' : 'has no trusted certificate';
  return new AppError('refused', `${host} ${what}; nothing was sent.`);
}

interface Facts {
  readonly code: string;
  readonly status: number | null;
  readonly isOfTls: boolean;
}

function factsOf(thrown: unknown): Facts {
  if (!(thrown instanceof Error)) return { code: '', status: null, isOfTls: false };
  const { code = '', responseCode, message }: Partial<NodemailerError> & Error = thrown;
  // Its own code takes the place of the one that Node gives; only the words are left.
  const isOfTls = code === 'ETLS' || (code === 'ESOCKET' && /certificate|altname|ssl|tls/i.test(message));
  return { code, status: responseCode ?? null, isOfTls };
}
