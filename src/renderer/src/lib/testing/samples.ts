import type { AppInfo } from '#shared/contract/app.ts';
import type { HutForecast } from '#shared/contract/huts.ts';
import type { NowView } from '#shared/contract/now.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { HutNights, HutRow } from '#shared/model/hut.ts';
import type {
  BuildingDetail,
  BuildingRow,
  LocationSuggestion,
  OccupancyHistory,
  OccupancyPoint,
  OccupancyState,
} from '#shared/model/occupancy.ts';
import { statusOfPercent } from '#shared/model/occupancy.ts';
import type { Run } from '#shared/model/run.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { SlotStretch } from '#shared/model/slot.ts';
import type { HutReservationSource, HutsOrgSource, WaitzSource } from '#shared/model/source.ts';

/** Values for tests, every one valid under the contract; a test overrides what it is about. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export function sampleState(overrides: Partial<OccupancyState> & { readonly lastChecked: number }): OccupancyState {
  const busynessPercent = overrides.busynessPercent === undefined ? 40 : overrides.busynessPercent;
  return {
    status: busynessPercent === null ? 'no_data' : statusOfPercent(busynessPercent),
    busynessPercent,
    people: 120,
    capacity: 300,
    isOpen: true,
    isAvailable: true,
    hourSummary: 'open',
    bestSpot: 'Floor 2',
    firstChecked: overrides.lastChecked - 10 * MINUTE,
    ...overrides,
  };
}

export function samplePoint(
  from: number,
  until: number,
  meanPercent: number | null,
  overrides: Partial<OccupancyPoint> = {},
): OccupancyPoint {
  return {
    from,
    until,
    meanPercent,
    minPercent: meanPercent === null ? null : Math.max(0, meanPercent - 3),
    maxPercent: meanPercent === null ? null : Math.min(100, meanPercent + 3),
    measuredMs: meanPercent === null ? 0 : until - from,
    closedMs: 0,
    noDataMs: 0,
    ...overrides,
  };
}

export function sampleRow(overrides: Partial<BuildingRow> & { readonly now: number }): BuildingRow {
  const { now, ...rest } = overrides;
  return {
    code: '166',
    name: 'Geisel Library',
    sourceId: 'ucsd',
    waitzId: '8',
    sourceName: 'UC San Diego',
    state: sampleState({ lastChecked: now - 4 * MINUTE }),
    failure: null,
    stepMs: 10 * MINUTE,
    sparkline: Array.from({ length: 24 }, (_, hour) => {
      const from = now - (now % HOUR) - (23 - hour) * HOUR;
      return samplePoint(from, from + HOUR, 20 + hour * 2);
    }),
    trendPercent: 4,
    ...rest,
  };
}

export function sampleDetail(overrides: Partial<BuildingDetail> & { readonly now: number }): BuildingDetail {
  const { now, ...rest } = overrides;
  return {
    ...sampleRow({ now }),
    bestLabel: 'floor',
    parts: [
      {
        id: '10',
        name: 'Geisel 2nd Floor',
        abbreviation: '2',
        status: 'moderate',
        busynessPercent: 35,
        people: 60,
        capacity: 170,
        isOpen: true,
        isAvailable: true,
        hourSummary: 'open',
      },
      {
        id: '14',
        name: 'Geisel 8th Floor',
        abbreviation: '8',
        status: 'closed',
        busynessPercent: null,
        people: null,
        capacity: 80,
        isOpen: false,
        isAvailable: true,
        hourSummary: 'Closed',
      },
    ],
    trend: {
      nextHour: 'Expected to be busier next hour',
      usual: 'About as busy as usual',
      peak: 'Peak hours are 14:00 to 17:00',
      best: null,
      fetchedAt: now - 40 * MINUTE,
    },
    link: 'https://waitz.io/ucsd',
    ...rest,
  };
}

/** Two measured hours, a closed one, one without data, one unobserved, one measured, up to `until`. */
export function sampleHistory(until: number): OccupancyHistory {
  // Buckets begin on whole hours, as the engine's do.
  const at = (hour: number): number => until - (until % HOUR) - (6 - hour) * HOUR;
  return {
    from: at(0),
    until: at(6),
    bucketMs: HOUR,
    points: [
      samplePoint(at(0), at(1), 40),
      samplePoint(at(1), at(2), 60),
      samplePoint(at(2), at(3), null, { closedMs: HOUR }),
      samplePoint(at(3), at(4), null, { noDataMs: HOUR }),
      samplePoint(at(4), at(5), null),
      samplePoint(at(5), at(6), 20),
    ],
    unobserved: [{ from: at(4), until: at(5) }],
    coverage: 5 / 6,
  };
}

