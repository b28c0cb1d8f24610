import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** What one request may cost its host. */
interface HostLimits {
  readonly minGapMs: number;
  readonly requestsPerDay: number;
}

/** Whether and when a request may start. `granted` was counted; what is not sent must be given back. */
type HostReservation =
  | { readonly kind: 'granted'; readonly startAt: EpochMs }
  | { readonly kind: 'asked_to_wait'; readonly until: EpochMs }
  | { readonly kind: 'broken'; readonly until: EpochMs; readonly failuresInRow: number }
  | { readonly kind: 'over_budget'; readonly until: EpochMs; readonly requestsPerDay: number };

/** The newest answer of an address that can be asked for again under a condition; one of the validators is there. */
interface KeptAnswer {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly body: string;
}

/** How a host was used, for screens. */
interface HostUsage {
  /** Requests of the UTC day that `now` lies in. */
  readonly usedToday: number;
  /** Set while the host asked to wait, or its breaker is open. */
  readonly notBefore: EpochMs | null;
  readonly reason: string | null;
}

/** What is known and planned per host, shared by every process on the database. Throws `storage`. */
export interface HostLedger {
  /**
   * Counts one request against the day and takes its place behind the gap, or tells why not; atomic over processes.
   * A broken host lets exactly one request through when its time is over.
   */
  reserve(host: string, limits: HostLimits, now: EpochMs): HostReservation;
  /** Counts one request against the day, without a place behind the gap, or tells why it must not be sent. */
  count(
    host: string,
    limits: Pick<HostLimits, 'requestsPerDay'>,
    now: EpochMs,
  ): Exclude<HostReservation, { kind: 'granted' }> | null;
  /** Why a request that was granted earlier must not start any more; null when it may. */
  refusal(host: string, now: EpochMs): Exclude<HostReservation, { kind: 'granted' | 'over_budget' }> | null;
  /** Gives a granted request back that was never sent; `startAt` as it was granted. */
  giveBack(host: string, startAt: EpochMs): void;
  /** The host answered in some way: its failures in a row are over. */
  answered(host: string): void;
  /** The host failed to answer; after five in a row it is left alone, for longer each time. */
  failed(host: string, now: EpochMs): void;
  /** The last request said nothing about the host: it was canceled, or the own network is down. */
  undecided(host: string): void;
  /** The host asked for silence until an instant; a later one already known stays. */
  askedToWait(host: string, until: EpochMs, reason: string): void;
  keptAnswer(url: string): KeptAnswer | undefined;
  keepAnswer(url: string, answer: KeptAnswer, now: EpochMs): void;
  forgetAnswer(url: string): void;
  usage(host: string, now: EpochMs): HostUsage;
}

const dayMs = 86_400_000;
const failuresToBreak = 5;
const firstBreakMs = 60_000;
const longestBreakMs = 30 * 60_000;
/** A probe whose process died is forgotten after this; no request lasts longer than five minutes. */
const probeLifeMs = 6 * 60_000;
/** The longest that a host may ask Rounds to wait. */
const longestWaitMs = dayMs;
/** More requests than this never queue for one host; a start further ahead comes from a clock that was set back. */
const longestQueue = 64;

interface HostState {
  readonly nextAllowedAt: EpochMs;
  readonly notBefore: EpochMs | null;
  readonly reason: string | null;
  readonly failuresInRow: number;
  readonly openUntil: EpochMs | null;
  readonly probeAt: EpochMs | null;
}

const untouched: HostState = {
  nextAllowedAt: 0,
  notBefore: null,
  reason: null,
  failuresInRow: 0,
  openUntil: null,
  probeAt: null,
};

/** The host ledger in the tables `host_state`, `host_day` and `http_validator`. */
export function createHostLedger(connection: Connection): HostLedger {
  const update = (host: string, change: (state: HostState) => Partial<HostState>): void =>
    connection.transaction(() => {
      const state = readState(connection, host);
      writeState(connection, host, { ...state, ...change(state) });
    });
  return {
    reserve: (host, limits, now) => connection.transaction(() => reserve(connection, host, limits, now)),
    count: (host, limits, now) => connection.transaction(() => count(connection, host, limits, now)),
    refusal(host, now) {
      const state = readState(connection, host);
      // The granted request may be the probe itself, so only a breaker that is still shut counts here.
      return waitOf(state, now) ?? breakOf({ ...state, probeAt: null }, now);
    },
    giveBack: (host, startAt) =>
      connection.transaction(() => {
        addRequests(connection, host, dayOf(startAt), -1);
        writeState(connection, host, { ...readState(connection, host), probeAt: null });
      }),
    answered(host) {
      // The usual case costs no write.
      if (readState(connection, host).failuresInRow > 0)
        update(host, () => ({ failuresInRow: 0, openUntil: null, probeAt: null }));
    },
    failed: (host, now) => update(host, (state) => afterFailure(state, now)),
    undecided(host) {
      if (readState(connection, host).probeAt !== null) update(host, () => ({ probeAt: null }));
    },
    askedToWait: (host, until, reason) =>
      update(host, (state) => ((state.notBefore ?? 0) >= until ? {} : { notBefore: until, reason })),
    ...keptAnswers(connection),
    usage: (host, now) => usageOf(connection, host, now),
  };
}

