import type { Need, NowView } from '#shared/contract/now.ts';
import type { OrderSourceStanding } from '#shared/contract/work-orders.ts';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { readStatuses } from '../scheduling/status.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { dueInStore } from '../jobs/huts-update/due-in-store.ts';
import { listHuts } from '../store/hut-list.ts';
import { summarizeBookings } from './now-bookings.ts';
import { type HeldPlan, heldPlans } from '../planning/held-plans.ts';
import { needOfHeld } from './now-plans.ts';
import { hutNeeds, hutsSeenBefore, summarizeHuts } from './now-huts.ts';
import { unobservedAfterSteps } from '../store/change-log.ts';
import { listBuildings } from '../store/occupancy-list.ts';
import { readOrderSources } from '../store/work-order-sources.ts';
import { orderNeeds, ordersSeenBefore, summarizeOrders } from './now-work-orders.ts';
import { defaultStepMs } from './occupancy.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** What matters at a glance. */
export function nowHandlers(context: HandlerContext): HandlersOf<'now'> {
  const { store, ports } = context;
  return {
    'now.view': async () => {
      const now = ports.clock.now();
      const buildings = listBuildings(store.connection, now, defaultStepMs);
      const schedules = readStatuses(context, now);
      const huts = listHuts(store.connection, { nights: [], beds: 1, asOf: null }, dueInStore(store, now).dueOf);
      const portals = readOrderSources(store.connection, await store.orderIndex.snapshot(ports.clock), now);
      return {
        needs: listNeeds({ schedules, buildings, huts, portals, held: heldPlans(store) }, now),
        occupancy: summarize(buildings, now),
        huts: summarizeHuts(store, huts, now),
        workOrders: summarizeOrders(store.connection, portals, now),
        bookings: await summarizeBookings(store, ports.clock, now),
      };
    },
  };
}

/** What was collected, and by what. */
interface Collected {
  readonly schedules: readonly ScheduleStatus[];
  readonly buildings: readonly BuildingRow[];
  readonly huts: readonly HutRow[];
  readonly portals: readonly OrderSourceStanding[];
  /** Plans that wait for a decision. */
  readonly held: readonly HeldPlan[];
}

/** What a person should look at, the worst first and the oldest of each first. */
export function listNeeds({ schedules, buildings, huts, portals, held }: Collected, now: EpochMs): Need[] {
  const signedOut = portals.filter(({ failure }) => failure?.code === 'signed_out');
  // What a portal's account needs says more than that its schedule failed.
  const isAccount = (subject: string): boolean => signedOut.some(({ sourceName }) => sourceName === subject);
  const failed = schedules.filter(
    ({ state, failuresInRow, subject }) => state === 'failed' && failuresInRow > 0 && !isAccount(subject),
  );
  const broken = schedules.filter(({ state, failuresInRow }) => state === 'failed' && failuresInRow === 0);
  const paused = schedules.filter(({ state }) => state === 'paused');
  // Where a whole run failed, its one line says so for all its buildings.
  const covered = new Set(failed.map(({ subject }) => subject));
  const alone = buildings.filter(({ sourceName }) => !covered.has(sourceName));
  const needs = [
    ...broken.map((schedule) => needOfBroken(schedule, now)),
    ...failed.map((schedule) => needOfFailed(schedule, { buildings, huts, portals })),
    ...alone.flatMap(needOfBuilding),
    ...hutNeeds(huts.filter(({ sourceName }) => !covered.has(sourceName))),
    ...orderNeeds(portals.filter(({ sourceName }) => !covered.has(sourceName))),
    ...alone.filter((row) => row.failure === null && isUnseen(row, now)).flatMap(needOfUnseen),
    ...held.map(needOfHeld),
    ...paused.map((schedule) => needOfPaused(schedule, now)),
  ];
  const rank = { failed: 0, attention: 1 };
  return needs.toSorted((left, right) => rank[left.severity] - rank[right.severity] || left.since - right.since);
}

function needOfBroken(schedule: ScheduleStatus, now: EpochMs): Need {
  return {
    id: `schedule/${schedule.id}`,
    severity: 'failed',
    what: `The schedule "${schedule.id}" cannot run: ${schedule.note ?? ''}`,
    since: now,
    done: 'Rounds stopped this schedule alone; all others go on.',
    stillTrue: 'What it collected before stays shown.',
    action: { kind: 'run', label: 'Try it now', scheduleId: schedule.id },
  };
}

