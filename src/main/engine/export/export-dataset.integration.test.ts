import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { settleWithoutStart } from '../scheduling/settle.ts';
import { removeSchedule, saveSchedule } from '../scheduling/timetable.ts';
import { createTestStore, sampleBuilding, sampleReading, sampleSource, type TestStore } from '../testing/test-store.ts';
import { exportDataset } from './export-dataset.ts';
import { parseRange } from './range.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 22, 8);

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
  test.store.sources.save(sampleSource(), start);
  test.store.buildings.save(sampleBuilding(), start);
});
afterEach(() => test.close());

function look(at: number, change: Parameters<typeof sampleReading>[0] = {}, code = '166'): void {
  test.store.occupancy.apply({ code, at, stepMs: 10 * minute, runId: 1 }, sampleReading(change));
}

function textOf(name: string, format: string, range = parseRange()): string {
  return [...exportDataset(name, format, range, test.store, test.clock.now())].join('');
}

function rowsOf(name: string, range = parseRange()): Record<string, unknown>[] {
  // What the function under test wrote: an array of flat objects.
  return JSON.parse(textOf(name, 'json', range)) as Record<string, unknown>[];
}

const claimBase = {
  kind: 'occupancy.update',
  title: 'Update building occupancy',
  subject: 'Harbour University',
  params: {},
  claimKey: 'occupancy.update/harbour',
  scheduleId: null,
  scheduleRevision: null,
  scheduledFor: null,
  trigger: 'manual',
  reason: null,
  isDryRun: false,
} as const;

function claim(change: Partial<Parameters<TestStore['store']['runs']['claim']>[0]> = {}, at = start) {
  return test.store.runs.claim({ ...claimBase, ...change }, at);
}

const counts = { checked: 2, changed: 1, created: 0, unchanged: 0, failed: 1, skipped: 3 };

describe('the occupancy dataset', () => {
  const header =
    'buildingCode,buildingName,sourceId,waitzId,status,busynessPercent,people,capacity,isOpen,isAvailable,hourSummary,bestSpot,firstChecked,lastChecked\r\n';

  it('has the columns of the format in their order, and a line for each watched building', () => {
    test.store.buildings.save(sampleBuilding({ code: '200', name: '=Annex, "B"', waitzId: '9' }), start);
    look(start);
    look(start + 10 * minute);
    expect(textOf('occupancy', 'csv')).toBe(
      header +
        `200,"'=Annex, ""B""",harbour,9,,,,,,,,,,\r\n` +
        '166,North Library,harbour,8,moderate,41,410,1000,true,true,open until midnight,,2026-11-22T08:00:00.000Z,2026-11-22T08:10:00.000Z\r\n',
    );
  });

  it('is just the header where nothing is watched', () => {
    test.store.buildings.remove('166', start);
    expect(textOf('occupancy', 'csv')).toBe(header);
    expect(textOf('occupancy', 'json')).toBe('[]\n');
    expect(textOf('occupancy', 'ndjson')).toBe('');
  });

  it('gives null and never 0 for what is not known, and 0 for what is', () => {
    test.store.buildings.save(sampleBuilding({ code: '200', name: 'Z' }), start);
    look(start, { busynessPercent: 0, people: 0, status: 'not_busy', isOpen: false });
    const [known, unknown] = rowsOf('occupancy');
    expect(known).toMatchObject({ busynessPercent: 0, people: 0, isOpen: false, bestSpot: null });
    const { buildingCode, buildingName, sourceId, waitzId, ...rest } = unknown ?? {};
    expect({ buildingCode, buildingName, sourceId, waitzId }).toEqual({
      buildingCode: '200',
      buildingName: 'Z',
      sourceId: 'harbour',
      waitzId: '8',
    });
    expect(Object.values(rest)).toEqual(Array.from({ length: 10 }, () => null));
  });

  it('keeps the last good state of a building that cannot be looked at now', () => {
    look(start);
    test.store.occupancy.fail(
      { code: '166', at: start + 10 * minute, stepMs: 10 * minute },
      { code: 'network', message: 'Away.' },
    );
    expect(rowsOf('occupancy')).toMatchObject([{ busynessPercent: 41, lastChecked: '2026-11-22T08:00:00.000Z' }]);
  });
});

