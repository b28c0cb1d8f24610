import { join } from 'node:path';
import type { EventName } from '#shared/contract/events.ts';
import type { Source } from '#shared/model/source.ts';
import { createHttpFetch } from '../../adapters/http-fetch.ts';
import { type LoopbackSite, startLoopbackSite } from '../../testing/loopback-site.ts';
import type { Job } from '../jobs/define-job.ts';
import { jobs } from '../jobs/registry.ts';
import { nothingOutside } from './nothing-outside.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine.ts';
import type { Parse, Ports, Publish } from '../ports.ts';
import type { WakeUps } from '../scheduling/scheduler.ts';
import { parsers, type ParserName, type ParserOutput } from '../sources/parsers.ts';
import type { OpenPortal } from '../sources/workfossa/portal.ts';
import type { MakeEntities } from '../store/planned-entities.ts';
import type { Store } from '../store/store.ts';
import { FakeClock } from './fake-clock.ts';
import { placeFreshDatabase } from './fresh-database.ts';
import { createFakeProcesses, createMemoryLog } from './fake-ports.ts';
import { createTestFolder, sampleSource } from './test-store.ts';

/** Wake-ups that a test lets ring. */
interface FakeWakeUps extends WakeUps {
  /** The armed instants by id. */
  readonly armed: ReadonlyMap<string, number>;
  readonly isClosed: boolean;
  /** Rings one wake-up, whatever the time is. */
  ring(id: string): void;
}

/** Makes wake-ups that never ring by themselves. */
function createFakeWakeUps(): FakeWakeUps {
  const armed = new Map<string, number>();
  const wakes = new Map<string, () => void>();
  let isClosed = false;
  return {
    armed,
    get isClosed() {
      return isClosed;
    },
    ring: (id) => wakes.get(id)?.(),
    arm(id, at, wake) {
      armed.set(id, at);
      wakes.set(id, wake);
    },
    disarm(id) {
      armed.delete(id);
      wakes.delete(id);
    },
    close() {
      isClosed = true;
    },
  };
}

/** A fact that an engine told. */
interface ToldFact {
  readonly name: EventName;
  readonly payload: unknown;
}

