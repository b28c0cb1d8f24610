import type { QueryClient } from '@tanstack/react-query';
import type { OperationName } from '#shared/contract/index.ts';
import type { JobInfo } from '#shared/contract/runs.ts';
import type { Run } from '#shared/model/run.ts';
import { subscribe } from './api.ts';
import { announce } from './notices.ts';
import { isRunning, runOutcome } from './words.ts';

function readAnew(client: QueryClient, names: readonly OperationName[]): void {
  for (const name of names) void client.invalidateQueries({ queryKey: [name] });
}

/**
 * Puts a run's newest value into the lists that show it, so progress moves without a question per step. What another process had told
 * of a run before it was killed may come after its end, which stays.
 */
function placeRun(client: QueryClient, run: Run): boolean {
  let isKnown = false;
  client.setQueriesData<readonly Run[]>({ queryKey: ['runs.recent'] }, (runs) => {
    if (runs === undefined) return runs;
    isKnown = isKnown || runs.some((each) => each.id === run.id);
    return isKnown ? runs.map((each) => (each.id === run.id && isNewer(run, each) ? run : each)) : [run, ...runs];
  });
  return isKnown;
}

function isNewer(run: Run, known: Run): boolean {
  return isRunning(known) || !isRunning(run);
}

/** Reads these schedules anew where one is shown by itself; all of them where `ids` is null. */
function readSchedules(client: QueryClient, ids: readonly string[] | null): void {
  readAnew(client, ['schedules.list', 'schedules.heartbeats', 'now.view']);
  if (ids === null) return readAnew(client, ['schedules.get', 'schedules.slots', 'schedules.preview']);
  for (const id of ids) {
    void client.invalidateQueries({ queryKey: ['schedules.get', { id }] });
    // Matches whatever the range of the slots and the draft of the preview.
    void client.invalidateQueries({ queryKey: ['schedules.slots', { scheduleId: id }] });
    void client.invalidateQueries({ queryKey: ['schedules.preview', { id }] });
  }
}

/** Reads huts anew; of the nights, which are many, only the blocks that hold one of these huts, or all where null. */
function readHuts(client: QueryClient, slugs: readonly string[] | null): void {
  readAnew(client, ['huts.list', 'huts.hut', 'huts.curve', 'huts.changes', 'huts.watches', 'now.view']);
  if (slugs === null) return readAnew(client, ['huts.nights']);
  const changed = new Set(slugs);
  void client.invalidateQueries({
    queryKey: ['huts.nights'],
    predicate: ({ queryKey: [, input] }) => holdsSlug(input, changed),
  });
}

/** True also for a question that does not say which huts it is about. */
function holdsSlug(input: unknown, slugs: ReadonlySet<string>): boolean {
  if (typeof input !== 'object' || input === null || !('slugs' in input) || !Array.isArray(input.slugs)) return true;
  return input.slugs.some((slug: unknown) => typeof slug === 'string' && slugs.has(slug));
}

/** Reads a plan anew, and what says which plans wait. */
function readPlan(client: QueryClient, runId: string): void {
  void client.invalidateQueries({ queryKey: ['runs.get', { id: runId }] });
  // Match whatever part of the rows is shown.
  for (const name of ['plans.get', 'plans.rows', 'plans.undoPreview']) {
    void client.invalidateQueries({ queryKey: [name, { runId }] });
  }
  readAnew(client, ['plans.held', 'runs.list', 'now.view']);
}

/** Whether the job of a run plans what it changes, as far as the window knows. */
function isPlanned(client: QueryClient, { kind }: Run): boolean {
  const jobs = client.getQueryData<readonly JobInfo[]>(['jobs.list', {}]);
  return jobs?.some((job) => job.kind === kind && job.isPlanned) ?? false;
}

/** Reads slots, reservations and who can be booked anew. */
function readBookings(client: QueryClient): void {
  readAnew(client, ['bookings.board', 'bookings.slot', 'bookings.find', 'bookings.reservation', 'bookings.expiring']);
  readAnew(client, ['bookings.health', 'providers.list', 'providers.preview', 'now.view']);
}