describe('the occupancy history dataset', () => {
  it('has one row for each state with how long it held', () => {
    look(start);
    look(start + 10 * minute);
    look(start + 20 * minute, { status: 'closed', busynessPercent: null, people: null, isOpen: false });
    expect(textOf('occupancy-history', 'csv')).toBe(
      'buildingCode,status,busynessPercent,people,capacity,isOpen,firstChecked,lastChecked,durationSeconds\r\n' +
        '166,moderate,41,410,1000,true,2026-11-22T08:00:00.000Z,2026-11-22T08:10:00.000Z,600\r\n' +
        '166,closed,,,1000,false,2026-11-22T08:20:00.000Z,2026-11-22T08:20:00.000Z,0\r\n',
    );
  });

  it('holds the states that touch the range, those of removed buildings too', () => {
    look(start);
    look(start + 10 * minute, { busynessPercent: 50 });
    look(start + 20 * minute, { busynessPercent: 60 });
    test.store.buildings.remove('166', start + 30 * minute);
    const range = { from: start + 10 * minute, until: start + 20 * minute };
    expect(rowsOf('occupancy-history', range).map((row) => row['busynessPercent'])).toEqual([50]);
    expect(rowsOf('occupancy-history')).toHaveLength(3);
  });

  it('comes line by line, so that a reader holds one row at a time', () => {
    for (let index = 0; index < 50; index += 1) look(start + index * 10 * minute, { busynessPercent: index });
    const chunks = exportDataset('occupancy-history', 'ndjson', parseRange(), test.store, start);
    const first = chunks.next().value ?? '';
    expect(JSON.parse(String(first))).toMatchObject({ busynessPercent: 0 });
    expect(String(first).endsWith('}\n')).toBe(true);
    expect([...chunks]).toHaveLength(49);
  });

  it('lets go of the database when the reader stops early', () => {
    look(start);
    look(start + 10 * minute, { busynessPercent: 50 });
    for (const chunk of exportDataset('occupancy-history', 'ndjson', parseRange(), test.store, start)) {
      expect(chunk).not.toBe('');
      break;
    }
    expect(() => look(start + 20 * minute, { busynessPercent: 60 })).not.toThrow();
  });
});

describe('the runs dataset', () => {
  it('has the columns of the format in their order, with the schedule as the job where one started it', () => {
    const { id } = claim({ scheduleId: 'occupancy-harbour', scheduledFor: start, trigger: 'schedule' });
    test.store.runs.start(id, 1, start + 1000);
    const error = { target: 'harbour', code: 'network', message: '-no answer' } as const;
    test.store.runs.finish(id, { status: 'failed', counts, error }, start + 2000);
    claim({}, start + 5000);
    expect(textOf('runs', 'csv')).toBe(
      'id,job,kind,trigger,status,scheduledFor,startedAt,finishedAt,attempts,checked,changed,created,unchanged,failed,skipped,errorCode,errorMessage\r\n' +
        "1,occupancy-harbour,occupancy.update,schedule,failed,2026-11-22T08:00:00.000Z,2026-11-22T08:00:01.000Z,2026-11-22T08:00:02.000Z,1,2,1,0,0,1,3,network,'-no answer\r\n" +
        '2,occupancy.update,occupancy.update,manual,claimed,,,,0,0,0,0,0,0,0,,\r\n',
    );
  });

  it('gives ids as text and counts as numbers', () => {
    claim();
    expect(rowsOf('runs')).toMatchObject([{ id: '1', attempts: 0, scheduledFor: null }]);
  });

  it('tells of a run that waits for another one', () => {
    const { id } = claim({}, start);
    const waiting = {
      ...claimBase,
      scheduleId: 'occupancy-harbour',
      scheduleRevision: 1,
      scheduledFor: start + 10 * minute,
    };
    test.store.runs.plan({ ...waiting, trigger: 'schedule' }, start + 10 * minute);
    const times = { startedAt: null, finishedAt: null, attempts: 0 };
    expect(rowsOf('runs')).toMatchObject([
      { id, status: 'claimed' },
      { job: 'occupancy-harbour', status: 'planned', scheduledFor: '2026-11-22T08:10:00.000Z', ...times },
    ]);
  });

  it('holds the runs that were made within the range', () => {
    for (const minutes of [0, 10, 20]) {
      const { id } = claim({}, start + minutes * minute);
      test.store.runs.finish(id, { status: 'succeeded', counts, error: null }, start + minutes * minute);
    }
    const range = { from: start + 10 * minute, until: start + 20 * minute };
    expect(rowsOf('runs', range).map((row) => row['id'])).toEqual(['2']);
  });
});