export function sampleRun(overrides: Partial<Run> & { readonly startedAt: number }): Run {
  return {
    id: 'run-1',
    kind: 'occupancy.update',
    title: 'Update building occupancy',
    subject: 'UC San Diego',
    scheduleId: 'ucsd',
    scheduledFor: overrides.startedAt,
    trigger: 'schedule',
    reason: null,
    status: 'succeeded',
    isDryRun: false,
    createdAt: overrides.startedAt,
    finishedAt: overrides.startedAt + 1400,
    attempts: 1,
    counts: { checked: 12, changed: 3, created: 0, unchanged: 9, failed: 0, skipped: 0 },
    error: null,
    progress: null,
    ...overrides,
  };
}

export function sampleRunDetail(run: Run): RunDetail {
  return {
    run,
    attempts: [
      {
        number: 1,
        startedAt: run.createdAt,
        finishedAt: run.createdAt + 1400,
        error: null,
        nextAt: null,
      },
    ],
    errors: [{ target: '240', code: 'not_found', message: 'waitz.io lists no location 240.' }],
    log: [
      { at: run.createdAt, level: 'info', message: 'Asked waitz.io for live/ucsd: 200, 18 kB' },
      { at: run.createdAt + 900, level: 'warn', message: 'Location 240 is not on the list' },
    ],
    changes: [{ target: '166', key: '', field: 'busynessPercent', before: 36, after: 40 }],
    processRole: 'window',
    isCancelable: false,
    plan: null,
  };
}

export function sampleSchedule(overrides: Partial<ScheduleStatus> & { readonly now: number }): ScheduleStatus {
  const { now, ...rest } = overrides;
  return {
    id: 'ucsd',
    kind: 'occupancy.update',
    title: 'Update building occupancy',
    subject: 'UC San Diego',
    sentence: 'Every 10 minutes',
    state: 'active',
    note: null,
    problem: null,
    pause: null,
    resumesAt: null,
    timeZone: 'UTC',
    stepMs: 10 * MINUTE,
    nextAt: now + 252_000,
    lastRun: sampleRun({ startedAt: now - 6 * MINUTE }),
    failuresInRow: 0,
    enabled: true,
    ...rest,
  };
}

export function sampleStretch(overrides: Partial<SlotStretch> & { readonly firstPlanned: number }): SlotStretch {
  return {
    lastPlanned: overrides.firstPlanned,
    count: 1,
    verdict: 'ran',
    runId: 'run-1',
    runStatus: 'succeeded',
    story: 'Ran on time.',
    ...overrides,
  };
}

export function sampleSource(overrides: Partial<WaitzSource> = {}): WaitzSource {
  return {
    id: 'ucsd',
    kind: 'waitz',
    name: 'UC San Diego',
    baseUrl: 'https://waitz.io',
    school: 'ucsd',
    allowPrivateAddress: false,
    limits: { connections: 1, minGapMs: 500, requestsPerDay: 2000, timeoutMs: 15_000 },
    ...overrides,
  };
}

export function sampleHutSource(overrides: Partial<HutReservationSource> = {}): HutReservationSource {
  return {
    id: 'sac',
    kind: 'hut-reservation',
    name: 'SAC huts',
    baseUrl: 'https://www.hut-reservation.org',
    allowPrivateAddress: false,
    limits: { connections: 1, minGapMs: 500, requestsPerDay: 2000, timeoutMs: 15_000 },
    ...overrides,
  };
}

