import { dateIn, isCalendarDate } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutChange } from '#shared/model/hut.ts';
import { formatNight, zoneName } from '../../lib/format.ts';
import { isChangeKind } from './change-words.ts';
import type { ChangeKind } from './change-words.ts';

/** What the feed is asked to show, as it stands in the address. */
export interface ChangesView {
  readonly kinds: readonly ChangeKind[];
  /** A slug, or the empty text for all huts. */
  readonly hut: string;
  /** Nights from and until, both included; empty where open. */
  readonly from: string;
  readonly until: string;
}

export function readChangesView(params: URLSearchParams): ChangesView {
  const kinds = (params.get('kinds') ?? '').split(',').filter(isChangeKind);
  return {
    kinds: [...new Set(kinds)],
    hut: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(params.get('hut') ?? '') ? (params.get('hut') ?? '') : '',
    from: dateOf(params.get('from')),
    until: dateOf(params.get('until')),
  };
}

function dateOf(text: string | null): string {
  return text !== null && isCalendarDate(text) ? text : '';
}

/** The question to ask for the changes of a view. */
export interface ChangesFilter {
  readonly slug: string | null;
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
  readonly kinds: ChangeKind[];
  readonly asOf: number | null;
}

export function toChangesFilter(view: ChangesView, asOf: number | null): ChangesFilter {
  return {
    slug: view.hut === '' ? null : view.hut,
    from: view.from === '' ? null : view.from,
    until: view.until === '' ? null : view.until,
    kinds: [...view.kinds],
    asOf,
  };
}

export function isFiltered(view: ChangesView): boolean {
  return view.kinds.length > 0 || view.hut !== '' || view.from !== '' || view.until !== '';
}

interface DayOfChanges {
  /** `Saturday 21 November 2026`, on the viewer's calendar. */
  readonly day: string;
  readonly changes: readonly HutChange[];
}

/** Changes as they come, newest first, put together by the day on which they were seen. */
export function changesByDay(changes: readonly HutChange[]): readonly DayOfChanges[] {
  const zone = zoneName();
  const days = new Map<string, HutChange[]>();
  for (const change of changes) {
    const day = formatNight(dateIn(zone, change.at));
    const known = days.get(day);
    if (known === undefined) days.set(day, [change]);
    else known.push(change);
  }
  return [...days].map(([day, ofDay]) => ({ day, changes: ofDay }));
}
