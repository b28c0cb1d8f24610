import type { CheerioAPI } from 'cheerio/slim';
import type { WorkItem, WorkItemLine } from '#shared/model/work-order.ts';
import { oneLine } from '../plain-text.ts';
import { elementsIn, hasClass, ownTextOf, type PagePart, textOf } from './page-parts.ts';

/** The items of a row: a type and one or more lines each. Gives the reason where one of them is built otherwise. */
export function readItems(document: CheerioAPI, column: PagePart): readonly WorkItem[] | string {
  const items: WorkItem[] = [];
  for (const element of column.children().toArray()) {
    const block = document(element);
    if (textOf(block) === null) continue;
    const item = hasClass(element, 'text-xs') && hasClass(element, 'mb-2') ? readItem(document, block) : null;
    if (item === null) return `Item ${items.length + 1} is not built of a type and lines with a quantity.`;
    items.push(item);
  }
  // Text beside the blocks would be an item that lost its own.
  return ownTextOf(column) === null ? items : 'The items hold text that belongs to none of them.';
}

function readItem(document: CheerioAPI, block: PagePart): WorkItem | null {
  const [heading, ...rest] = block.children().toArray();
  if (heading === undefined || rest.length === 0) return null;
  const type = textOf(document(heading));
  const lines = rest.map((line) => readLine(document, document(line)));
  const read = lines.filter((line) => line !== null);
  return type === null || hasClass(heading, 'flex') || read.length < lines.length ? null : { type, lines: read };
}

/** `6 x` and `All Dispensers (2861)`. */
function readLine(document: CheerioAPI, line: PagePart): WorkItemLine | null {
  const [first, second, ...others] = line.children().toArray();
  if (first === undefined || second === undefined || others.length > 0) return null;
  const [, quantity] = /^(\d{1,6}(?:\.\d{1,3})?) x$/i.exec(textOf(document(first)) ?? '') ?? [];
  const words = document(second);
  const marks = elementsIn(second).filter((part) => part.name === 'span' && hasClass(part, 'muted'));
  const mark = textOf(document(marks.slice(-1))) ?? '';
  const [, code = null] = /^\((.+)\)$/.exec(mark) ?? [];
  const text = textOf(words);
  const description = code !== null && text?.endsWith(mark) ? oneLine(text.slice(0, -mark.length), text.length) : text;
  return quantity === undefined || description === null ? null : { quantity: Number(quantity), description, code };
}
