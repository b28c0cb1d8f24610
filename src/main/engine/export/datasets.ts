import type { OccupancyHistoryRow, BuildingRow } from '#shared/model/occupancy.ts';
import { occupancyPercent, occupancyStatus, occupancySteps } from '#shared/model/hut-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run } from '#shared/model/run.ts';
import { type JudgedSlot, judgedSlots } from '../scheduling/slots.ts';
import { eachNight, eachNightState, type ExportedNight, type ExportedNightState } from '../store/hut-export.ts';
import { eachHistoryRow } from '../store/occupancy-history.ts';
import { listBuildings } from '../store/occupancy-list.ts';
import type { Store } from '../store/store.ts';
import { bookingDatasets } from './booking-datasets.ts';
import { instant } from './cells.ts';
import { type Dataset, dataset } from './dataset.ts';
import type { ExportRange } from './range.ts';
import { workOrderDatasets } from './work-order-datasets.ts';

/** Every dataset by name. */
export const datasets: Readonly<Record<string, Dataset>> = {
  /** Every watched building as it is now, whatever the range. */
  occupancy: dataset(
    [
      'buildingCode',
      'buildingName',
      'sourceId',
      'waitzId',
      'status',
      'busynessPercent',
      'people',
      'capacity',
      'isOpen',
      'isAvailable',
      'hourSummary',
      'bestSpot',
      'firstChecked',
      'lastChecked',
    ],
    // The planned step plays no part in this table.
    (store, _range, now) => listBuildings(store.connection, now, 0),
    toOccupancy,
  ),
  /** Every state that touches the range, by building and time. */
  'occupancy-history': dataset(
    [
      'buildingCode',
      'status',
      'busynessPercent',
      'people',
      'capacity',
      'isOpen',
      'firstChecked',
      'lastChecked',
      'durationSeconds',
    ],
    (store, range) => eachHistoryRow(store.connection, range),
    toHistory,
  ),
  /** Every listed night from today on of every watched hut as it is known now, whatever the range. */
  'hut-availability': dataset(
    [
      'hutSlug',
      'date',
      'free',
      'total',
      'occupancyPercent',
      'occupancySteps',
      'occupancyStatus',
      'reservationStatus',
      'hutType',
      'link',
      'firstChecked',
      'lastChecked',
    ],
    (store) => eachNight(store.connection),
    toNight,
  ),
  /** Every state of a night that touches the range, by hut, night and time. */
  'hut-availability-history': dataset(
    [
      'hutSlug',
      'date',
      'free',
      'total',
      'occupancyPercent',
      'occupancyStatus',
      'reservationStatus',
      'hutType',
      'firstChecked',
      'lastChecked',
      'durationSeconds',
    ],
    (store, range) => eachNightState(store.connection, range),
    toNightState,
  ),
  ...bookingDatasets,
  ...workOrderDatasets,
  /** Every run made within the range, oldest first. `job` is the schedule's id where one started it, else the kind. */
  runs: dataset(
    [
      'id',
      'job',
      'kind',
      'trigger',
      'status',
      'scheduledFor',
      'startedAt',
      'finishedAt',
      'attempts',
      'checked',
      'changed',
      'created',
      'unchanged',
      'failed',
      'skipped',
      'errorCode',
      'errorMessage',
    ],
    (store, range) => store.runs.each(range),
    toRun,
  ),
  /** Every slot planned within the range that has its verdict, by schedule and time; those of deleted schedules too. */
  'schedule-slots': dataset(['scheduleId', 'plannedAt', 'verdict', 'runId', 'note'], eachSlot, toSlot),
};

function toOccupancy({ code, name, sourceId, waitzId, state }: BuildingRow) {
  return {
    buildingCode: code,
    buildingName: name,
    sourceId,
    waitzId,
    status: state?.status ?? null,
    busynessPercent: state?.busynessPercent ?? null,
    people: state?.people ?? null,
    capacity: state?.capacity ?? null,
    isOpen: state?.isOpen ?? null,
    isAvailable: state?.isAvailable ?? null,
    hourSummary: state?.hourSummary ?? null,
    bestSpot: state?.bestSpot ?? null,
    firstChecked: instant(state?.firstChecked ?? null),
    lastChecked: instant(state?.lastChecked ?? null),
  };
}

function toHistory(row: OccupancyHistoryRow) {
  return {
    buildingCode: row.buildingCode,
    status: row.status,
    busynessPercent: row.busynessPercent,
    people: row.people,
    capacity: row.capacity,
    isOpen: row.isOpen,
    firstChecked: instant(row.firstChecked),
    lastChecked: instant(row.lastChecked),
    durationSeconds: (row.lastChecked - row.firstChecked) / 1000,
  };
}

function toNight(night: ExportedNight) {
  const { slug, date, free, total, reservationStatus, hutType } = night;
  const percent = occupancyPercent(free, total);
  return {
    hutSlug: slug,
    date,
    free,
    total,
    occupancyPercent: percent,
    occupancySteps: percent === null ? null : occupancySteps(percent),
    occupancyStatus: occupancyStatus(free, total),
    reservationStatus,
    hutType,
    link: night.link,
    firstChecked: instant(night.firstChecked),
    lastChecked: instant(night.lastChecked),
  };
}

function toNightState({ slug, date, state }: ExportedNightState) {
  const { free, total, isListed, reservationStatus, hutType, firstChecked, lastChecked } = state;
  return {
    hutSlug: slug,
    date,
    free,
    total,
    occupancyPercent: isListed ? occupancyPercent(free, total) : null,
    occupancyStatus: isListed ? occupancyStatus(free, total) : null,
    reservationStatus: isListed ? reservationStatus : null,
    hutType: isListed ? hutType : null,
    firstChecked: instant(firstChecked),
    lastChecked: instant(lastChecked),
    durationSeconds: (lastChecked - firstChecked) / 1000,
  };
}

interface ScheduleSlot {
  readonly scheduleId: string;
  readonly slot: JudgedSlot;
}

function* eachSlot(store: Store, { from, until }: ExportRange, now: EpochMs): Generator<ScheduleSlot> {
  // What comes later is not planned yet: the rule may change until then.
  const range = { from, until: Math.min(until, now + 1) };
  for (const scheduleId of store.ledger.scheduleIds()) {
    for (const slot of judgedSlots(store, scheduleId, range))
      if (slot.verdict !== 'pending') yield { scheduleId, slot };
  }
}

function toSlot({ scheduleId, slot }: ScheduleSlot) {
  const { plannedAt, verdict, runId, note } = slot;
  return { scheduleId, plannedAt: instant(plannedAt), verdict, runId, note };
}

function toRun({ counts, error, ...run }: Run) {
  return {
    id: run.id,
    job: run.scheduleId ?? run.kind,
    kind: run.kind,
    trigger: run.trigger,
    status: run.status,
    scheduledFor: instant(run.scheduledFor),
    startedAt: instant(run.startedAt),
    finishedAt: instant(run.finishedAt),
    attempts: run.attempts,
    checked: counts.checked,
    changed: counts.changed,
    created: counts.created,
    unchanged: counts.unchanged,
    failed: counts.failed,
    skipped: counts.skipped,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
  };
}
