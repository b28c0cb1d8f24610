import type { SampleOrder } from './order.ts';
import type { PortalTrouble } from './troubles.ts';

/** What the portal's own script gets for a page of the list. */
export interface ListAnswer {
  readonly rows: readonly SampleOrder[];
  readonly page: number;
  readonly pages: number;
  readonly limit: number;
  /** How many orders there are; null where the list does not say, as without a filter. */
  readonly matches: number | null;
}

/** What is asked of the list. */
export interface ListQuestion {
  readonly page: number;
  readonly limit: number;
  readonly saysMatches: boolean;
}

const sizes: readonly number[] = [25, 50, 100];

/** Reads the question in a query; what is no number of a page or no size that can be chosen becomes the first. */
export function listQuestion(query: URLSearchParams): ListQuestion {
  const page = Number(query.get('page'));
  const limit = Number(query.get('limit'));
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    limit: sizes.includes(limit) ? limit : 25,
    saysMatches: query.has('work_visit_completion'),
  };
}

/** A page of the list, with what is to go wrong in it. */
export function listAnswer(
  orders: readonly SampleOrder[],
  { page, limit, saysMatches }: ListQuestion,
  troubles: ReadonlySet<PortalTrouble>,
): ListAnswer {
  const listed = troubles.has('no orders') ? [] : orders;
  const shown = troubles.has('same page again') ? 1 : page;
  // As if one order had been put in before the page was turned.
  const start = (shown - 1) * limit - (troubles.has('order on two pages') && page === 2 ? 1 : 0);
  return {
    rows: listed.slice(start, start + limit),
    page,
    pages: Math.max(1, Math.ceil(listed.length / limit)),
    limit,
    matches: saysMatches ? listed.length + (troubles.has('wrong count') ? 3 : 0) : null,
  };
}
