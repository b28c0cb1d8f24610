import { dateIn } from '#shared/model/calendar-date.ts';
import { createSlices, inSlices } from '../../slices.ts';
import { definePlannedJob } from '../../planning/planned-job.ts';
import { chosenProviders, refuseStrangers, subjectOf } from './choose.ts';
import { slotsMaintainFlags, SlotsMaintainParameters } from './parameters.ts';
import { noteDetached, planUpkeep } from './plan.ts';

const hourMs = 3_600_000;

/** Keeps a rolling window of slots filled: makes those that follow from the rules and removes what is over or not offered. */
export const slotsMaintain = definePlannedJob({
  kind: 'slots.maintain',
  title: 'Keep booking slots filled',
  description:
    'Makes the slots that follow from the hours of providers, for today and the days ahead, and removes free ones that are over or no longer offered.',
  timeLimitMs: hourMs,
  checkTimeLimitMs: hourMs,
  parameters: SlotsMaintainParameters,
  flags: slotsMaintainFlags,
  defaultEvery: 'PT24H',
  sourceKinds: [],
  scheduleProblem: ({ forceCleanup }) =>
    forceCleanup
      ? 'Booked slots are never removed by a schedule. Leave forceCleanup out, and start such a run by hand.'
      : null,
  split(params, store) {
    refuseStrangers(store, params);
    for (const id of params.providers ?? []) store.providers.get(id);
    for (const id of params.services ?? []) store.services.get(id);
    return [{ params, claimKey: 'slots.maintain', subject: subjectOf(store, params) }];
  },
  sources: () => [],
  // A service without slots says so in its coverage; there is nothing to keep beside it.
  keepFailure: () => {},
  announce: (publish, serviceIds) =>
    publish('bookings.changed', { serviceIds: serviceIds.length > mostNamed ? null : [...serviceIds] }),
  planned: {
    brake: { floor: 50, ceiling: 50_000 },
    plan: planUpkeep,
    confirmText: ({ forceCleanup }, { updates, removes }) =>
      forceCleanup && updates + removes > 0 ? `remove ${removes}` : null,
    carriedOut: noteDetached,
    async before(params, { store, clock }) {
      const rest = createSlices({ clock });
      for (const { id, timeZone } of chosenProviders(store, params)) {
        store.bookingHealth.noteDays(id, dateIn(timeZone, clock.now()));
        await rest();
      }
    },
    async after({ daysAhead }, { store, clock }) {
      const now = clock.now();
      const last = store.bookingHealth.lastSnapshotAt();
      if (last !== null && last <= now && now - last < snapshotEveryMs) return;
      await inSlices(store.bookingHealth.snapshotSteps(now, daysAhead + 1), clock);
    },
  },
});

/** Coverage is shown by day and as it is now: to write it down more often would tell nobody anything, milliseconds. */
const snapshotEveryMs = hourMs;

/** With more services than this, whoever shows them reads all anew. */
const mostNamed = 100;
