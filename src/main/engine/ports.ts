import type { EventName, EventPayload } from '#shared/contract/events.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { RenderedPages } from './rendered-pages.ts';
import type { ParserName, ParserOutput } from './sources/parsers.ts';

/** What the engine asks of the world. Everything ambient comes in through one of these. */
export interface Ports {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly parse: Parse;
  readonly files: Files;
  readonly pages: RenderedPages;
  readonly secrets: Secrets;
  readonly vault: Vault;
  readonly deliver: Deliver;
  readonly log: Log;
  readonly publish: Publish;
  readonly processes: Processes;
  readonly network: Network;
}

/** Wall clock, steady clock and the only source of waiting. */
export interface Clock {
  now(): EpochMs;
  /** Milliseconds of a clock that never jumps; only differences mean something. */
  monotonicMs(): number;
  /** Milliseconds since the machine started, sleep included where the system counts it. */
  uptimeMs(): number;
  /** Lets other work go first. */
  breathe(): Promise<void>;
  /** Resolves after the time; rejects with `canceled` when the signal aborts first. */
  wait(durationMs: number, signal: AbortSignal): Promise<void>;
  /** A signal that aborts after the time, that of `abort` where it is given, and the function that ends it early. */
  deadline(durationMs: number, abort?: AbortController): { readonly signal: AbortSignal; end(): void };
}

/** One hop of HTTP: no redirects followed, no limits but the guard on addresses. */
export type Fetch = (request: FetchRequest) => Promise<FetchResponse>;

export interface FetchRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** False refuses to connect to private and loopback addresses, checked on the address actually used. */
  readonly allowPrivateAddress: boolean;
}

export interface FetchResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Bytes of the body as decompressed so far; ending the iteration closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Runs a named parser over a text off the main thread, under limits of size, depth and time. */
export type Parse = <P extends ParserName>(parser: P, text: string, signal: AbortSignal) => Promise<ParserOutput<P>>;

/** Files that a person named. Rejects with `storage` naming what could not be done. */
export interface Files {
  readText(path: string): Promise<string>;
  /** Writes beside the target and renames, so that a reader never sees half a file. */
  writeWhole(path: string, chunks: Iterable<string>): Promise<void>;
}

/** Secrets by name, never kept in the database. */
export interface Secrets {
  /** Undefined where no such secret is set. */
  read(name: string): string | undefined;
}

/** Seals secrets with a key that the operating system keeps. */
export interface Vault {
  /** What seals; where there is nothing real, `isThere` is false and the description says why and what to do instead. */
  keychain(): Promise<{ readonly isThere: boolean; readonly description: string }>;
  /** Rejects with `refused` where there is no keychain. */
  seal(text: string): Promise<Uint8Array>;
  /** Rejects with `refused` where there is no keychain, or another one than it was sealed with. */
  open(sealed: Uint8Array): Promise<string>;
}

/** Ways out for messages to people. Rejections never name a secret: `network` and `timeout` are worth another try, the others are not. */
export interface Deliver {
  /** Shows a notification of the system; false where this process cannot. A click opens the page at `path`. */
  desktop(message: { readonly title: string; readonly body: string; readonly path: string | null }): boolean;
  mail(message: MailMessage, signal: AbortSignal): Promise<void>;
  /** Posts JSON once, following no redirect. */
  post(message: PostMessage, signal: AbortSignal): Promise<void>;
}

export interface MailMessage {
  readonly host: string;
  readonly port: number;
  readonly security: 'starttls' | 'tls' | 'none';
  /** Null: no sign-in. */
  readonly account: { readonly username: string; readonly password: string } | null;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface PostMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivateAddress: boolean;
}

/** Structured log: fields first, then a sentence. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
export type LogFields = Readonly<Record<string, unknown>>;

/** Tells a fact to whoever shows it. */
export type Publish = <E extends EventName>(name: E, payload: EventPayload<E>) => void;

/** What identifies a process across restarts of it and of the machine. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Changes with every start of the machine. */
  readonly bootId: string;
  /** When the process started, in whatever unit the system counts; empty where unknown. */
  readonly startMark: string;
}

/** Knows processes of this machine. */
export interface Processes {
  readonly self: ProcessIdentity;
  /** Name of the account that it runs under. */
  readonly account: string;
  /** False only when that process is surely gone. */
  isAlive(identity: ProcessIdentity): boolean;
}

/** Whether the machine has a way to other machines. */
export interface Network {
  isOnline(): boolean;
}