/** An engine on a database file, a loopback site and a clock that a test moves. */
export interface TestEngine {
  readonly engine: Engine;
  readonly clock: FakeClock;
  readonly site: LoopbackSite;
  readonly wakeUps: FakeWakeUps;
  readonly log: ReturnType<typeof createMemoryLog>;
  readonly told: readonly ToldFact[];
  /** Takes the network away, or brings it back. */
  setOnline(isOnline: boolean): void;
  /** Lets a process of the made-up machine die: 1 for the first engine. */
  kill(pid: number): void;
  /** A source on the site that may be asked as fast as a test likes. */
  source(change?: Partial<Source>): Source;
  /** Starts another engine on the same file, site and clock, as another process would. */
  beside(role?: EngineOptions['role']): Promise<{ readonly engine: Engine; readonly wakeUps: FakeWakeUps }>;
  /** Resolves when no run is going on. Rejects when that takes longer than five seconds. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What a test may choose. */
export interface TestEngineOptions {
  /** Kinds of work; the product's own where left out. */
  readonly jobs?: readonly Job[];
  /** How portals of work orders are opened; the product's own where left out. */
  readonly openPortal?: OpenPortal;
  /** What jobs change by plan; the product's own where left out. */
  readonly entities?: MakeEntities;
  /** How often the scheduler looks after its lease and the clocks, milliseconds; as the product does where left out. */
  readonly lookEveryMs?: number;
  /** What engines ask of the world other than usual. */
  readonly ports?: Partial<Pick<Ports, 'pages' | 'secrets' | 'vault' | 'deliver'>>;
  /** Tells facts beside, as a process does that tells others. */
  readonly publish?: (store: Store, clock: FakeClock) => Publish;
}

/** Makes an engine for a test; `close` ends it and deletes its files. */
export async function createTestEngine(now?: number, options: TestEngineOptions = {}): Promise<TestEngine> {
  const { folder, remove } = createTestFolder();
  const site = await startLoopbackSite();
  const web = createHttpFetch();
  const clock = new FakeClock(now);
  const log = createMemoryLog();
  const told: ToldFact[] = [];
  const engines: Engine[] = [];
  const living = new Set<number>();
  const network = { isOnline: () => isOnline };
  let isOnline = true;
  const beside = async (role: EngineOptions['role'] = 'window') => {
    const wakeUps = createFakeWakeUps();
    const processes = {
      ...createFakeProcesses(engines.length + 1),
      isAlive: ({ pid }: { pid: number }) => living.has(pid),
    };
    living.add(engines.length + 1);
    const ports: Omit<Ports, 'publish'> = {
      clock,
      fetch: web.fetch,
      parse: parseHere,
      files: noFiles,
      secrets: { read: () => undefined },
      ...nothingOutside,
      log,
      processes,
      network,
      ...options.ports,
    };
    const engine = await createEngine({
      databasePath: join(folder, 'rounds.sqlite'),
      role,
      version: '0.0.0-test',
      ports,
      wakeUps,
      newId: () => `process-${engines.length + 1}`,
      random: () => 0.5,
      publish: (store) => {
        const tell = options.publish?.(store, clock);
        return (name, payload) => {
          told.push({ name, payload });
          tell?.(name, payload);
        };
      },
      host: noHost,
      jobs: options.jobs ?? jobs,
      ...(options.openPortal !== undefined && { openPortal: options.openPortal }),
      ...(options.entities !== undefined && { entities: options.entities }),
      ...(options.lookEveryMs !== undefined && { lookEveryMs: options.lookEveryMs }),
    });
    engines.push(engine);
    return { engine, wakeUps };
  };
  await placeFreshDatabase(join(folder, 'rounds.sqlite'));
  const { engine, wakeUps } = await beside();
  return {
    engine,
    clock,
    site,
    wakeUps,
    log,
    told,
    setOnline: (online) => {
      isOnline = online;
    },
    kill: (pid) => void living.delete(pid),
    beside,
    source: (change) =>
      sampleSource({
        baseUrl: site.url,
        allowPrivateAddress: true,
        limits: { connections: 4, minGapMs: 0, requestsPerDay: 9999, timeoutMs: 15_000 },
        ...change,
      }),
    idle: () => untilIdle(engine),
    close: async () => {
      for (const each of engines.toReversed()) await each.close();
      await web.close();
      await site.close();
      remove();
    },
  };
}

async function untilIdle({ store }: Engine): Promise<void> {
  const giveUpAt = performance.now() + 5000;
  while (store.runs.open().length > 0) {
    if (performance.now() > giveUpAt) throw new Error(`Still going on: ${JSON.stringify(store.runs.open())}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The parsers themselves, without the worker around them. */
const parseHere: Parse = async <P extends ParserName>(parser: P, text: string) =>
  // The parser of that name gives the output of that name.
  (await parsers[parser]())(text) as ParserOutput<P>;

const noFiles: Ports['files'] = {
  readText: () => Promise.reject(new Error('No files here.')),
  writeWhole: () => Promise.reject(new Error('No files here.')),
};

const noHost: Parameters<typeof createEngine>[0]['host'] = {
  info: () => ({
    version: '0.0.0-test',
    electron: '',
    profileName: 'test',
    isDemo: false,
    platform: 'test',
  }),
  restart: () => {},
  keepPreference: () => {},
  openLink: () => Promise.resolve(),
  startsAtLogin: () => Promise.resolve(null),
  setStartsAtLogin: () => Promise.resolve(),
};

/** A Waitz location as the live feed gives it: open, with a figure in percent. */
export function siteLocation(id: number, name: string, busyness: number) {
  const common = {
    isAvailable: true,
    isOpen: true,
    hourSummary: 'open',
    bestLabel: null,
    bestLocations: [],
    subLocs: false,
  };
  return { name, id, busyness, people: busyness * 2, capacity: 200, percentage: busyness / 100, ...common };
}

/** Scripts the feeds of a school on a site. */
export function playSchool(
  site: LoopbackSite,
  locations: readonly ReturnType<typeof siteLocation>[],
  school = 'harbour',
): void {
  site.on(`/live/${school}`, { body: JSON.stringify({ data: locations }) });
  site.on(`/compare/${school}`, { body: JSON.stringify({ data: [] }) });
}
