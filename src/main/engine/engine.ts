import { createHandlers } from './handlers/index.ts';
import type { Handlers, HostActions } from './handlers/types.ts';
import type { Ports } from './ports.ts';
import { createRunner, type Runner } from './scheduling/runner.ts';
import { createScheduler, type Scheduler, type WakeUps } from './scheduling/scheduler.ts';
import { readStatuses } from './scheduling/status.ts';
import { createPoliteHttp } from './sources/polite-http.ts';
import { createSourceReaders, type SourceReaders } from './sources/readers.ts';
import { type OpenStore, openStore, type ProcessRole, vanishedProcesses } from './store/open-store.ts';
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
}

/** The product without a window: the same for the window, the command line and the tests. */
export interface Engine {
  readonly store: Store;
  readonly sources: SourceReaders;
  readonly runner: Runner;
  readonly scheduler: Scheduler;
  readonly handlers: Handlers;
  readonly publish: Ports['publish'];
  /** True when the last process on this database did not end in order. */
  readonly wasUnclean: boolean;
  /** Stops runs, says goodbye to the database and closes it; safe to call twice. */
  close(): Promise<void>;
}

/** Opens a profile's database and builds everything on it. Runs of processes that are gone end as interrupted. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { role, databasePath, newId, ports } = options;
  const opened = await openStore({ path: databasePath, role, ports, newId });
  const store = createStore(opened.connection, opened.processId);
  const publish = options.publish(store);
  const sources = createSources(options, store);
  const runner = createRunner({
    store,
    sources,
    ports: { ...ports, publish },
    vanished: () => vanishedProcesses(opened.connection, ports.processes),
    random: options.random,
  });
  runner.recover();
  const planned = (): void => publish('schedules.changed', readStatuses(store, ports.clock.now()));
  const scheduler = createScheduler({ store, runner, wakeUps: options.wakeUps, ports, planned });
  const handlers = createHandlers({
    store,
    sources,
    runner,
    scheduler,
    ports: { ...ports, publish },
    host: options.host,
  });
  const { wasUnclean } = opened;
  return { store, sources, runner, scheduler, handlers, publish, wasUnclean, close: () => closeEngine(opened, runner) };
}

function createSources({ ports, version }: EngineOptions, store: Store): SourceReaders {
  const userAgent = (): string => {
    const contact = store.settings.read('contact');
    return contact === null ? `Rounds/${version}` : `Rounds/${version} (+${contact})`;
  };
  const { clock, fetch, log, parse } = ports;
  return createSourceReaders({ http: createPoliteHttp({ clock, fetch, ledger: store.hosts, log, userAgent }), parse });
}

async function closeEngine(opened: OpenStore, runner: Runner): Promise<void> {
  await runner.stop();
  opened.close();
}
