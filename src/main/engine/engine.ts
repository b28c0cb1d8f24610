import type { AuditEntry } from '#shared/model/audit.ts';
import type { Run } from '#shared/model/run.ts';
import { createOpenPortal } from './sources/workfossa/open-portal.ts';
import type { OpenPortal } from './sources/workfossa/portal.ts';
import { createPoliteTurns } from './sources/polite-turns.ts';
import { createAccounts } from './account-keeper.ts';
import type { Accounts } from './accounts.ts';
import { createHandlers } from './handlers/index.ts';
import type { Handlers, HostActions } from './handlers/types.ts';
import type { Ports } from './ports.ts';
import type { Job } from './jobs/define-job.ts';
import { jobs as allJobs } from './jobs/registry.ts';
import { createRunner, type Runner } from './scheduling/runner.ts';
import { createScheduler, type Scheduler, type WakeUps } from './scheduling/scheduler.ts';
import { createNotifier, type Notifier } from './notifications/notifier.ts';
import { createPoliteHttp } from './sources/polite-http.ts';
import { createSourceReaders, type SourceReaders } from './sources/readers.ts';
import { isDiskFault } from './store/connection.ts';
import { createGroupCommit } from './store/group-commit.ts';
import { type OpenStore, openStore, isProcessGone, type ProcessRole, vanishedProcesses } from './store/open-store.ts';
import type { MakeEntities } from './store/planned-entities.ts';
import { createStore, type Store } from './store/store.ts';

export interface EngineOptions {
  readonly databasePath: string;
  readonly role: ProcessRole;
  readonly version: string;
  readonly ports: Omit<Ports, 'publish'>;
  readonly wakeUps: WakeUps;
  readonly newId: () => string;
  /** Uniform in 0–1, for jitter. */
  readonly random: () => number;
  /** Tells a fact outside this process's engine: to a window, or to the other processes. */
  readonly publish: (store: Store) => Ports['publish'];
  readonly host: HostActions;
  /** How portals of work orders are opened; the product's own where left out. */
  readonly openPortal?: OpenPortal;
  /** The kinds of work there are; the product's own where left out. */
  readonly jobs?: readonly Job[];
  /** What jobs change by plan; the product's own where left out. */
  readonly entities?: MakeEntities;
  /** How often the scheduler looks after its lease, the clocks and the network, milliseconds. */
  readonly lookEveryMs?: number;
}

/** A process that was killed is noticed, and its lease taken over, within about this time, milliseconds. */
const lookEveryMs = 5_000;

/** The product without a window: the same for the window, the command line and the tests. */
export interface Engine {
  readonly store: Store;
  readonly jobs: readonly Job[];
  readonly sources: SourceReaders;
  readonly runner: Runner;
  readonly scheduler: Scheduler;
  /** Tells people; looks by itself after each run, and while this process schedules. */
  readonly notifier: Notifier;
  readonly handlers: Handlers;
  /** The same operations, done from somewhere else: the audit says where. */
  handlersFor(origin: AuditEntry['origin']): Handlers;
  readonly publish: Ports['publish'];
  /** Takes in what other processes wrote: facts to pass on, edited schedules, runs to stop. Call it when the file changed. */
  catchUp(): void;
  /** True when the last process on this database did not end in order. */
  readonly wasUnclean: boolean;
  /** Runs that were left open by processes that are gone, as they were ended when the database was opened. */
  readonly interrupted: readonly Run[];
  /** Stops runs, says goodbye to the database and closes it; safe to call twice. */
  close(): Promise<void>;
}