function reserve(connection: Connection, host: string, limits: HostLimits, now: EpochMs): HostReservation {
  const state = readState(connection, host);
  const refused = waitOf(state, now) ?? breakOf(state, now);
  if (refused) return refused;
  const latest = now + longestQueue * limits.minGapMs;
  const startAt = Math.max(now, Math.min(state.nextAllowedAt, latest));
  const day = dayOf(startAt);
  if (requestsOn(connection, host, day) >= limits.requestsPerDay) {
    return { kind: 'over_budget', until: endOfDay(startAt), requestsPerDay: limits.requestsPerDay };
  }
  addRequests(connection, host, day, 1);
  const probeAt = state.openUntil === null ? null : startAt;
  writeState(connection, host, { ...state, nextAllowedAt: startAt + limits.minGapMs, probeAt });
  return { kind: 'granted', startAt };
}

function count(
  connection: Connection,
  host: string,
  { requestsPerDay }: Pick<HostLimits, 'requestsPerDay'>,
  now: EpochMs,
): Exclude<HostReservation, { kind: 'granted' }> | null {
  const state = readState(connection, host);
  // It belongs to a document that was let through, perhaps as the probe.
  const refused = waitOf(state, now) ?? breakOf({ ...state, probeAt: null }, now);
  if (refused) return refused;
  const day = dayOf(now);
  if (requestsOn(connection, host, day) >= requestsPerDay)
    return { kind: 'over_budget', until: endOfDay(now), requestsPerDay };
  addRequests(connection, host, day, 1);
  return null;
}

/** A wait further away than a host may ask comes from a clock that was set back, and is cut to the ceiling. */
function waitOf(state: HostState, now: EpochMs): Extract<HostReservation, { kind: 'asked_to_wait' }> | null {
  if (state.notBefore === null || state.notBefore <= now) return null;
  return { kind: 'asked_to_wait', until: Math.min(state.notBefore, now + longestWaitMs) };
}

function breakOf(state: HostState, now: EpochMs): Extract<HostReservation, { kind: 'broken' }> | null {
  const { openUntil, probeAt, failuresInRow } = state;
  if (openUntil === null) return null;
  if (openUntil > now) return { kind: 'broken', until: Math.min(openUntil, now + longestBreakMs), failuresInRow };
  const isProbing = probeAt !== null && Math.abs(now - probeAt) < probeLifeMs;
  return isProbing ? { kind: 'broken', until: probeAt + probeLifeMs, failuresInRow } : null;
}

function afterFailure(state: HostState, now: EpochMs): Partial<HostState> {
  // Requests that were under way when the breaker opened say nothing new.
  if (state.openUntil !== null && state.openUntil > now) return {};
  const failuresInRow = state.failuresInRow + 1;
  if (failuresInRow < failuresToBreak) return { failuresInRow };
  const breakMs = Math.min(longestBreakMs, firstBreakMs * 2 ** Math.min(failuresInRow - failuresToBreak, 20));
  return { failuresInRow, openUntil: now + breakMs, probeAt: null };
}

function readState({ sql, get }: Connection, host: string): HostState {
  const row = get(sql.selectFrom('host_state').selectAll().where('host', '=', host));
  if (!row) return untouched;
  return {
    nextAllowedAt: row.next_allowed_at,
    notBefore: row.not_before,
    reason: row.wait_reason,
    failuresInRow: row.failures_in_row,
    openUntil: row.open_until,
    probeAt: row.probe_at,
  };
}

function writeState({ sql, run }: Connection, host: string, state: HostState): void {
  const columns = {
    next_allowed_at: state.nextAllowedAt,
    not_before: state.notBefore,
    wait_reason: state.reason,
    failures_in_row: state.failuresInRow,
    open_until: state.openUntil,
    probe_at: state.probeAt,
  };
  const insert = sql.insertInto('host_state').values({ host, ...columns });
  run(insert.onConflict((conflict) => conflict.column('host').doUpdateSet(columns)));
}

function requestsOn({ sql, get }: Connection, host: string, day: string): number {
  const row = get(sql.selectFrom('host_day').select('requests').where('host', '=', host).where('day', '=', day));
  return row?.requests ?? 0;
}

function addRequests(connection: Connection, host: string, day: string, count: number): void {
  const { sql, run } = connection;
  const requests = Math.max(0, requestsOn(connection, host, day) + count);
  const insert = sql.insertInto('host_day').values({ host, day, requests });
  run(insert.onConflict((conflict) => conflict.columns(['host', 'day']).doUpdateSet({ requests })));
}

function keptAnswers({ sql, get, run }: Connection): Pick<HostLedger, 'keptAnswer' | 'keepAnswer' | 'forgetAnswer'> {
  return {
    keptAnswer(url) {
      const row = get(sql.selectFrom('http_validator').selectAll().where('url', '=', url));
      return row && { etag: row.etag, lastModified: row.last_modified, body: row.body };
    },
    keepAnswer(url, { etag, lastModified, body }, now) {
      const columns = { etag, last_modified: lastModified, body, stored_at: now };
      const insert = sql.insertInto('http_validator').values({ url, ...columns });
      run(insert.onConflict((conflict) => conflict.column('url').doUpdateSet(columns)));
    },
    forgetAnswer(url) {
      run(sql.deleteFrom('http_validator').where('url', '=', url));
    },
  };
}

function usageOf(connection: Connection, host: string, now: EpochMs): HostUsage {
  const state = readState(connection, host);
  const usedToday = requestsOn(connection, host, dayOf(now));
  const wait = waitOf(state, now);
  if (wait) return { usedToday, notBefore: wait.until, reason: state.reason };
  const broken = breakOf({ ...state, probeAt: null }, now);
  if (!broken) return { usedToday, notBefore: null, reason: null };
  return { usedToday, notBefore: broken.until, reason: `${broken.failuresInRow} requests in a row failed` };
}

function dayOf(instant: EpochMs): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function endOfDay(instant: EpochMs): EpochMs {
  return (Math.floor(instant / dayMs) + 1) * dayMs;
}
