import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server took it. */
export interface GotMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Head and body as they came over the wire. */
  readonly raw: string;
  readonly isSecure: boolean;
}

/** A mail server on 127.0.0.1. */
export interface LoopbackMail {
  readonly port: number;
  readonly got: readonly GotMail[];
  close(): Promise<void>;
}

/** Starts a mail server that takes everything, unless its options say otherwise. For tests. */
export async function startLoopbackMail(options: SMTPServerOptions = {}): Promise<LoopbackMail> {
  const got: GotMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const raw = Buffer.concat(chunks).toString('utf8');
        got.push({ from, to: rcptTo.map(({ address }) => address), raw, isSecure: session.secure });
        done();
      });
    },
    ...options,
  });
  // Clients that give up a handshake are part of what is tested.
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(address === null || typeof address === 'string' ? 0 : address.port);
    });
  });
  return { port, got, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
