import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../ports.ts';
import { type Connection, openConnection } from './connection.ts';
import { createHostLedger, type HostLedger } from './host-ledger.ts';
import { migrate } from './migrate.ts';

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const limits = { minGapMs: 500, requestsPerDay: 100 };
const minute = 60_000;
const day = 86_400_000;
/** 2026-03-02T12:00:00Z */
const noon = Date.UTC(2026, 2, 2, 12);

let folder: string;
let connections: Connection[];
let ledger: HostLedger;

async function open(): Promise<Connection> {
  const connection = openConnection({ path: path.join(folder, 'rounds.db'), clock: { monotonicMs: () => 0 }, log });
  await migrate(connection);
  connections.push(connection);
  return connection;
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rounds-ledger-'));
  connections = [];
  ledger = createHostLedger(await open());
});

afterEach(async () => {
  for (const connection of connections) connection.close();
  await rm(folder, { recursive: true, force: true });
});

describe('gap and budget', () => {
  it('keeps the gap between the starts of requests, whoever asks', async () => {
    const other = createHostLedger(await open());
    expect(ledger.reserve('waitz.io', limits, noon)).toEqual({ kind: 'granted', startAt: noon });
    expect(other.reserve('waitz.io', limits, noon + 1)).toEqual({ kind: 'granted', startAt: noon + 500 });
    expect(ledger.reserve('waitz.io', limits, noon + 2)).toEqual({ kind: 'granted', startAt: noon + 1000 });
    expect(ledger.reserve('elsewhere.test', limits, noon + 2)).toEqual({ kind: 'granted', startAt: noon + 2 });
    expect(other.reserve('waitz.io', limits, noon + 9000)).toEqual({ kind: 'granted', startAt: noon + 9000 });
  });

  it('shares one budget between two connections to one database', async () => {
    const other = createHostLedger(await open());
    const small = { minGapMs: 0, requestsPerDay: 5 };
    const kinds = Array.from(
      { length: 8 },
      (_, index) => (index % 2 ? other : ledger).reserve('waitz.io', small, noon).kind,
    );
    expect(kinds).toEqual([...Array<string>(5).fill('granted'), ...Array<string>(3).fill('over_budget')]);
    expect(ledger.reserve('waitz.io', small, noon)).toEqual({
      kind: 'over_budget',
      until: Date.UTC(2026, 2, 3),
      requestsPerDay: 5,
    });
    expect(other.usage('waitz.io', noon)).toEqual({ usedToday: 5, notBefore: null, reason: null });
  });

  it('starts a new budget at midnight UTC', () => {
    const small = { minGapMs: 0, requestsPerDay: 1 };
    const late = Date.UTC(2026, 2, 2, 23, 59, 59, 999);
    expect(ledger.reserve('waitz.io', small, late).kind).toBe('granted');
    expect(ledger.reserve('waitz.io', small, late)).toMatchObject({ kind: 'over_budget', until: late + 1 });
    expect(ledger.reserve('waitz.io', small, late + 1).kind).toBe('granted');
    expect(ledger.usage('waitz.io', late + 1).usedToday).toBe(1);
  });

  it('takes back a request that was never sent', () => {
    const small = { minGapMs: 0, requestsPerDay: 1 };
    ledger.reserve('waitz.io', small, noon);
    ledger.giveBack('waitz.io', noon);
    expect(ledger.usage('waitz.io', noon).usedToday).toBe(0);
    expect(ledger.reserve('waitz.io', small, noon).kind).toBe('granted');
  });

  it('does not wait for hours when the clock was set back', () => {
    ledger.reserve('waitz.io', limits, noon);
    expect(ledger.reserve('waitz.io', limits, noon - day)).toEqual({ kind: 'granted', startAt: noon - day + 64 * 500 });
  });
});

describe('a host that asks to wait', () => {
  it('is left alone until then, by everybody, and nothing is counted', async () => {
    const other = createHostLedger(await open());
    ledger.askedToWait('waitz.io', noon + minute, 'answered 429 (too many requests)');
    expect(other.reserve('waitz.io', limits, noon)).toEqual({ kind: 'asked_to_wait', until: noon + minute });
    expect(other.refusal('waitz.io', noon)).toEqual({ kind: 'asked_to_wait', until: noon + minute });
    expect(other.usage('waitz.io', noon)).toEqual({
      usedToday: 0,
      notBefore: noon + minute,
      reason: 'answered 429 (too many requests)',
    });
    expect(other.reserve('elsewhere.test', limits, noon).kind).toBe('granted');
    expect(other.reserve('waitz.io', limits, noon + minute).kind).toBe('granted');
    expect(other.usage('waitz.io', noon + minute)).toEqual({ usedToday: 1, notBefore: null, reason: null });
  });

  it('keeps the later of two waits', () => {
    ledger.askedToWait('waitz.io', noon + 5 * minute, 'first');
    ledger.askedToWait('waitz.io', noon + minute, 'second');
    expect(ledger.usage('waitz.io', noon)).toMatchObject({ notBefore: noon + 5 * minute, reason: 'first' });
  });

  it('is not waited for beyond a day when the clock was set back', () => {
    ledger.askedToWait('waitz.io', noon + minute, 'answered 503');
    expect(ledger.reserve('waitz.io', limits, noon - 30 * day)).toEqual({
      kind: 'asked_to_wait',
      until: noon - 29 * day,
    });
  });
});

