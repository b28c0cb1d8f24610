import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { type Building, BuildingCode } from '#shared/model/occupancy.ts';
import { DisplayName, Id } from '#shared/model/primitives.ts';
import type { RunChange } from '#shared/model/run.ts';
import type { WaitzSource } from '#shared/model/source.ts';
import { matchBuilding } from '../../sources/waitz/match.ts';
import type { WaitzLocation } from '../../sources/waitz/parse.ts';
import type { AppliedCheck } from '../../store/change-log.ts';
import type { Store } from '../../store/store.ts';
import { type CheckOutcome, defineJob, type JobContext, type JobPart } from '../define-job.ts';
import { updateTrends } from './trends.ts';

const Parameters = z.strictObject({
  /** Only this source; every Waitz source when left out. */
  sourceId: Id.optional(),
  /** Only these buildings; all of the source when left out. */
  buildings: z.array(BuildingCode).min(1).optional(),
  /** Sets the Waitz id of the one named building, once an answer has shown that it exists. */
  waitzId: DisplayName.optional(),
});
type Parameters = z.output<typeof Parameters>;

/** Looks how full buildings are: one request to a school's live list serves all its buildings. */
export const occupancyUpdate = defineJob({
  kind: 'occupancy.update',
  title: 'Update building occupancy',
  description: 'Asks each Waitz school once how full its buildings are, and at most hourly for the trends.',
  timeLimitMs: 120_000,
  checkTimeLimitMs: 30_000,
  parameters: Parameters,
  flags: {
    source: { parameter: 'sourceId', isList: false, valueName: 'ID', description: 'only this source' },
    building: {
      parameter: 'buildings',
      isList: true,
      valueName: 'CODE',
      description: 'only this building; repeatable',
    },
    'waitz-id': {
      parameter: 'waitzId',
      isList: false,
      valueName: 'SLUG',
      description: 'with one --building: set its Waitz id (number or exact name) if the answer has it',
    },
  },
  defaultEvery: 'PT10M',
  sourceKinds: ['waitz'],
  split: splitBySource,
  sources: ({ sourceId }, store) => schoolsOf(store, sourceId),
  keepFailure: (store, { target: code, at, stepMs, error }) => {
    store.occupancy.fail({ code, at, stepMs }, { code: error.code, message: error.userMessage });
  },
  announce: (publish, codes) => publish('occupancy.changed', { codes: [...codes] }),
  async run(params, context) {
    const source = schoolOf(context.store, params.sourceId ?? '');
    const buildings = chosenBuildings(context.store, source, params);
    context.expect(buildings.length);
    if (buildings.length === 0) {
      context.note('info', `${source.name} has no buildings to look at yet.`);
      return;
    }
    const locations = await readLocations(context, source, buildings);
    const matches = matchAll(buildings, locations);
    for (const { building, find } of matches) {
      await context.check(building.code, find, (location) => lookAt(context, building, location));
    }
    assertSomeKnown(source, matches, locations);
    await updateTrends(context, source, matches);
  },
});

/** A building and the way to its location, which rejects where the list has none. */
export interface Match {
  readonly building: Building;
  find(): WaitzLocation;
}

function schoolsOf(store: Store, sourceId: string | undefined): WaitzSource[] {
  return sourceId === undefined ? store.sources.ofKind('waitz') : [schoolOf(store, sourceId)];
}

function schoolOf(store: Store, id: string): WaitzSource {
  const source = store.sources.get(id);
  if (source.kind === 'waitz') return source;
  throw new AppError('invalid_input', `Source "${id}" tells of no buildings.`);
}

function splitBySource(params: Parameters, store: Store): JobPart<Parameters>[] {
  const named = (params.buildings ?? []).map((code) => store.buildings.get(code));
  if (params.waitzId !== undefined && named.length !== 1) {
    throw new AppError('invalid_input', 'A Waitz id is set for exactly one building: name it with --building CODE.');
  }
  const sources = schoolsOf(store, params.sourceId);
  const stranger = named.find(({ sourceId }) => !sources.some(({ id }) => id === sourceId));
  if (stranger !== undefined) {
    throw new AppError('invalid_input', `Building "${stranger.code}" belongs to source "${stranger.sourceId}".`);
  }
  return sources
    .filter(({ id }) => params.buildings === undefined || named.some(({ sourceId }) => sourceId === id))
    .map((source) => ({
      params: {
        ...params,
        sourceId: source.id,
        ...(params.buildings && {
          buildings: named.filter((one) => one.sourceId === source.id).map(({ code }) => code),
        }),
      },
      claimKey: `occupancy.update/${source.id}`,
      subject: source.name,
    }));
}

