import { AppError } from '#shared/errors.ts';

/** Largest body that is read, in bytes after decompression. */
const maxBodyBytes = 10 * 1024 * 1024;

/** How a body is read: `onBytes` hears of every arrival; aborting rejects with the signal's reason. */
export interface BodyReading {
  readonly place: string;
  readonly signal: AbortSignal;
  readonly onBytes: () => void;
}

/** All bytes of a body, at most 10 MB; rejects with `source_changed` as soon as it is longer and stops reading it. */
export async function readBytes(
  body: AsyncIterable<Uint8Array>,
  { place, signal, onBytes }: BodyReading,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const iterator = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await untilAborted(iterator.next(), signal);
      if (step.done) return joined(chunks, sizeBytes);
      onBytes();
      sizeBytes += step.value.byteLength;
      if (sizeBytes > maxBodyBytes) {
        throw new AppError('source_changed', `${place} answered more than 10 MB, which is more than Rounds reads.`);
      }
      chunks.push(step.value);
    }
  } finally {
    // Not awaited: an iteration that hangs ends only when the connection does. Its failure was told by `next`.
    void iterator.return?.().catch(() => undefined);
  }
}

/** The promise, or a rejection with the signal's reason as soon as it aborts. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function joined(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/**
 * The text that the bytes are, without byte order mark. A byte order mark decides the character set, else the header,
 * else what a web page says of itself in its first kilobyte, else it is UTF-8. Throws `source_changed` where bytes do not fit the set, so that no lost character is ever stored.
 */
export function decodeText(bytes: Uint8Array, contentType: string | undefined, place: string): string {
  const label = charsetOfMark(bytes) ?? charsetOfHeader(contentType) ?? charsetOfPage(bytes, contentType) ?? 'utf-8';
  const text = decode(bytes, createDecoder(label, place), label, place);
  if (text.includes('\0')) throw new AppError('source_changed', `${place} answered binary data instead of text.`);
  return text;
}

type Decoder = Pick<InstanceType<typeof TextDecoder>, 'decode'>;

function createDecoder(label: string, place: string): Decoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (cause) {
    throw new AppError(
      'source_changed',
      `${place} answered in the character set “${label}”, which Rounds does not know.`,
      { cause },
    );
  }
}

function decode(bytes: Uint8Array, decoder: Decoder, label: string, place: string): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new AppError('source_changed', `${place} answered bytes that are not ${label} text.`, { cause });
  }
}

function charsetOfMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function charsetOfHeader(contentType: string | undefined): string | null {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? null;
}

/** Where a page names its character set, bytes from its start; as in https://html.spec.whatwg.org/#charset1024 */
const charsetWithinBytes = 1024;

/** The set that the `meta` element of a web page names; null for what is no web page. */
function charsetOfPage(bytes: Uint8Array, contentType: string | undefined): string | null {
  if (contentType !== undefined && !/html/i.test(contentType)) return null;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, charsetWithinBytes));
  if (!start.trimStart().startsWith('<')) return null;
  const label = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(start)?.[1]?.toLowerCase() ?? null;
  // The element could be read, so its page is no UTF-16 whatever it says.
  return label?.startsWith('utf-16') === true ? 'utf-8' : label;
}