describe('the breaker', () => {
  const fail = (times: number, at: number): void => {
    for (let time = 0; time < times; time += 1) ledger.failed('waitz.io', at);
  };

  it('opens after five failures in a row, not before', () => {
    fail(4, noon);
    expect(ledger.reserve('waitz.io', limits, noon).kind).toBe('granted');
    fail(1, noon);
    expect(ledger.reserve('waitz.io', limits, noon + 1)).toEqual({
      kind: 'broken',
      until: noon + minute,
      failuresInRow: 5,
    });
    expect(ledger.usage('waitz.io', noon + 1)).toMatchObject({
      notBefore: noon + minute,
      reason: '5 requests in a row failed',
    });
    expect(ledger.reserve('elsewhere.test', limits, noon + 1).kind).toBe('granted');
  });

  it('forgets failures when the host answers', () => {
    fail(4, noon);
    ledger.answered('waitz.io');
    fail(4, noon);
    expect(ledger.reserve('waitz.io', limits, noon).kind).toBe('granted');
  });

  it('lets exactly one probe through, on all connections together', async () => {
    const other = createHostLedger(await open());
    fail(5, noon);
    const later = noon + minute;
    expect(other.reserve('waitz.io', limits, later)).toEqual({ kind: 'granted', startAt: later });
    expect(ledger.reserve('waitz.io', limits, later + 1).kind).toBe('broken');
    expect(other.reserve('waitz.io', limits, later + 2).kind).toBe('broken');
    expect(other.refusal('waitz.io', later)).toBeNull();
    other.answered('waitz.io');
    expect(ledger.reserve('waitz.io', limits, later + 5000).kind).toBe('granted');
    expect(ledger.reserve('waitz.io', limits, later + 5000).kind).toBe('granted');
  });

  it('doubles its time with every failed probe, up to half an hour', () => {
    fail(5, noon);
    const times: number[] = [];
    let now = noon + minute;
    for (let probe = 0; probe < 7; probe += 1) {
      expect(ledger.reserve('waitz.io', limits, now).kind).toBe('granted');
      ledger.failed('waitz.io', now);
      const refused = ledger.reserve('waitz.io', limits, now);
      if (refused.kind !== 'broken') throw new Error(refused.kind);
      times.push((refused.until - now) / minute);
      now = refused.until;
    }
    expect(times).toEqual([2, 4, 8, 16, 30, 30, 30]);
  });

  it('does not grow with requests that were under way when it opened', () => {
    fail(8, noon);
    expect(ledger.reserve('waitz.io', limits, noon)).toMatchObject({ until: noon + minute });
  });

  it('grants another probe when one was canceled, given back, or died with its process', () => {
    fail(5, noon);
    const later = noon + minute;
    ledger.reserve('waitz.io', limits, later);
    ledger.undecided('waitz.io');
    expect(ledger.reserve('waitz.io', limits, later).kind).toBe('granted');
    ledger.giveBack('waitz.io', later);
    expect(ledger.reserve('waitz.io', limits, later).kind).toBe('granted');
    expect(ledger.reserve('waitz.io', limits, later + 5 * minute).kind).toBe('broken');
    expect(ledger.reserve('waitz.io', limits, later + 10 * minute).kind).toBe('granted');
  });
});

describe('kept answers', () => {
  it('come back with their validators, the newest only', () => {
    expect(ledger.keptAnswer('https://waitz.io/live/ucsd')).toBeUndefined();
    ledger.keepAnswer('https://waitz.io/live/ucsd', { etag: '"1"', lastModified: null, body: 'one' }, noon);
    ledger.keepAnswer('https://waitz.io/live/ucsd', { etag: '"2"', lastModified: null, body: 'two' }, noon);
    expect(ledger.keptAnswer('https://waitz.io/live/ucsd')).toEqual({ etag: '"2"', lastModified: null, body: 'two' });
    ledger.forgetAnswer('https://waitz.io/live/ucsd');
    expect(ledger.keptAnswer('https://waitz.io/live/ucsd')).toBeUndefined();
  });
});
