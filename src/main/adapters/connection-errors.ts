import { AppError } from '#shared/errors.ts';

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has no address: the name is not known to DNS, or the network is down.',
  EAI_AGAIN: 'could not be looked up: DNS gave no answer, or the network is down.',
  ECONNREFUSED: 'refused the connection.',
  ECONNRESET: 'broke off the connection.',
  EPIPE: 'broke off the connection.',
  ETIMEDOUT: 'did not accept the connection in time.',
  EHOSTUNREACH: 'cannot be reached from this network.',
  ENETUNREACH: 'cannot be reached: the network is down.',
  ENETDOWN: 'cannot be reached: the network is down.',
  EADDRNOTAVAIL: 'cannot be reached: the network is down.',
  HPE_HEADER_OVERFLOW: 'sent headers that are too large.',
};

/** A failure of connecting to or reading from a host as `network` in a plain sentence; an `AppError` stays as it is. */
export function connectionError(thrown: unknown, host: string): AppError {
  const own = ownError(thrown);
  if (own) return own;
  const code = codeOf(thrown);
  return new AppError('network', `${host} ${sentenceFor(code)}`, { cause: thrown });
}

function sentenceFor(code: string): string {
  const known = sentences[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return 'did not answer in HTTP.';
  if (/CERT|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) return `has no trusted certificate (${code}).`;
  return code === '' ? 'could not be asked.' : `could not be asked (${code}).`;
}

/** The guard's own refusal travels through the socket as the cause of another error. */
function ownError(thrown: unknown): AppError | undefined {
  if (thrown instanceof AppError) return thrown;
  return causesOf(thrown)
    .map(ownError)
    .find((error) => error !== undefined);
}

function codeOf(thrown: unknown): string {
  // Its code is missing when the very first bytes are wrong.
  if (thrown instanceof Error && thrown.name === 'HTTPParserError') return 'HPE_INVALID';
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return (
    causesOf(thrown)
      .map(codeOf)
      .find((code) => code !== '') ?? ''
  );
}

function causesOf(thrown: unknown): readonly unknown[] {
  if (!(thrown instanceof Error)) return [];
  const several: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
  return thrown.cause === undefined ? several : [...several, thrown.cause];
}
