import type { AppInfo } from '#shared/contract/app.ts';
import type { OperationName, Output, ParsedInput } from '#shared/contract/index.ts';
import type { Accounts } from '../accounts.ts';
import type { Job } from '../jobs/define-job.ts';
import type { AuditEntry } from '#shared/model/audit.ts';
import type { PreferenceName } from '#shared/model/preferences.ts';
import type { Notifier } from '../notifications/notifier.ts';
import type { Ports } from '../ports.ts';
import type { Runner } from '../scheduling/runner.ts';
import type { Scheduler } from '../scheduling/scheduler.ts';
import type { SourceReaders } from '../sources/readers.ts';
import type { Store } from '../store/store.ts';

/** One function per operation of the contract; input and output are checked by `dispatch`. */
export type Handlers = { [N in OperationName]: (input: ParsedInput<N>) => Promise<Output<N>> };

/** What only the program around the engine can do. */
export interface HostActions {
  info(): AppInfo;
  /** Starts the program anew with or without sample data. */
  restart(demo: boolean): void;
  /** Keeps a choice for the window; one that cannot be written is told to the log alone. */
  keepPreference(name: PreferenceName, value: string): void;
  /** Opens an http(s) address outside. Rejects with `invalid_input`. */
  openLink(url: string): Promise<void>;
  /** Whether the system starts Rounds when this account signs in; null where it cannot be asked. */
  startsAtLogin(): Promise<boolean | null>;
  /** Rejects with `refused` where the system does not let Rounds start then. */
  setStartsAtLogin(startsAtLogin: boolean): Promise<void>;
}

/** What handlers work with. */
export interface HandlerContext {
  readonly store: Store;
  readonly jobs: readonly Job[];
  readonly sources: SourceReaders;
  readonly runner: Runner;
  readonly scheduler: Scheduler;
  readonly accounts: Accounts;
  readonly notifier: Notifier;
  readonly ports: Ports;
  readonly host: HostActions;
  /** Tells everybody that these schedules were edited, or null where it may be any, and plans them anew. */
  edited(ids: readonly string[] | null): void;
  /** Remembers what a person did, in a sentence. */
  audit(deed: Pick<AuditEntry, 'action' | 'subjectKind' | 'subjectId'>, summary: string): void;
}

/** The handlers of the operations whose names begin with one of these areas. */
export type HandlersOf<Area extends string> = Pick<Handlers, Extract<OperationName, `${Area}.${string}`>>;
