import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import { isCalendarDate, type CalendarDate } from '#shared/model/calendar-date.ts';
import { oneLine } from '../plain-text.ts';
import type { LocalTime } from './portal-page.ts';

/** A node of a page; cheerio does not export its name. */
export type PageNode = Parameters<CheerioAPI['contains']>[1];
/** Nodes of a page. */
export type PagePart = Cheerio<PageNode>;

/** An element of a page. */
export type PageElement = Extract<PageNode, { readonly attribs: object }>;

/** The elements below a node, in the order of the page. A search by selector takes ten times as long. */
export function elementsIn(node: PageNode | undefined): readonly PageElement[] {
  const found: PageElement[] = [];
  const waiting: PageNode[] = node === undefined ? [] : [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next !== node && 'attribs' in next) found.push(next);
    if ('children' in next) waiting.push(...next.children.toReversed());
  }
  return found;
}

/** Whether an element has a class. */
export function hasClass(node: PageNode, name: string): boolean {
  return 'attribs' in node && (node.attribs['class'] ?? '').split(/\s+/).includes(name);
}

/** Whether a node is, or lies in, an element with a class. */
export function isWithin(node: PageNode, name: string): boolean {
  for (let part: PageNode | null = node; part !== null; part = part.parent) if (hasClass(part, name)) return true;
  return false;
}

/** Longest text of a field. */
const maxTextLength = 500;
const maxParagraphsLength = 50_000;

/** The text of a part in one line; null where there is none. */
export function textOf(part: { text(): string }): string | null {
  return oneLine(part.text(), maxTextLength);
}

/** The texts of the parts right below, in one line each. */
export function linesOf(document: CheerioAPI, part: PagePart): readonly string[] {
  return part
    .children()
    .toArray()
    .flatMap((child) => textOf(document(child)) ?? []);
}

/** The text that lies right in a part, not in one below it; null where there is none. */
export function ownTextOf(part: PagePart): string | null {
  const texts = part
    .contents()
    .toArray()
    .filter(({ type }) => type === 'text');
  return oneLine(texts.map((text) => ('data' in text ? text.data : '')).join(' '), maxTextLength);
}

/** A text with its line breaks, without space at its ends; null where nothing is left. */
export function paragraphsOf(text: string): string | null {
  const sound = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Surrogate}\u{FFFD}]/gu, '')
    // Every control character but the line break and the tab.
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  return sound === '' ? null : sound.slice(0, maxParagraphsLength);
}

/** A date such as `04/08/2025`; null for what is none. */
export function readDate(text: string): CalendarDate | null {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}

/** A time of day such as `10:30am` or `14:05`, in minutes after midnight; null for what is none. */
export function readMinute(text: string): number | null {
  const [, hourText, minuteText, half] = /^(\d{1,2}):(\d{2})\s*(am|pm)?$/i.exec(text) ?? [];
  if (hourText === undefined || minuteText === undefined) return null;
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  if (minute > 59) return null;
  if (half === undefined) return hour > 23 ? null : hour * 60 + minute;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + minute;
}

/** A date and a time such as `04/08/2025 09:41am`; null for what is not both. */
export function readLocalTime(text: string): LocalTime | null {
  const [, dateText = '', timeText = ''] = /^(\S+) (.+)$/.exec(text) ?? [];
  const date = readDate(dateText);
  const minute = readMinute(timeText);
  return date === null || minute === null ? null : { date, minute };
}