function chosenBuildings(store: Store, source: WaitzSource, { buildings: codes, waitzId }: Parameters): Building[] {
  return store.buildings
    .list(source.id)
    .filter(({ code }) => codes?.includes(code) ?? true)
    .map((building) => (waitzId === undefined ? building : { ...building, waitzId }));
}

/** One request for all; where it fails, every building was looked at in vain and the run has failed. */
async function readLocations(
  context: JobContext,
  source: WaitzSource,
  buildings: readonly Building[],
): Promise<readonly WaitzLocation[]> {
  const { store, clock, isDryRun } = context;
  const read = async (): Promise<readonly WaitzLocation[]> => {
    const locations = await context.sources.waitz.live(source, context.signal);
    context.note('info', `${source.name} lists ${locations.length} locations.`);
    if (!isDryRun) store.sources.keepLocations(source.id, toListed(locations), clock.now());
    return locations;
  };
  return context.readFor(
    buildings.map(({ code }) => code),
    read,
  );
}

/** The live list in the form in which it is offered when a building is added. */
export function toListed(locations: readonly WaitzLocation[]) {
  return locations.map(({ id, name, reading }) => ({
    waitzId: id,
    name,
    status: reading?.status ?? ('no_data' as const),
    busynessPercent: reading?.busynessPercent ?? null,
    partCount: reading?.parts.length ?? 0,
  }));
}

function matchAll(buildings: readonly Building[], locations: readonly WaitzLocation[]): Match[] {
  return buildings.map((building) => ({
    building,
    find: () => matchBuilding(building.waitzId, locations, building.name),
  }));
}

/** A list in which no watched building is known looks like another school's: that is more than single failures. */
function assertSomeKnown(source: WaitzSource, matches: readonly Match[], locations: readonly WaitzLocation[]): void {
  const isKnown = ({ find }: Match): boolean => {
    try {
      return find().id !== '';
    } catch {
      return false;
    }
  };
  if (matches.some(isKnown)) return;
  throw new AppError(
    'source_changed',
    `${source.name} lists ${locations.length} locations, but none of the ${matches.length} watched buildings is among them. ` +
      'The last figures stay shown.',
  );
}

function lookAt(context: JobContext, building: Building, location: WaitzLocation): CheckOutcome {
  const { store, clock, stepMs, runId } = context;
  if (location.reading === null) {
    throw new AppError('source_changed', `“${location.name}” (${location.id}): ${location.fault}`);
  }
  const look = { code: building.code, at: clock.now(), stepMs };
  const reading = { ...location.reading, locationId: location.id };
  if (context.isDryRun) return toOutcome(building.code, store.occupancy.preview(look, reading), location);
  return store.connection.transaction(() => {
    if (store.buildings.get(building.code).waitzId !== building.waitzId) store.buildings.save(building, clock.now());
    return toOutcome(building.code, store.occupancy.apply({ ...look, runId }, reading), location);
  });
}

/** The names that exports and the window use for the columns of a change. */
const fieldNames: Readonly<Record<string, string>> = { busyness_percent: 'busynessPercent', is_open: 'isOpen' };

function toOutcome(target: string, applied: AppliedCheck, { reading }: WaitzLocation): CheckOutcome {
  const changes: RunChange[] = applied.changes.map(({ key, field, before, after }) => {
    const value = (cell: typeof before) => (field === 'is_open' && cell !== null ? cell === 1 : cell);
    return { target, key, field: fieldNames[field] ?? field, before: value(before), after: value(after) };
  });
  const percent = reading?.busynessPercent;
  const figure = percent == null ? '' : `, ${percent} %`;
  return { outcome: applied.outcome, message: `${statusWords[reading?.status ?? 'no_data']}${figure}`, changes };
}

const statusWords = {
  not_busy: 'Not busy',
  moderate: 'Moderate',
  busy: 'Busy',
  very_busy: 'Very busy',
  closed: 'Closed',
  no_data: 'No data',
} as const;
