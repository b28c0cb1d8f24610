import { AppError } from '#shared/errors.ts';
import type { ScheduleDetail, SchedulerState } from '#shared/contract/schedules.ts';
import type { ParsedInput } from '#shared/contract/index.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Pause } from '#shared/model/schedule.ts';
import { faultsError } from '../config/faults.ts';
import { checkDraft } from '../scheduling/check-draft.ts';
import { previewSchedule } from '../scheduling/preview.ts';
import { readHeartbeat, readStretches } from '../scheduling/slot-stories.ts';
import { findStatus, readStatuses } from '../scheduling/status.ts';
import { removeSchedule, saveSchedule, setPause } from '../scheduling/timetable.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

const heartbeatMs = 24 * 3_600_000;

/** Schedules, their slots, and what was done to them by hand. */
export function scheduleHandlers(context: HandlerContext): HandlersOf<'schedules' | 'audit'> {
  const { store, ports } = context;
  const { schedules } = store;
  const now = (): EpochMs => ports.clock.now();
  return {
    'schedules.list': async () => readStatuses(context, now()),
    'schedules.get': async ({ id }) => readDetail(context, id),
    'schedules.preview': async ({ id, draft }) => previewSchedule(draft, id, context, now()),
    'schedules.save': async (input) => saveDraft(context, input),
    'schedules.remove': async ({ id }) => {
      removeSchedule(store, id, now());
      context.edited([id]);
      context.audit({ action: 'schedule.deleted', subjectKind: 'schedule', subjectId: id }, `Deleted "${id}".`);
      return {};
    },
    'schedules.restore': async ({ id }) => {
      schedules.restore(id, now());
      context.edited([id]);
      context.audit({ action: 'schedule.restored', subjectKind: 'schedule', subjectId: id }, `Brought "${id}" back.`);
      return readDetail(context, id);
    },
    'schedules.setPaused': async (input) => {
      pauseByHand(context, input);
      return readStatuses(context, now());
    },
    'schedules.heartbeats': async () =>
      schedules.list().map(({ schedule: { id } }) => {
        const range = { from: now() - heartbeatMs, until: now() + 1 };
        return { scheduleId: id, cells: readHeartbeat(store, id, range, now()) };
      }),
    'schedules.slots': async ({ scheduleId, from, until }) =>
      readStretches(store, ports.clock, scheduleId, { from, until }),
    'schedules.scheduler': async () => readScheduler(context),
    'audit.list': async (query) => store.audit.list(query),
  };
}

function readDetail(context: HandlerContext, id: string): ScheduleDetail {
  const status = findStatus(context, id, context.ports.clock.now());
  if (status === undefined) throw new AppError('not_found', `There is no schedule "${id}".`);
  return { schedule: context.store.schedules.find(id)?.schedule ?? null, status };
}

function saveDraft(context: HandlerContext, { id, draft }: ParsedInput<'schedules.save'>): ScheduleDetail {
  const { store, ports } = context;
  const now = ports.clock.now();
  const { faults, schedule } = checkDraft(draft, id, context, now);
  if (schedule === null) throw faultsError(faults);
  const outcome = saveSchedule(store, schedule, now);
  if (outcome !== 'unchanged') {
    const isNew = outcome === 'created';
    context.edited([schedule.id]);
    context.audit(
      { action: isNew ? 'schedule.created' : 'schedule.edited', subjectKind: 'schedule', subjectId: schedule.id },
      isNew ? `Made "${schedule.id}".` : `Edited "${schedule.id}".`,
    );
  }
  return readDetail(context, schedule.id);
}

function pauseByHand(context: HandlerContext, input: ParsedInput<'schedules.setPaused'>): void {
  const { scheduleId, isPaused, reason, until } = input;
  const { store, ports } = context;
  const now = ports.clock.now();
  const chosen = scheduleId === null ? store.schedules.list() : [store.schedules.get(scheduleId)];
  // Of all, only those are touched for which it makes a difference; one that is named gets the new reason.
  const touched = chosen.filter(({ pause }) => scheduleId !== null || (pause !== null) !== isPaused);
  const pause: Pause | null = isPaused ? { at: now, by: 'hand', reason: reason || 'Paused by hand.', until } : null;
  const ids = touched.map(({ schedule }) => schedule.id);
  store.connection.transaction(() => {
    for (const id of ids) setPause(store, id, pause, now);
  });
  context.edited(ids);
  for (const id of ids) {
    const why = reason === '' ? '' : `: ${reason}`;
    context.audit(
      { action: isPaused ? 'schedule.paused' : 'schedule.resumed', subjectKind: 'schedule', subjectId: id },
      isPaused ? `Paused "${id}"${why}` : `Resumed "${id}".`,
    );
  }
}

function readScheduler({ store, scheduler }: HandlerContext): SchedulerState {
  const holder = store.lease.holder();
  return {
    holder:
      holder === null
        ? null
        : { role: holder.role, pid: holder.pid, since: holder.since, isThisWindow: scheduler.isHolder },
    isOnline: scheduler.isOnline,
  };
}
