import type { z } from 'zod';
import { Provider, Service } from '#shared/model/booking.ts';
import { ConfigFile, ConfigSchedule, ConfigSource } from '#shared/model/config-file.ts';
import { Hut } from '#shared/model/hut.ts';
import { Building } from '#shared/model/occupancy.ts';
import { isHutKind } from '#shared/model/source.ts';
import { checkRule } from '#shared/schedule/plan.ts';
import { ruleChoiceProblem } from '#shared/schedule/rule.ts';
import type { Job } from '../jobs/define-job.ts';
import { stepFaults } from '../scheduling/least-step.ts';
import type { Store } from '../store/store.ts';
import { type Fault, toFaults, valueAt } from './faults.ts';
import { parseJson } from './json-text.ts';

/** An entry of a section that is sound by itself, and its place in the file. */
interface Entry<T> {
  readonly index: number;
  readonly value: T;
}

/** A configuration file as read: what is sound in it, and everything that is not. */
export interface ReadConfig {
  readonly contact: string | undefined;
  readonly sources: readonly Entry<ConfigSource>[];
  readonly buildings: readonly Entry<Building>[];
  readonly huts: readonly Entry<Hut>[];
  readonly providers: readonly Entry<Provider>[];
  readonly services: readonly Entry<Service>[];
  readonly schedules: readonly Entry<ConfigSchedule>[];
  readonly faults: readonly Fault[];
}

/** Reads a configuration file and finds every fault that can be seen before it is applied. Rejects where it is no JSON. */
export function readConfig(text: string, { store, jobs }: { store: Store; jobs: readonly Job[] }): ReadConfig {
  const raw = parseJson(text);
  const whole = ConfigFile.safeParse(raw);
  const sources = entriesOf(raw, 'sources', ConfigSource);
  const buildings = entriesOf(raw, 'buildings', Building);
  const huts = entriesOf(raw, 'huts', Hut);
  const providers = entriesOf(raw, 'providers', Provider);
  const services = entriesOf(raw, 'services', Service);
  const schedules = entriesOf(raw, 'schedules', ConfigSchedule);
  const kindOfSource = knowsKinds(raw, store);
  const isSource = (id: string): boolean => kindOfSource(id) !== undefined;
  return {
    contact: whole.data?.contact,
    sources,
    buildings,
    huts,
    providers,
    services,
    schedules,
    faults: [
      ...(whole.success ? [] : toFaults(whole.error, raw)),
      ...ruleFaults(raw, schedules),
      ...repeated('sources', 'id', sources),
      ...repeated('buildings', 'code', buildings),
      ...repeated('huts', 'slug', huts),
      ...repeated('providers', 'id', providers),
      ...repeated('services', 'id', services),
      ...repeated('schedules', 'id', schedules),
      ...targetFaults('buildings', buildings, kindOfSource, (kind) => kind === 'waitz'),
      ...targetFaults('huts', huts, kindOfSource, (kind) => typeof kind === 'string' && isHutKind(kind)),
      ...providerFaults(services, raw, store),
      ...schedules.flatMap((entry) => jobFaults(entry, jobs, isSource)),
    ],
  };
}

function entriesOf<T>(raw: unknown, section: string, schema: z.ZodType<T>): Entry<T>[] {
  return listOf(raw, section).flatMap((item, index) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [{ index, value: parsed.data }] : [];
  });
}

function listOf(raw: unknown, section: string): readonly unknown[] {
  const list = valueAt(raw, [section]);
  return Array.isArray(list) ? list : [];
}

/** The kinds of sources that are stored or stand in the file; one that stands there with a fault is not reported twice. */
function knowsKinds(raw: unknown, store: Store): (id: string) => unknown {
  const inFile = new Map(
    listOf(raw, 'sources').map((item) => [valueAt(item, ['id']), valueAt(item, ['kind']) ?? null]),
  );
  return (id) => (inFile.has(id) ? inFile.get(id) : store.sources.find(id)?.kind);
}

