import { type CalendarDate, dateOfDayNumber } from '#shared/model/calendar-date.ts';
import type { Hut, HutNight, HutNightState } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { isHutKind, type Source } from '#shared/model/source.ts';
import type { Connection } from './connection.ts';
import { hutTypeOfCode, reservationOfCode } from './hut-codes.ts';
import { type HistoryCells, toNightState } from './hut-nights.ts';
import type { HistoryRange } from './occupancy-history.ts';

/** A night as it is known now. */
export interface ExportedNight extends HutNight {
  readonly slug: string;
  readonly link: string | null;
  readonly firstChecked: EpochMs;
  readonly lastChecked: EpochMs;
}

/** A state that a night was in. */
export interface ExportedNightState {
  readonly slug: string;
  readonly date: CalendarDate;
  readonly state: HutNightState;
}

/** The page for people at a hut's source; null where there is none. */
export function hutLink(
  { bookingRef }: Pick<Hut, 'bookingRef'>,
  source: Pick<Source, 'kind' | 'baseUrl'>,
): string | null {
  if (!isHutKind(source.kind)) return null;
  if (source.kind === 'huts-org') return source.baseUrl;
  return `${source.baseUrl}/reservation/book-hut/${encodeURIComponent(bookingRef)}/wizard`;
}

interface NightRow {
  readonly slug: string;
  readonly booking_ref: string;
  readonly kind: Source['kind'];
  readonly base_url: string;
  readonly night: number;
  readonly free: number | null;
  readonly total: number | null;
  readonly hut_type: number;
  readonly reservation: number;
  readonly first_checked: number;
  readonly last_checked: number;
}

/** Every night that the sources list, by hut and night. Each open iteration has a statement of its own. */
export function* eachNight({ raw }: Connection): Generator<ExportedNight> {
  const rows = raw
    .prepare<[], NightRow>(
      `SELECT slug, booking_ref, kind, base_url, night, free, total, hut_type, reservation,
         hut_night_state.first_checked, coalesce(unread_from, last_checked) AS last_checked
       FROM hut JOIN source ON source.id = hut.source_id
       JOIN check_target ON area = 'huts' AND key = slug
       JOIN hut_night_state ON target_id = check_target.id
       WHERE removed_at IS NULL AND missing_since IS NULL ORDER BY slug, night`,
    )
    .iterate();
  for (const row of rows) {
    yield {
      slug: row.slug,
      date: dateOfDayNumber(row.night),
      free: row.free,
      total: row.total,
      hutType: hutTypeOfCode(row.hut_type),
      reservationStatus: reservationOfCode(row.reservation),
      link: hutLink({ bookingRef: row.booking_ref }, { kind: row.kind, baseUrl: row.base_url }),
      firstChecked: row.first_checked,
      lastChecked: Math.max(row.first_checked, row.last_checked),
    };
  }
}

interface StateRow extends HistoryCells {
  readonly key: string;
  readonly night: number;
  readonly confirmed: number;
}

/** Every state that touches the range, by hut, night and time. Each open iteration has a statement of its own. */
export function* eachNightState({ raw }: Connection, { from, until }: HistoryRange): Generator<ExportedNightState> {
  const rows = raw
    .prepare<[number], StateRow>(
      `SELECT key, h.night, h.first_checked, h.last_checked, is_listed, h.free, h.total, h.hut_type, h.reservation,
         coalesce(s.unread_from, t.last_checked) AS confirmed
       FROM check_target t JOIN hut_night_history h ON h.target_id = t.id
       JOIN hut_night_state s ON s.target_id = t.id AND s.night = h.night
       WHERE area = 'huts' AND h.first_checked < ? ORDER BY key, h.night, h.first_checked`,
    )
    .iterate(until);
  for (const { key, night, confirmed, ...cells } of rows) {
    const state = toNightState(cells, cells.last_checked ?? confirmed);
    if (state.lastChecked >= from) yield { slug: key, date: dateOfDayNumber(night), state };
  }
}
