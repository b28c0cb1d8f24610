import { ErrorCode } from '#shared/model/error-code.ts';
import { type CalendarDate, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { HutDue, HutMaster, HutOffer, HutRow } from '#shared/model/hut.ts';
import { bookableBeds } from '#shared/model/hut-rules.ts';
import type { CheckFailure } from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { reservationOfCode } from './hut-codes.ts';
import { lastLookBy, readNights } from './hut-nights.ts';
import { parseMaster } from './huts.ts';

/** What the list is asked for: a hut's offer over some nights, and what was known at an instant (null: now). */
export interface ListQuestion {
  readonly nights: readonly CalendarDate[];
  readonly beds: number;
  readonly asOf: EpochMs | null;
}

interface HutQueryRow {
  readonly slug: string;
  readonly name: string;
  readonly source_id: string;
  readonly source_name: string;
  readonly time_zone: string;
  readonly master: string | null;
  readonly target_id: number | null;
  readonly last_checked: number | null;
  readonly failing_since: number | null;
  readonly failed_at: number | null;
  readonly failures_in_row: number | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly fault_count: number;
}

const selection = `SELECT hut.slug, hut.name, hut.source_id, source.name AS source_name, hut.time_zone, hut_master.master,
    check_target.id AS target_id, last_checked, failing_since, failed_at, failures_in_row, error_code, error_message,
    (SELECT count(*) FROM hut_fault WHERE hut_fault.target_id = check_target.id) AS fault_count
  FROM hut JOIN source ON source.id = hut.source_id
  LEFT JOIN hut_master ON hut_master.slug = hut.slug AND hut_master.booking_ref = hut.booking_ref
  LEFT JOIN check_target ON area = 'huts' AND key = hut.slug
  WHERE removed_at IS NULL AND (@slug IS NULL OR hut.slug = @slug) ORDER BY hut.name COLLATE NOCASE, hut.slug`;

/** Watched huts by name, or the one of a slug; `dueOf` says when each is looked at next. */
export function listHuts(
  connection: Connection,
  question: ListQuestion,
  dueOf: (slug: string) => HutDue,
  slug: string | null = null,
): HutRow[] {
  const rows = connection.prepare<HutQueryRow>(selection).all({ slug });
  const offers = readOffers(connection, rows, question);
  return rows.map((row) => {
    const last = question.asOf === null ? row.last_checked : lookBy(connection, row.target_id, question.asOf);
    const isNow = question.asOf === null;
    return {
      ...describe(parseMaster(row.master)),
      slug: row.slug,
      name: row.name,
      sourceId: row.source_id,
      sourceName: row.source_name,
      timeZone: row.time_zone,
      lastChecked: last,
      // What failed since belongs to now, not to the instant that is looked back on.
      failure: isNow ? toFailure(row) : null,
      faultCount: isNow ? row.fault_count : 0,
      due: dueOf(row.slug),
      offer: offers.get(row.slug) ?? null,
    };
  });
}

function lookBy(connection: Connection, targetId: number | null, asOf: EpochMs): EpochMs | null {
  return targetId === null ? null : lastLookBy(connection, targetId, asOf);
}

function describe(master: HutMaster | null) {
  return {
    country: master?.country ?? null,
    tenant: master?.tenant ?? null,
    altitudeM: master?.altitudeM ?? null,
    latitude: master?.latitude ?? null,
    longitude: master?.longitude ?? null,
    beds: master?.beds ?? null,
    isTest: master?.isTest ?? false,
  };
}

function toFailure(row: HutQueryRow): CheckFailure | null {
  if (row.error_code === null || row.failing_since === null || row.failed_at === null) return null;
  return {
    code: ErrorCode.parse(row.error_code),
    message: row.error_message ?? '',
    since: row.failing_since,
    at: row.failed_at,
    inRow: row.failures_in_row ?? 1,
  };
}

function readOffers(
  connection: Connection,
  rows: readonly HutQueryRow[],
  { nights, beds, asOf }: ListQuestion,
): Map<string, HutOffer> {
  if (nights.length === 0) return new Map();
  if (asOf === null) return readPresentOffers(connection, rows, nights, beds);
  const slugs = rows.map(({ slug }) => slug);
  const least = new Map<string, number | null>();
  for (const date of nights) {
    for (const { slug, marks, free } of readNights(connection, { slugs, from: date, nights: 1, asOf })) {
      const known = marks === 'o' ? (free[0] ?? null) : null;
      const before = least.get(slug);
      least.set(slug, before === undefined ? known : smaller(before, known));
    }
  }
  return new Map([...least].map(([slug, leastFree]) => [slug, toOffer(leastFree, beds)]));
}

function readPresentOffers(
  connection: Connection,
  rows: readonly HutQueryRow[],
  nights: readonly CalendarDate[],
  beds: number,
): Map<string, HutOffer> {
  const find = connection.prepare<{ free: number | null; reservation: number }>(
    `SELECT free, reservation FROM hut_night_state
     WHERE target_id = ? AND night = ? AND missing_since IS NULL AND unread_from IS NULL`,
  );
  const bedsOf = (targetId: number | null, night: number): number | null => {
    const row = targetId === null ? undefined : find.get(targetId, night);
    return row === undefined ? null : bookableBeds(row.free, reservationOfCode(row.reservation));
  };
  const numbers = nights.map(dayNumberOf);
  return new Map(
    rows.map(({ slug, target_id: targetId }) => {
      const known = numbers.map((night) => bedsOf(targetId, night));
      return [slug, toOffer(known.reduce(smaller), beds)];
    }),
  );
}

function smaller(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : Math.min(left, right);
}

function toOffer(leastFree: number | null, beds: number): HutOffer {
  if (leastFree === null) return { verdict: 'unknown', leastFree };
  return { verdict: leastFree >= beds ? 'fits' : 'full', leastFree };
}