/** Targets whose source is unknown or tells of other things. */
function targetFaults(
  section: string,
  entries: readonly Entry<{ readonly sourceId: string }>[],
  kindOfSource: (id: string) => unknown,
  isFitting: (kind: unknown) => boolean,
): Fault[] {
  return entries.flatMap(({ index, value }) => {
    const path = [section, index, 'sourceId'];
    const kind = kindOfSource(value.sourceId);
    if (kind === undefined) return [unknownSource(path, value.sourceId)];
    if (typeof kind !== 'string' || isFitting(kind)) return [];
    return [{ path, message: `source ${JSON.stringify(value.sourceId)} is a ${kind} source, which has no ${section}` }];
  });
}

/** Services of a provider that is neither stored nor in the file; one that stands there with a fault is not reported twice. */
function providerFaults(services: readonly Entry<Service>[], raw: unknown, { providers }: Store): Fault[] {
  const inFile = new Set(listOf(raw, 'providers').map((item) => valueAt(item, ['id'])));
  return services
    .filter(({ value }) => !inFile.has(value.providerId) && providers.find(value.providerId) === undefined)
    .map(({ index, value }) => ({
      path: ['services', index, 'providerId'],
      message: `no provider ${JSON.stringify(value.providerId)}`,
    }));
}

function unknownSource(path: readonly PropertyKey[], id: string): Fault {
  return { path, message: `no source ${JSON.stringify(id)}` };
}

function repeated<K extends string>(
  section: string,
  key: K,
  entries: readonly Entry<Readonly<Record<K, string>>>[],
): Fault[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ index, value }) => {
    const name = value[key];
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    return before === undefined
      ? []
      : [{ path: [section, index, key], message: `${JSON.stringify(name)} stands in ${section}[${before}] already` }];
  });
}

/** What no field of a schedule can say alone: which rule it has, and whether that is ever due. */
function ruleFaults(raw: unknown, sound: readonly Entry<ConfigSchedule>[]): Fault[] {
  return listOf(raw, 'schedules').flatMap((item, index) => {
    const entry = sound.find((each) => each.index === index);
    const problems =
      entry === undefined ? choiceProblems(item) : checkRule({ ...entry.value, anchorAt: 0 }, entry.value.timeZone);
    return problems.map(({ path, message }) => ({ path: ['schedules', index, ...path], message }));
  });
}

function choiceProblems(item: unknown): { path: readonly PropertyKey[]; message: string }[] {
  const field = (name: string): unknown => valueAt(item, [name]);
  const message = ruleChoiceProblem({ every: field('every'), dailyAt: field('dailyAt'), cron: field('cron') });
  return message === undefined ? [] : [{ path: ['every'], message }];
}

function jobFaults(
  { index, value }: Entry<ConfigSchedule>,
  jobs: readonly Job[],
  isSource: (id: string) => boolean,
): Fault[] {
  const job = jobs.find(({ kind }) => kind === value.job);
  if (job === undefined) {
    const known = jobs.map(({ kind }) => kind).join(', ');
    return [{ path: ['schedules', index, 'job'], message: `no job ${JSON.stringify(value.job)}; known: ${known}` }];
  }
  const at = ['schedules', index, 'params'];
  const [tooOften] = stepFaults(value, jobs);
  if (tooOften !== undefined) return [{ ...tooOften, path: ['schedules', index, ...tooOften.path] }];
  const parsed = job.parameters.safeParse(value.params);
  if (!parsed.success) return toFaults(parsed.error, value.params, at);
  const problem = job.scheduleProblem?.(parsed.data) ?? null;
  if (problem !== null) return [{ path: at, message: problem }];
  const sourceId = parsed.data['sourceId'];
  return typeof sourceId === 'string' && !isSource(sourceId) ? [unknownSource([...at, 'sourceId'], sourceId)] : [];
}
