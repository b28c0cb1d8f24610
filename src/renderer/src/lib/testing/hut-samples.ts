import type { HutCandidate, HutDetail } from '#shared/contract/huts.ts';
import type { Hut, HutChange, HutMaster, HutNightState, HutRow, HutWatchRow } from '#shared/model/hut.ts';
import { HOUR, MINUTE } from './samples.ts';

/** Values for tests of huts, every one valid under the contract; a test overrides what it is about. */

export function sampleHut(overrides: Partial<Hut> = {}): Hut {
  return {
    slug: 'trient',
    name: 'Cabane du Trient',
    sourceId: 'sac',
    bookingRef: '281',
    capacityOpen: 89,
    capacityClosed: 20,
    timeZone: 'Europe/Zurich',
    ...overrides,
  };
}

export function sampleHutRow(overrides: Partial<HutRow> & { readonly now: number }): HutRow {
  const { now, ...rest } = overrides;
  return {
    slug: 'trient',
    name: 'Cabane du Trient',
    sourceId: 'sac',
    sourceName: 'SAC huts',
    country: 'CH',
    tenant: 'SAC',
    altitudeM: 3170,
    latitude: 45.9975,
    longitude: 7.0461,
    beds: 109,
    timeZone: 'Europe/Zurich',
    isTest: false,
    lastChecked: now - 9.5 * MINUTE,
    failure: null,
    due: { class: 'busy', dueAt: null, why: 'Looked at every 30 minutes: 2026-12-05 is full.' },
    faultCount: 0,
    offer: null,
    ...rest,
  };
}

export function sampleHutDetail(overrides: Partial<HutDetail> & { readonly now: number }): HutDetail {
  const { now, ...rest } = overrides;
  return {
    hut: sampleHut(),
    row: sampleHutRow({ now }),
    master: sampleMaster(),
    masterFetchedAt: now - 5 * HOUR,
    link: 'https://www.hut-reservation.org/reservation/book-hut/281/wizard',
    faults: [],
    watches: [],
    nights: { first: '2026-12-01', last: '2027-04-30' },
    ...rest,
  };
}

function sampleMaster(overrides: Partial<HutMaster> = {}): HutMaster {
  return {
    name: 'Cabane du Trient CAS',
    website: null,
    tenant: 'SAC',
    country: 'CH',
    latitude: 45.9975,
    longitude: 7.0461,
    altitudeM: 3170,
    beds: 109,
    isUnlocked: true,
    isTest: false,
    categories: [],
    ...overrides,
  };
}

export function sampleCandidate(master: Partial<HutMaster> = {}, hut: Partial<Hut> = {}): HutCandidate {
  const told = sampleMaster(master);
  return { master: told, hut: sampleHut({ slug: 'hut-281', name: told.name, ...hut }) };
}

export function sampleNightState(
  firstChecked: number,
  lastChecked: number,
  overrides: Partial<HutNightState> = {},
): HutNightState {
  return {
    firstChecked,
    lastChecked,
    isListed: true,
    free: 12,
    total: 90,
    hutType: 'hut',
    reservationStatus: 'possible',
    ...overrides,
  };
}

export function sampleChange(overrides: Partial<HutChange> & { readonly at: number }): HutChange {
  const { at } = overrides;
  return {
    id: '1',
    slug: 'trient',
    hutName: 'Cabane du Trient',
    date: '2026-12-05',
    runId: null,
    kind: 'freed',
    before: sampleNightState(at - HOUR, at, { free: 12 }),
    after: sampleNightState(at, at, { free: 30 }),
    ...overrides,
  };
}

export function sampleWatch(overrides: Partial<HutWatchRow> = {}): HutWatchRow {
  return {
    id: 'w1',
    slug: 'trient',
    date: '2026-12-05',
    beds: 4,
    hutName: 'Cabane du Trient',
    createdAt: 0,
    isMet: false,
    metAt: null,
    ...overrides,
  };
}