/** Reads work orders and the views of them anew, and what counts them. */
function readWorkOrders(client: QueryClient): void {
  readAnew(client, ['workOrders.sources', 'workOrders.list', 'workOrders.facets', 'workOrders.order']);
  readAnew(client, ['workOrders.changes', 'workOrders.trends', 'workOrders.visits', 'workOrders.views', 'now.view']);
}

function onRunChanged(client: QueryClient, run: Run, spoken: Set<string>, navigate: (path: string) => void): void {
  const isKnown = placeRun(client, run);
  void client.invalidateQueries({ queryKey: ['runs.get', { id: run.id }] });
  if (isRunning(run)) {
    if (!isKnown) readAnew(client, ['runs.list', 'schedules.list', 'schedules.heartbeats']);
    return;
  }
  readAnew(client, ['runs.recent', 'runs.list', 'now.view', 'app.hosts']);
  readAnew(client, ['schedules.list', 'schedules.heartbeats', 'schedules.get', 'schedules.slots']);
  readAnew(client, ['occupancy.list', 'occupancy.building', 'occupancy.checks']);
  if (run.trigger !== 'manual' || spoken.has(run.id)) return;
  spoken.add(run.id);
  const isGood = run.status === 'succeeded' || run.status === 'canceled';
  const isHeld = run.status === 'held';
  const label = isHeld || isPlanned(client, run) ? 'Look at the plan' : 'Open run';
  const open = { label, run: () => navigate(`/runs/${encodeURIComponent(run.id)}`) };
  announce(runOutcome(run), isGood ? 'info' : 'failed', isHeld || (run.isDryRun && isGood) ? open : null);
}

/** A notice in the corner holds a sentence or two; the log has all of it. */
const TOLD_LENGTH = 240;

function toldSentence(title: string, body: string): string {
  const whole = body === '' ? title : `${title}: ${body}`;
  return whole.length <= TOLD_LENGTH ? whole : `${whole.slice(0, TOLD_LENGTH).trimEnd()}…`;
}

/** Reads anew what the main process says has changed. Returns what ends it. */
export function followEvents(client: QueryClient, navigate: (path: string) => void): () => void {
  const spoken = new Set<string>();
  const ends = [
    subscribe('run.changed', (run) => onRunChanged(client, run, spoken, navigate)),
    subscribe('schedules.changed', ({ ids }) => readSchedules(client, ids)),
    subscribe('plans.changed', ({ runId }) => readPlan(client, runId)),
    subscribe('scheduler.changed', () => readAnew(client, ['schedules.scheduler', 'schedules.list', 'now.view'])),
    subscribe('audit.added', () => readAnew(client, ['audit.list'])),
    subscribe('occupancy.changed', () => {
      readAnew(client, ['occupancy.list', 'occupancy.building', 'occupancy.history', 'occupancy.states']);
      readAnew(client, ['occupancy.checks', 'now.view', 'sources.list', 'sources.suggestions']);
    }),
    subscribe('huts.changed', ({ slugs }) => readHuts(client, slugs)),
    subscribe('bookings.changed', () => readBookings(client)),
    subscribe('providers.changed', () => readBookings(client)),
    subscribe('workOrders.changed', () => readWorkOrders(client)),
    subscribe('accounts.changed', ({ sourceId }) => {
      void client.invalidateQueries({ queryKey: ['accounts.account', { sourceId }] });
      readAnew(client, ['now.view']);
    }),
    subscribe('notifications.changed', () =>
      readAnew(client, ['notifications.channels', 'notifications.rules', 'notifications.notices']),
    ),
    subscribe('notifications.told', ({ title, body, path }) =>
      announce(toldSentence(title, body), 'info', {
        label: 'Show',
        run: () => navigate(path ?? '/settings/notifications/log'),
      }),
    ),
    subscribe('sources.changed', () =>
      readAnew(client, [
        'sources.list',
        'sources.suggestions',
        'app.hosts',
        'occupancy.list',
        'huts.list',
        'workOrders.sources',
        'accounts.account',
      ]),
    ),
    subscribe('app.navigated', ({ path }) => navigate(path)),
  ];
  return () => {
    for (const end of ends) end();
  };
}
