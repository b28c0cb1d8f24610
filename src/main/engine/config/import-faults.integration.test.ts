import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { ImportReport } from '#shared/contract/config.ts';
import { jobs } from '../jobs/registry.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { building, provider, schedule, service, source, whole } from './fixtures/sample-config.ts';
import { importConfig } from './import-config.ts';

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
});
afterEach(() => test.close());

function importFile(file: unknown): ImportReport {
  return importConfig(JSON.stringify(file), { store: test.store, jobs, now: test.clock.now() });
}

/** The lines of the error that an import is refused with. */
function faultsOf(file: unknown): string[] {
  try {
    importFile(file);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'invalid_input') return thrown.userMessage.split('\n');
    throw thrown;
  }
  return [];
}

/** Everything in the tables that an import may write. */
function snapshot(): unknown {
  const tables = ['setting', 'source', 'building', 'hut', 'schedule'];
  return tables.map((table) => test.connection.raw.prepare(`SELECT * FROM ${table}`).all());
}

describe('an import of a faulty file', () => {
  it.each([
    ['a missing version', { sources: [] }, ['version: is missing; this version of Rounds reads version 1']],
    ['another version', { version: 2 }, ['version: must be 1']],
    ['something that is no object', [], ['file: must be an object']],
    ['an unknown key', { version: 1, bananas: [] }, ['bananas: unknown key']],
    ['an odd unknown key', { version: 1, 'a b': 1 }, ['["a b"]: unknown key']],
    [
      'an unknown key in an entry',
      { version: 1, sources: [{ ...source, color: 'red' }] },
      ['sources[0].color: unknown key'],
    ],
    [
      'an unknown key in limits',
      { version: 1, sources: [{ ...source, limits: { speed: 9 } }] },
      ['sources[0].limits.speed: unknown key'],
    ],
    ['a section that is no list', { version: 1, sources: {} }, ['sources: must be a list']],
    ['a missing field', { version: 1, sources: [{ ...source, school: undefined }] }, ['sources[0].school: is missing']],
    ['a field of another type', { version: 1, sources: [{ ...source, name: 5 }] }, ['sources[0].name: must be text']],
    [
      'a limit out of range',
      { version: 1, sources: [{ ...source, limits: { connections: 99, minGapMs: -1 } }] },
      ['sources[0].limits.connections: must be at most 16', 'sources[0].limits.minGapMs: must be at least 0'],
    ],
    [
      'an address that is no web address',
      { version: 1, sources: [{ ...source, baseUrl: 'ftp://waitz.io' }] },
      ['sources[0].baseUrl: must be an http or https address'],
    ],
    [
      'a portal without an account, and in a zone that is none',
      {
        version: 1,
        sources: [
          { id: 'fossa', kind: 'workfossa', name: 'Fossa', baseUrl: 'https://x.org', timeZone: 'Mars/Olympus' },
        ],
      },
      ['sources[0].username: is missing', 'sources[0].timeZone: is not a time zone known here'],
    ],
    [
      'a source of a kind that nobody knows',
      { version: 1, sources: [{ ...source, kind: 'fax' }] },
      ['sources[0].kind: must be "waitz", "hut-reservation", "huts-org" or "workfossa"'],
    ],
    [
      'an account of a source that asks for none',
      { version: 1, sources: [{ ...source, timeZone: 'America/New_York', username: 'u', passwordEnv: 'P' }] },
      ['sources[0].timeZone: unknown key', 'sources[0].username: unknown key', 'sources[0].passwordEnv: unknown key'],
    ],
    [
      'providers and services that are not whole',
      { version: 1, providers: [{ id: 'p1' }], services: [{ id: 's1', providerId: 'p1', name: 'Repair', price: 12 }] },
      ['providers[0].name: is missing', 'providers[0].timeZone: is missing', 'services[0].price: must be text'],
    ],
    [
      'hours that are none',
      { version: 1, providers: [{ ...provider, availability: [{ weekday: 'mon', from: '9', until: '25:00' }] }] },
      [
        'providers[0].availability[0].from: must be a time such as 02:00 or 14:30',
        'providers[0].availability[0].until: must be a time such as 02:00 or 14:30',
      ],
    ],
    [
      'half a break',
      {
        version: 1,
        providers: [
          { ...provider, availability: [{ weekday: 'mon', from: '09:00', until: '12:00', breakFrom: '10:00' }] },
        ],
      },
      ['providers[0].availability[0].breakUntil: needs both ends of the break, or neither'],
    ],
    [
      'a service of a provider that is nowhere',
      { version: 1, providers: [provider], services: [service, { ...service, id: 's2', providerId: 'p9' }] },
      ['services[1].providerId: no provider "p9"'],
    ],
    [
      'the same provider and the same service twice',
      { version: 1, providers: [provider, provider], services: [service, service] },
      ['providers[1].id: "p1" stands in providers[0] already', 'services[1].id: "s1" stands in services[0] already'],
    ],
    [
      'a schedule that would remove what is booked',
      {
        version: 1,
        schedules: [{ id: 'slots', job: 'slots.maintain', params: { forceCleanup: true }, dailyAt: ['02:00'] }],
      },
      [
        'schedules[0].params: Booked slots are never removed by a schedule. Leave forceCleanup out, and start such a run by hand.',
      ],
    ],
    [
      'a building of a source that is nowhere',
      { version: 1, buildings: [building] },
      ['buildings[0].sourceId: no source "ucsd"'],
    ],
    [
      'the same source twice',
      { version: 1, sources: [source, { ...source, name: 'Twin' }] },
      ['sources[1].id: "ucsd" stands in sources[0] already'],
    ],
    [
      'the same building twice, however it is spaced',
      { version: 1, sources: [source], buildings: [building, { ...building, code: ' 166 ' }] },
      ['buildings[1].code: "166" stands in buildings[0] already'],
    ],
    [
      'the same schedule twice',
      { ...whole, schedules: [schedule, schedule] },
      ['schedules[1].id: "occupancy" stands in schedules[0] already'],
    ],
    [
      'a contact that is no address',
      { version: 1, contact: 'me' },
      ['contact: must be an e-mail address or an http(s) address'],
    ],
    [
      'a contact that would break a header',
      { version: 1, contact: 'desk@example.org\r\nX-Evil: 1' },
      [
        'contact: must be one line of plain ASCII without blanks',
        'contact: must be an e-mail address or an http(s) address',
      ],
    ],
    [
      'a contact that is too long',
      { version: 1, contact: `https://x.org/${'a'.repeat(200)}` },
      ['contact: must be at most 200 characters long'],
    ],
    [
      'a contact of another scheme',
      { version: 1, contact: 'javascript:alert(1)' },
      ['contact: must be an e-mail address or an http(s) address'],
    ],
  ])('names %s', (_what, file, expected) => {
    expect(faultsOf(file)).toEqual(expected);
  });

  const zone = 'is not a time zone known here';
  const limits = 'must be between 30 seconds (PT30S) and 24 hours (PT24H)';
  it.each([
    ['an interval that is too short', { every: 'PT29S' }, [`schedules[0].every: ${limits}`]],
    ['an interval that is too long', { every: 'PT24H1S' }, [`schedules[0].every: ${limits}`]],
    [
      'an interval that is none',
      { every: '10 minutes' },
      ['schedules[0].every: must be a duration such as PT10M or PT1H30M'],
    ],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, [`schedules[0].timeZone: ${zone}`]],
    [
      'an unknown job',
      { job: 'coffee.make' },
      [
        'schedules[0].job: no job "coffee.make"; known: occupancy.update, huts.update, reservations.expire, slots.maintain, work-orders.sync',
      ],
    ],
    ['a parameter that the job does not know', { params: { floor: 1 } }, ['schedules[0].params.floor: unknown key']],
    [
      'a parameter of another type',
      { params: { buildings: ['166', 5] } },
      ['schedules[0].params.buildings[1]: must be text'],
    ],
    ['a source that is nowhere', { params: { sourceId: 'sac' } }, ['schedules[0].params.sourceId: no source "sac"']],
    [
      'a building that is nowhere',
      { params: { buildings: ['999'] } },
      ['schedules[0].params: There is no building with the code "999".'],
    ],
    [
      'a Waitz id without a building',
      { params: { waitzId: '8' } },
      ['schedules[0].params: A Waitz id is set for exactly one building: name it with --building CODE.'],
    ],
    [
      'a time of day that is none',
      { every: undefined, dailyAt: ['02:00', '25:00'] },
      ['schedules[0].dailyAt[1]: must be a time such as 02:00 or 14:30'],
    ],
    [
      'a date that never comes',
      { every: undefined, cron: '0 2 30 2 *' },
      ['schedules[0].cron: "0 2 30 2 *" names a date that never comes'],
    ],
    ['no rule at all', { every: undefined }, ['schedules[0].every: is missing: give one of every, dailyAt and cron']],
    [
      'rules that exclude one another',
      { cron: '* * * * *' },
      ['schedules[0].every: exclude one another: give one of every and cron'],
    ],
    [
      'active hours without a day',
      { activeHours: [{ days: [], from: '07:00', until: '23:00' }] },
      ['schedules[0].activeHours[0].days: must be at least 1 entry long'],
    ],
    [
      'active hours in which the rule is never due',
      { every: undefined, dailyAt: ['02:00'], activeHours: [{ days: ['mon'], from: '07:00', until: '23:00' }] },
      ['schedules[0].activeHours: no planned time of the rule ever lies in these hours'],
    ],
    ['jitter beyond an hour', { jitterSeconds: 3601 }, ['schedules[0].jitterSeconds: must be at most 3600']],
    ['an unknown overlap', { overlap: 'both' }, ['schedules[0].overlap: must be skip, queue or cancel']],
    ['an unknown way with missed runs', { missed: 'most' }, ['schedules[0].missed: must be latest, skip or all']],
    ['a pause after no failure', { pauseAfterFailures: 0 }, ['schedules[0].pauseAfterFailures: must be at least 1']],
    [
      'a start-up run that is neither yes nor no',
      { runAtStart: 1 },
      ['schedules[0].runAtStart: must be true or false'],
    ],
    [
      'attempts out of range',
      { retry: { attempts: 11, backoffSeconds: 5 } },
      ['schedules[0].retry.attempts: must be at most 10'],
    ],
    ['a time limit out of range', { timeoutSeconds: 0 }, ['schedules[0].timeoutSeconds: must be at least 1']],
  ])('names %s in a schedule', (_what, change, expected) => {
    expect(faultsOf({ ...whole, schedules: [{ ...schedule, ...change }] })).toEqual(expected);
  });

  it('names all faults of all sections at once and applies nothing', () => {
    importFile(whole);
    const before = snapshot();
    const file = {
      version: 1,
      contact: 'new@example.org',
      extra: true,
      sources: [
        { ...source, name: 'Renamed' },
        { ...source, id: '-' },
      ],
      buildings: [building, { ...building, code: 'x', sourceId: 'nope' }, { code: 'y' }],
      schedules: [
        { ...schedule, every: 'PT1S' },
        { ...schedule, id: 'b', job: 'nope' },
      ],
    };
    const faults = faultsOf(file).map((line) => line.split(': ')[0]);
    expect(faults.toSorted((left = '', right = '') => left.localeCompare(right))).toEqual([
      'buildings[1].sourceId',
      'buildings[2].name',
      'buildings[2].sourceId',
      'buildings[2].waitzId',
      'extra',
      'schedules[0].every',
      'schedules[1].job',
      'sources[1].id',
    ]);
    expect(snapshot()).toEqual(before);
  });

  it('applies nothing where only the last schedule is at fault with its job', () => {
    const before = snapshot();
    const faulty = { ...schedule, id: 'b', params: { sourceId: 'ucsd', buildings: ['999'] } };
    expect(faultsOf({ ...whole, schedules: [schedule, faulty] })).toEqual([
      'schedules[1].params: There is no building with the code "999".',
    ]);
    expect(snapshot()).toEqual(before);
  });

  it('does not call a source unknown that stands in the file with a fault of its own', () => {
    expect(faultsOf({ ...whole, sources: [{ ...source, school: '?' }] })).toEqual([
      'sources[0].school: must be a Waitz school key, such as ucsd',
    ]);
  });

  it('is not fooled by names that every object has', () => {
    const text = '{"version": 1, "__proto__": {"contact": "a@b.org"}, "constructor": 1}';
    expect(() => importConfig(text, { store: test.store, jobs, now: 0 })).toThrow(/constructor: unknown key/);
    expect(() => importConfig(text, { store: test.store, jobs, now: 0 })).toThrow(/__proto__: unknown key/);
  });

  it('says where the file is no JSON', () => {
    expect(() => importConfig('{"version": 1,\n}', { store: test.store, jobs, now: 0 })).toThrow(/line 2, column 1/);
  });
});