function needOfFailed(
  schedule: ScheduleStatus,
  { buildings, huts, portals }: Pick<Collected, 'buildings' | 'huts' | 'portals'>,
): Need {
  const isOwn = ({ sourceName }: { readonly sourceName: string }): boolean => sourceName === schedule.subject;
  const ownHuts = huts.filter(isOwn);
  const portal = portals.find(isOwn);
  const own = portal !== undefined ? [portal] : ownHuts.length > 0 ? ownHuts : buildings.filter(isOwn);
  const since = Math.min(...own.flatMap(({ failure }) => (failure === null ? [] : [failure.since])));
  const attempts = schedule.lastRun?.attempts ?? 0;
  const times = (count: number, word: string): string => (count === 1 ? `one ${word}` : `${count} ${word}s`);
  return {
    id: `schedule/${schedule.id}`,
    severity: 'failed',
    what: `${schedule.subject}: ${schedule.note ?? 'The last run failed.'}`,
    since: Number.isFinite(since) ? since : (schedule.lastRun?.createdAt ?? 0),
    done: `${capitalize(times(schedule.failuresInRow, 'run'))} failed in a row; the newest made ${times(attempts, 'attempt')}. Rounds tries again at the next planned run.`,
    stillTrue: stillTrueOf(portal, ownHuts, buildings.filter(isOwn)),
    action: { kind: 'run', label: 'Try again now', scheduleId: schedule.id },
  };
}

function stillTrueOf(
  portal: OrderSourceStanding | undefined,
  huts: readonly HutRow[],
  buildings: readonly BuildingRow[],
): string {
  if (portal !== undefined) return ordersSeenBefore(portal.lastChecked, portal.openCount);
  return huts.length > 0 ? hutsSeenBefore(huts) : seenBefore(buildings);
}

function seenBefore(own: readonly BuildingRow[]): string {
  const seen = own.filter(({ state }) => state !== null).length;
  if (own.length === 0) return 'Nothing was collected here yet.';
  if (seen === 0) return 'Nobody has seen these buildings yet.';
  return `The last figures of ${seen} of ${own.length} buildings stay shown with their age.`;
}

function needOfBuilding(row: BuildingRow): Need[] {
  if (row.failure === null) return [];
  const { failure } = row;
  return [
    {
      id: `building/${row.code}`,
      severity: 'failed',
      what: `${row.name}: ${failure.message}`,
      since: failure.since,
      done:
        failure.inRow === 1
          ? 'One look failed. Rounds looks again at the next planned run.'
          : `${failure.inRow} looks failed in a row. Rounds looks again at the next planned run.`,
      stillTrue:
        row.state === null ? 'Nobody has seen this building yet.' : 'Its last good figure stays shown with its age.',
      action: { kind: 'building', label: 'Open the building', code: row.code },
    },
  ];
}

/** Never seen, or longer ago than one and a half planned steps. */
function isUnseen({ state, stepMs }: BuildingRow, now: EpochMs): boolean {
  return state === null || now - state.lastChecked > stepMs * unobservedAfterSteps;
}

function needOfUnseen(row: BuildingRow): Need[] {
  // A building that was added a moment ago is no news; its first look is planned.
  if (row.state === null) return [];
  return [
    {
      id: `unseen/${row.code}`,
      severity: 'attention',
      what: `${row.name} was not looked at for longer than planned.`,
      since: row.state.lastChecked,
      done: 'No run looked at it: Rounds was closed, asleep or paused.',
      stillTrue: 'The figure shown is from the last look.',
      action: { kind: 'building', label: 'Open the building', code: row.code },
    },
  ];
}

function needOfPaused(schedule: ScheduleStatus, now: EpochMs): Need {
  return {
    id: `paused/${schedule.id}`,
    severity: 'attention',
    what: `${schedule.title} for ${schedule.subject} is paused.`,
    since: schedule.lastRun?.finishedAt ?? now,
    done: schedule.note ?? 'Paused by hand.',
    stillTrue: 'The figures shown are from the last run.',
    action: { kind: 'resume', label: 'Resume', scheduleId: schedule.id },
  };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function summarize(buildings: readonly BuildingRow[], now: EpochMs): NowView['occupancy'] {
  const seen = buildings.flatMap(({ state }) => (state === null ? [] : [state]));
  const fresh = buildings.filter((row) => !isUnseen(row, now));
  const open = fresh
    .flatMap(({ code, name, state, trendPercent }) =>
      state?.busynessPercent == null || state.status === 'closed'
        ? []
        : [{ code, name, busynessPercent: state.busynessPercent, trendPercent }],
    )
    .toSorted((left, right) => right.busynessPercent - left.busynessPercent);
  return {
    buildingCount: buildings.length,
    openCount: open.length,
    closedCount: fresh.filter(({ state }) => state?.status === 'closed').length,
    noDataCount: fresh.filter(({ state }) => state?.status === 'no_data').length,
    unseenCount: buildings.length - fresh.length,
    oldestCheck: seen.length === 0 ? null : Math.min(...seen.map(({ lastChecked }) => lastChecked)),
    busiest: open[0] ?? null,
    quietest: open.length > 1 ? (open.at(-1) ?? null) : null,
  };
}
