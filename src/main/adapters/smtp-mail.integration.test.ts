import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { MailMessage } from '../engine/ports.ts';
import { type LoopbackMail, startLoopbackMail } from '../testing/loopback-mail.ts';
import { makeSelfSigned } from '../testing/self-signed.ts';
import { createSmtpMail, type SmtpOptions } from './smtp-mail.ts';

const signed = makeSelfSigned();
const password = 'correct horse';

let server: LoopbackMail | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(options: SMTPServerOptions = {}): Promise<LoopbackMail> {
  server = await startLoopbackMail(options);
  return server;
}

function send(change: Partial<MailMessage>, options: SmtpOptions = {}, signal = new AbortController().signal) {
  const message: MailMessage = {
    host: 'localhost',
    port: server?.port ?? 0,
    security: 'none',
    account: null,
    from: 'rounds@example.invalid',
    to: ['desk@example.invalid'],
    subject: 'A job fails',
    text: 'Since 08:00.\n',
    ...change,
  };
  return createSmtpMail(options)(message, signal);
}

const takesPassword: SMTPServerOptions = {
  authOptional: false,
  onAuth(auth, _session, done) {
    const isRight = auth.username === 'desk' && auth.password === password;
    done(isRight ? null : new Error('Invalid username or password'), isRight ? { user: 'desk' } : undefined);
  },
};

describe('mail', () => {
  it('arrives as plain text', async () => {
    const { got } = await start({ disabledCommands: ['STARTTLS'] });
    await send({ to: ['desk@example.invalid', 'second@example.invalid'] });
    expect(got).toHaveLength(1);
    expect(got[0]?.to).toEqual(['desk@example.invalid', 'second@example.invalid']);
    expect(got[0]?.raw).toMatch(/^Subject: A job fails\r?$/m);
    expect(got[0]?.raw).toMatch(/^Content-Type: text\/plain/m);
    expect(got[0]?.raw).toContain('Since 08:00.');
  });

  it('goes over STARTTLS, with user name and password', async () => {
    const { got } = await start({ ...signed, ...takesPassword });
    await send({ security: 'starttls', account: { username: 'desk', password } }, { ca: signed.cert });
    expect(got).toMatchObject([{ isSecure: true }]);
  });

  it('goes over TLS from the beginning', async () => {
    const { got } = await start({ ...signed, secure: true });
    await send({ security: 'tls' }, { ca: signed.cert });
    expect(got).toMatchObject([{ isSecure: true }]);
  });

  it.each(['starttls', 'tls'] as const)('trusts no certificate that signed itself: %s', async (security) => {
    const { got } = await start({ ...signed, secure: security === 'tls' });
    await expect(send({ security })).rejects.toMatchObject({ code: 'refused', retryable: false });
    expect(got).toEqual([]);
  });

  it('is not sent in the clear where STARTTLS was asked for and is not offered', async () => {
    const { got } = await start({ ...takesPassword, disabledCommands: ['STARTTLS'] });
    const account = { username: 'desk', password };
    await expect(send({ security: 'starttls', account })).rejects.toMatchObject({ code: 'refused' });
    expect(got).toEqual([]);
  });

  it('says that the password is wrong, without saying it', async () => {
    await start({ ...signed, ...takesPassword });
    const account = { username: 'desk', password: 'wrong battery' };
    const failed = send({ security: 'starttls', account }, { ca: signed.cert });
    await expect(failed).rejects.toMatchObject({
      code: 'refused',
      retryable: false,
      userMessage: 'localhost did not accept the user name and password. It answered 535.',
    });
    await expect(failed).rejects.not.toThrow(/battery/);
  });

  it.each([
    [451, 'network', true],
    [550, 'refused', false],
  ])('is worth another try after %i only where that is temporary', async (responseCode, code, retryable) => {
    await start({
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('Not now'), { responseCode })),
    });
    await expect(send({})).rejects.toMatchObject({ code, retryable });
  });

  it('is worth another try where nobody listens', async () => {
    const { port } = await start();
    await server?.close();
    server = undefined;
    await expect(send({ port })).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  it('is given up when the signal says so', async () => {
    await start({ disabledCommands: ['STARTTLS'], onConnect: () => undefined });
    const stop = new AbortController();
    const sent = send({}, {}, stop.signal);
    stop.abort();
    await expect(sent).rejects.toMatchObject({ code: 'timeout' });
  });

  it('takes no header from a subject or a body', async () => {
    const { got } = await start({ disabledCommands: ['STARTTLS'] });
    await send({
      subject: 'Fails\r\nBcc: evil@example.invalid\r\n\r\nHello',
      text: '.\r\nRCPT TO:<evil@example.invalid>\r\n',
    });
    expect(got).toMatchObject([{ to: ['desk@example.invalid'] }]);
    const head = got[0]?.raw.split(/\r?\n\r?\n/)[0] ?? '';
    expect(head).not.toMatch(/^Bcc:/im);
  });
});
