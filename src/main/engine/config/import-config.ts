import type { ImportReport } from '#shared/contract/config.ts';
import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { Source } from '#shared/model/source.ts';
import type { Job } from '../jobs/define-job.ts';
import { findJob } from '../jobs/registry.ts';
import { saveSchedule } from '../scheduling/timetable.ts';
import type { Store } from '../store/store.ts';
import { ensureBookingSchedules } from './ensure-booking-schedules.ts';
import { ensureSchedule } from './ensure-schedule.ts';
import { type Fault, faultsError } from './faults.ts';
import { type ReadConfig, readConfig } from './read-config.ts';

export interface ImportContext {
  readonly store: Store;
  readonly jobs: readonly Job[];
  readonly now: EpochMs;
}

type Outcome = 'created' | 'changed' | 'unchanged';
type Tally = (section: string, outcome: Outcome) => void;

/**
 * Checks a configuration file whole, then applies it whole. An entry in the file replaces the stored one, with defaults
 * for what it leaves out; entries that the file does not name are left alone. A new source that no schedule covers gets
 * one of its own, and services get those that keep their slots. Rejects with `invalid_input`, a line for each fault, and nothing changed.
 */
export function importConfig(text: string, context: ImportContext): ImportReport {
  const config = readConfig(text, context);
  const isBaseSound = config.faults.every(({ path }) => path[0] === 'schedules');
  if (!isBaseSound) throw faultsError(config.faults);
  return context.store.connection.transaction(() => {
    const { report, tally } = createReport();
    const createdSources = applyTargets(config, context, tally);
    const faults = [...config.faults, ...partFaults(config, context)];
    if (faults.length > 0) throw faultsError(faults);
    for (const { value } of config.schedules)
      tally('schedules', saveSchedule(context.store, Schedule.parse(value), context.now));
    for (const source of createdSources) {
      if (ensureSchedule(context.store, context.jobs, source, context.now) !== null) tally('schedules', 'created');
    }
    for (const _schedule of ensureBookingSchedules(context)) tally('schedules', 'created');
    return report;
  });
}

function createReport(): { report: ImportReport; tally: Tally } {
  const none = () => ({ sources: 0, buildings: 0, huts: 0, schedules: 0 });
  const report: ImportReport = { created: none(), changed: none(), unchanged: none() };
  const tally: Tally = (section, outcome) => {
    report[outcome][section] = (report[outcome][section] ?? 0) + 1;
  };
  return { report, tally };
}

/** Applies everything but the schedules; returns the sources that are new. */
function applyTargets(config: ReadConfig, { store, now }: ImportContext, tally: Tally): Source[] {
  if (config.contact !== undefined) tally('contact', saveContact(config.contact, store));
  const created: Source[] = [];
  for (const { value } of config.sources) {
    const source = Source.parse(value);
    const outcome = store.sources.save(source, now);
    tally('sources', outcome);
    if (outcome === 'created') created.push(source);
  }
  for (const { value } of config.buildings) tally('buildings', store.buildings.save(value, now));
  for (const { value } of config.huts) tally('huts', store.huts.save(value, now));
  for (const { value } of config.providers) tally('providers', store.providers.save(value, now));
  for (const { value } of config.services) tally('services', store.services.save(value, now));
  return created;
}

function saveContact(contact: string, { settings }: Store): Outcome {
  const before = settings.read('contact');
  if (before === contact) return 'unchanged';
  settings.write('contact', contact);
  return before === null ? 'created' : 'changed';
}

/** What the jobs have against their parameters, seen beside the sources and buildings as they are after the import. */
function partFaults({ schedules, faults }: ReadConfig, { store, jobs }: ImportContext): Fault[] {
  const faulty = new Set(faults.map(({ path }) => path[1]));
  return schedules
    .filter(({ index }) => !faulty.has(index))
    .flatMap(({ index, value }) => {
      const job = findJob(value.job, jobs);
      try {
        job.split(job.parameters.parse(value.params), store);
        return [];
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'internal') throw thrown;
        return [{ path: ['schedules', index, 'params'], message: error.userMessage }];
      }
    });
}
