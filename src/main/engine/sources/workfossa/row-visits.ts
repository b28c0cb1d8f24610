import type { CheerioAPI } from 'cheerio';
import type { WorkOrder } from '#shared/model/work-order.ts';
import { elementsIn, linesOf, type PagePart, readDate, readMinute, textOf } from './page-parts.ts';

/** What a row says of visits. */
export type RowVisits = Pick<
  WorkOrder,
  'visitsDone' | 'visitsPlanned' | 'nextVisitId' | 'nextVisitDate' | 'nextVisitTime' | 'lastVisitDate' | 'dueDate'
>;

interface NextVisit extends Pick<RowVisits, 'nextVisitId' | 'nextVisitDate' | 'nextVisitTime'> {}

const noNextVisit: NextVisit = { nextVisitId: null, nextVisitDate: null, nextVisitTime: null };

/** The visits of an order. Gives the reason where a date or time is none; `missing` where the count of visits is not there. */
export function readVisits(document: CheerioAPI, column: PagePart, number: string): RowVisits | string {
  const elements = elementsIn(column.get(0));
  const counts = elements.map(({ attribs }) => /^(\d{1,4}) \/ (\d{1,4})$/.exec(attribs['title'] ?? ''));
  const [, done, planned] = counts.find((count) => count !== null) ?? [];
  if (done === undefined || planned === undefined) return missingVisits;
  const link = document(
    elements.filter(({ name, attribs }) => name === 'a' && attribs['title'] === 'Next Visit').slice(0, 1),
  );
  const next = link.length === 0 ? noNextVisit : readNextVisit(document, link, number);
  if (typeof next === 'string') return next;
  const dueDate = readDue(document, column);
  if (dueDate === undefined) return 'The due date is no date.';
  const isDone = Number(planned) > 0 && Number(done) >= Number(planned);
  return {
    ...next,
    visitsDone: Number(done),
    visitsPlanned: Number(planned),
    dueDate,
    lastVisitDate: isDone && link.length === 0 ? readLastVisit(document, column) : null,
  };
}

/** Says that a row has no count of visits. */
export const missingVisits = 'The row does not say how many visits are done.';

/** `08/29/2025`, `(anytime)` or a time, and further lines. */
function readNextVisit(document: CheerioAPI, link: PagePart, number: string): NextVisit | string {
  const [, owner, visitId] = /\/app\/work\/(\d{1,12})\/visits\/(\d{1,12})\/?$/.exec(link.attr('href') ?? '') ?? [];
  if (owner === undefined || visitId === undefined) return 'The next visit has no number.';
  if (owner !== number) return `The next visit belongs to another order, W-${owner}.`;
  const lines = linesOf(document, link).filter((line) => !/^(?:next visit|due:.*)$/i.test(line));
  const [dateText = '', timeText = null, ...others] = lines;
  const date = readDate(dateText);
  if (date === null) return 'The date of the next visit is no date.';
  if (others.length > 0) return 'The next visit has more lines than a date and a time.';
  const time = timeText === null ? null : timeOf(timeText);
  if (time === undefined) return 'The time of the next visit is no time.';
  return { nextVisitId: visitId, nextVisitDate: date, nextVisitTime: time };
}

/** `anytime` or `HH:MM`; undefined for what is neither. */
function timeOf(text: string): string | undefined {
  const bare = text.replace(/^\((.*)\)$/, '$1').trim();
  if (/^anytime$/i.test(bare)) return 'anytime';
  const minute = readMinute(bare);
  if (minute === null) return undefined;
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Null where none is named, undefined where it cannot be read. */
function readDue(document: CheerioAPI, column: PagePart): string | null | undefined {
  for (const element of elementsIn(column.get(0))) {
    const part = document(element);
    const [, due] = part.children().length > 0 ? [] : (/^Due: ?(.*)$/i.exec(textOf(part) ?? '') ?? []);
    if (due !== undefined) return readDate(due) ?? undefined;
  }
  return null;
}

function readLastVisit(document: CheerioAPI, column: PagePart): string | null {
  const dates = linesOf(document, column).flatMap((line) => readDate(line) ?? []);
  return dates.at(-1) ?? null;
}