describe('the slots dataset', () => {
  const schedule = (change: object = {}): Schedule =>
    Schedule.parse({ id: 'one', job: 'occupancy.update', params: { sourceId: 'harbour' }, every: 'PT10M', ...change });
  const gone = { verdict: 'late', note: '', isLast: false } as const;
  /** Gives what has come until then its verdict, as if nobody had watched. */
  const judge = (id: string, at: number): void =>
    test.store.connection.transaction(() => settleWithoutStart(test.store.schedules.get(id), test.store, at, gone));

  it('has one line for each slot that has its verdict, schedule by schedule, and none for those that wait', () => {
    saveSchedule(test.store, schedule({ id: 'two' }), start);
    saveSchedule(test.store, schedule(), start);
    judge('two', start + 5 * minute);
    judge('one', start + 15 * minute);
    test.clock.setWall(start + 25 * minute);
    expect(textOf('schedule-slots', 'csv')).toBe(
      'scheduleId,plannedAt,verdict,runId,note\r\n' +
        'one,2026-11-22T08:00:00.000Z,app_closed,,\r\n' +
        'one,2026-11-22T08:10:00.000Z,app_closed,,\r\n' +
        'two,2026-11-22T08:00:00.000Z,app_closed,,\r\n',
    );
  });

  it('knows the run of a slot that ran, as text', () => {
    saveSchedule(test.store, schedule(), start);
    const slot = { firstPlanned: start, lastPlanned: start, note: '=why' };
    test.store.ledger.record('one', 1, [{ ...slot, verdict: 'ran', runId: '7' }]);
    test.store.schedules.setJudged('one', start);
    expect(rowsOf('schedule-slots')).toEqual([
      { scheduleId: 'one', plannedAt: '2026-11-22T08:00:00.000Z', verdict: 'ran', runId: '7', note: '=why' },
    ]);
    expect(textOf('schedule-slots', 'csv')).toContain(",ran,7,'=why\r\n");
  });

  it('holds each slot once over edits and deletion, by the rule that planned it', () => {
    saveSchedule(test.store, schedule(), start);
    saveSchedule(test.store, schedule({ every: 'PT15M' }), start + 20 * minute);
    removeSchedule(test.store, 'one', start + 50 * minute);
    test.clock.setWall(start + 24 * 60 * minute);
    const minutes = rowsOf('schedule-slots').map(({ plannedAt }) => (Date.parse(String(plannedAt)) - start) / minute);
    expect(minutes).toEqual([0, 10, 20, 35, 50]);
  });

  it('keeps to the range, and needs no entry for slots outside active hours', () => {
    const activeHours = [{ days: ['sun'], from: '08:00', until: '08:20' }];
    saveSchedule(test.store, schedule({ activeHours }), start);
    judge('one', start + 60 * minute);
    test.clock.setWall(start + 60 * minute);
    const range = { from: start + 10 * minute, until: start + 30 * minute };
    expect(rowsOf('schedule-slots', range).map(({ verdict }) => verdict)).toEqual(['app_closed', 'outside_hours']);
  });

  it('comes slot by slot, however long ago the schedule was made', () => {
    saveSchedule(test.store, schedule({ every: 'PT30S' }), start);
    const now = start + 20 * 24 * 60 * minute;
    judge('one', now);
    const chunks = exportDataset('schedule-slots', 'ndjson', parseRange(), test.store, now);
    expect(JSON.parse(String(chunks.next().value))).toMatchObject({ plannedAt: '2026-11-22T08:00:00.000Z' });
    let count = 1;
    for (const _ of chunks) count += 1;
    expect(count).toBe(20 * 24 * 120 + 1);
  });
});

describe('the three formats', () => {
  it('hold the same rows', () => {
    look(start);
    look(start + 10 * minute, { busynessPercent: 50 });
    const lines = textOf('occupancy-history', 'ndjson').trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(rowsOf('occupancy-history'));
    expect(textOf('occupancy-history', 'csv').trimEnd().split('\r\n')).toHaveLength(3);
  });

  it('are named where another one is asked for', () => {
    expect(() => textOf('runs', 'xlsx')).toThrow('There is no format "xlsx". Known: csv, json, ndjson.');
    expect(() => textOf('huts', 'csv')).toThrow(
      'There is no dataset "huts". Known: occupancy, occupancy-history, hut-availability, hut-availability-history, booking-slots, reservations, work-orders, work-order-changes, runs, schedule-slots.',
    );
    expect(() => exportDataset('constructor', 'csv', parseRange(), test.store, 0)).toThrow(/There is no dataset/);
  });
});
