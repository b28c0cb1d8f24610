import type { PortalList } from './portal-page.ts';

/** What a whole read of the list came to. */
export interface ReadPages {
  readonly pages: readonly PortalList[];
  /** Orders that were read, each once. */
  readonly orders: number;
  /** Numbers that were on more than one page. */
  readonly doubles: readonly string[];
  readonly isAtEnd: boolean;
}

const maxNamed = 5;

/** Why it is not certain that every order was read, as sentences; none where it is proven. */
export function doubtsOf({ pages, orders, doubles, isAtEnd }: ReadPages): string[] {
  const doubts: string[] = [];
  const say = (isDoubtful: boolean, sentence: string): void => {
    if (isDoubtful) doubts.push(sentence);
  };
  say(!isAtEnd, `The reading ended on page ${pages.length}, before the last one.`);
  const matches = matchesOf(pages);
  const counts = new Set(pages.flatMap(({ pager }) => pager.matches ?? []));
  say(counts.size > 1, `The list counted ${[...counts].join(', then ')} matches while it was read.`);
  const numbered = orders + new Set(unreadNumbers(pages)).size;
  const isOff = isAtEnd && matches !== null && matches !== numbered;
  say(isOff, `The list says that it has ${matches} matches, and ${numbered} orders were found.`);
  say(
    doubles.length > 0,
    `The list moved while it was read: ${doubles.slice(0, maxNamed).join(', ')} ${doubles.length === 1 ? 'was' : 'were'} on two pages.`,
  );
  const nameless = pages.flatMap(({ faults }) => faults).filter(({ number }) => number === null).length;
  say(nameless > 0, `${nameless} ${nameless === 1 ? 'row' : 'rows'} could not be read, not even the order's number.`);
  doubts.push(...oddPages(pages));
  return doubts;
}

/** What the list said last of all its pages. */
export function matchesOf(pages: readonly PortalList[]): number | null {
  return pages.at(-1)?.pager.matches ?? null;
}

function unreadNumbers(pages: readonly PortalList[]): readonly string[] {
  const read = new Set(pages.flatMap(({ orders }) => orders.map(({ order }) => order.number)));
  return pages.flatMap(({ faults }) =>
    faults.flatMap(({ number }) => (number === null || read.has(number) ? [] : [number])),
  );
}

/** Every page but the last is a whole one, and the last no longer than that. */
function oddPages(pages: readonly PortalList[]): readonly string[] {
  const whole = wholePageOf(pages);
  return pages.flatMap(({ rows, pager }, index) => {
    if (rows > whole || (pager.hasNext && rows < whole))
      return [`Page ${index + 1} shows ${rows} orders where ${whole} were expected.`];
    return [];
  });
}

/** Rows of a whole page. A control that does not answer may name another size than the one that the list keeps to. */
function wholePageOf([first]: readonly PortalList[]): number {
  if (first === undefined || !first.pager.hasNext) return Infinity;
  const { pageSize, pageSizes } = first.pager;
  return pageSize === null || pageSizes.includes(first.rows) ? first.rows : pageSize;
}