/** Opens a profile's database and builds everything on it. Runs of processes that are gone end as interrupted. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { role, databasePath, newId, ports } = options;
  const opened = await openStore({ path: databasePath, role, ports, newId });
  const store = createStore(opened.connection, opened.processId, options.entities);
  const publish = tellIfPossible(options.publish(store), store, ports.log);
  const accounts = createAccounts({
    ports: { ...ports, publish },
    sealed: store.sealedSecrets,
    states: store.accountStates,
  });
  const sources = createSources(options, store, accounts);
  const runner = createRunner({
    store,
    commits: createGroupCommit(opened.connection, ports.clock),
    sources,
    ports: { ...ports, publish },
    vanished: () => vanishedProcesses(opened.connection, ports.processes),
    random: options.random,
  });
  const interrupted = runner.recover();
  store.runEvidence.purge(ports.clock.now());
  const jobs = options.jobs ?? allJobs;
  const notifier = createNotifier({
    store,
    jobs,
    ports: { ...ports, publish },
    processId: opened.processId,
    hasWindow: role === 'window',
    random: options.random,
  });
  runner.onEnd(() => notifier.look());
  const scheduler = createScheduler({
    store,
    jobs,
    runner,
    wakeUps: options.wakeUps,
    ports: { ...ports, publish },
    isGone: (processId) => isProcessGone(opened.connection, ports.processes, processId),
    lookEveryMs: options.lookEveryMs ?? lookEveryMs,
    looked: (isHolder) => notifier.tick(isHolder),
  });
  const doers = { jobs, sources, runner, scheduler, notifier, accounts };
  const world = { store, ...doers, ports: { ...ports, publish }, host: options.host };
  const edited = (ids: readonly string[] | null): void => {
    const payload = { ids: ids === null ? null : [...ids] };
    // Another process may be the one that schedules.
    store.outbox.put('schedules.changed', payload, ports.clock.now());
    publish('schedules.changed', payload);
    scheduler.replan(ids ?? undefined);
    notifier.look();
  };
  const handlersFor = (origin: AuditEntry['origin']): Handlers =>
    createHandlers({
      ...world,
      edited,
      audit: (deed, summary) => {
        const entry = { ...deed, summary, origin, at: ports.clock.now(), actor: ports.processes.account };
        publish('audit.added', store.audit.note(entry));
      },
    });
  const catchUp = (): void => {
    let isEdited = false;
    store.outbox.take((name, payload) => {
      // A process without a window has nobody to tell, and what it told again would come back to whoever told it.
      if (role === 'window') publish(name, payload);
      isEdited ||= name === 'schedules.changed';
      if (name === 'notifications.changed') notifier.deliver();
    });
    if (isEdited) scheduler.replan();
    runner.obey();
  };
  const { wasUnclean } = opened;
  const close = (): Promise<void> => closeEngine(opened, runner, notifier);
  const handlers = handlersFor(role === 'window' ? 'window' : 'command-line');
  const doing = { runner, scheduler, notifier, handlers, handlersFor, publish, catchUp };
  return { store, jobs, sources, ...doing, wasUnclean, interrupted, close };
}

/**
 * Facts are hints, and the database is the truth: one that cannot be handed on for want of space must not end the work that
 * it tells of. Within a transaction it must, for a full disk undoes the whole of that.
 */
function tellIfPossible(tell: Ports['publish'], { connection }: Store, log: Ports['log']): Ports['publish'] {
  return (name, payload) => {
    const isWithin = connection.raw.inTransaction;
    try {
      tell(name, payload);
    } catch (thrown) {
      if (isWithin || !isDiskFault(thrown)) throw thrown;
      log.warn({ err: thrown, fact: name }, 'Other processes could not be told');
    }
  };
}

function createSources(options: EngineOptions, store: Store, accounts: Accounts): SourceReaders {
  const { ports, version } = options;
  const userAgent = (): string => {
    const contact = store.settings.read('contact');
    return contact === null ? `Rounds/${version}` : `Rounds/${version} (+${contact})`;
  };
  const { clock, fetch, log, pages, parse } = ports;
  const turns = createPoliteTurns({ clock, ledger: store.hosts, log });
  return createSourceReaders({
    http: createPoliteHttp({ clock, fetch, ledger: store.hosts, log, userAgent }),
    parse,
    openPortal: options.openPortal ?? createOpenPortal({ pages, parse, accounts, turns, clock, log, userAgent }),
  });
}

async function closeEngine(opened: OpenStore, runner: Runner, notifier: Notifier): Promise<void> {
  await runner.stop();
  await notifier.stop();
  opened.close();
}