export function sampleHutsOrgSource(overrides: Partial<HutsOrgSource> = {}): HutsOrgSource {
  return {
    id: 'colorado',
    kind: 'huts-org',
    name: 'Colorado huts',
    baseUrl: 'http://www.huts.org',
    associations: '1,3',
    allowPrivateAddress: false,
    limits: { connections: 1, minGapMs: 500, requestsPerDay: 2000, timeoutMs: 15_000 },
    ...overrides,
  };
}

export function sampleSuggestion(overrides: Partial<LocationSuggestion> = {}): LocationSuggestion {
  return {
    waitzId: '8',
    name: 'Geisel Library',
    status: 'moderate',
    busynessPercent: 40,
    partCount: 6,
    watchedAs: null,
    ...overrides,
  };
}

export function sampleAppInfo(overrides: Partial<AppInfo> = {}): AppInfo {
  return {
    version: '0.1.0',
    electron: '45.4.1',
    profileName: 'rounds',
    isDemo: false,
    platform: 'linux',
    ...overrides,
  };
}

export function sampleNow(
  overrides: Partial<NowView['occupancy']> & { readonly needs?: NowView['needs'] } = {},
): NowView {
  const { needs = [], ...occupancy } = overrides;
  return {
    needs,
    huts: {
      hutCount: 0,
      unseenCount: 0,
      failingCount: 0,
      freedCount: 0,
      filledCount: 0,
      countedFrom: 0,
      metWatches: [],
    },
    workOrders: {
      sourceCount: 0,
      openCount: 0,
      overdueCount: 0,
      dueThisWeekCount: 0,
      addedCount: 0,
      movedCount: 0,
      oldestCheck: null,
    },
    bookings: {
      providerCount: 0,
      holdCount: 0,
      expiringCount: 0,
      nextExpiryAt: null,
      coveragePercent: null,
      freeSlots: 0,
      todayCount: 0,
    },
    occupancy: {
      buildingCount: 12,
      openCount: 8,
      closedCount: 2,
      noDataCount: 1,
      unseenCount: 1,
      oldestCheck: null,
      busiest: { code: '166', name: 'Geisel Library', busynessPercent: 83, trendPercent: 4 },
      quietest: { code: '240', name: 'RIMAC', busynessPercent: 6, trendPercent: -2 },
      ...occupancy,
    },
  };
}

export function sampleHut(overrides: Partial<HutRow> & { readonly now: number }): HutRow {
  const { now, ...rest } = overrides;
  return {
    slug: 'trient',
    name: 'Cabane du Trient',
    sourceId: 'hrs',
    sourceName: 'Hut reservation',
    country: 'CH',
    tenant: 'SAC',
    altitudeM: 3170,
    latitude: 46.02,
    longitude: 7.04,
    beds: 90,
    timeZone: 'Europe/Zurich',
    isTest: false,
    lastChecked: now - 4 * MINUTE - 15_000,
    failure: null,
    due: { class: 'busy', dueAt: now + 26 * MINUTE, why: 'Looked at every 30 minutes: 2026-12-05 is full.' },
    faultCount: 0,
    offer: null,
    ...rest,
  };
}

export function sampleForecast(overrides: Partial<HutForecast> = {}): HutForecast {
  return { requestsPerDay: 312, huts: 24, dueNow: 2, ...overrides };
}

/** As many nights as there are marks; every one with these beds where its mark tells of any. */
export function sampleNights(slug: string, marks: string, free: number | null = 12, total = 90): HutNights {
  const isTold = (mark: string): boolean => 'onq'.includes(mark);
  return {
    slug,
    marks,
    free: Array.from(marks, (mark) => (isTold(mark) ? free : null)),
    total: Array.from(marks, (mark) => (isTold(mark) ? total : null)),
  };
}
