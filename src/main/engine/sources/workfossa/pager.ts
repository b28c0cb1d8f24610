import type { CheerioAPI } from 'cheerio/slim';
import { changed } from '../json-answer.ts';
import { isWithin, type PagePart, textOf } from './page-parts.ts';
import type { PortalPager } from './portal-page.ts';

const paginations = '.paginator-wrapper .simple-pagination, .length-aware-pagination';

/**
 * How the list is divided into pages: by the pager of the list itself, never the hidden one of a dialog. Null where there is none.
 * Throws `source_changed` for one without its parts.
 */
export function readPager(document: CheerioAPI): PortalPager | null {
  const pager = document(paginations)
    .filter((_, element) => !isWithin(element, 'ks-modal'))
    .first();
  if (pager.length === 0) return null;
  const [next, previous] = [pager.find('a.next-page').first(), pager.find('a.prev-page').first()];
  if (next.length === 0 || previous.length === 0)
    throw changed('shows a list of work orders without links to its next pages.');
  // With one page only, the links are hidden, and that to the next page is not switched off.
  const isHidden = isOff(pager) || isOff(pager.find('.pagination').first());
  const isLive = (link: PagePart): boolean => !isHidden && !link.hasClass('disabled') && !isOff(link);
  return {
    hasNext: isLive(next),
    hasPrevious: isLive(previous),
    matches: pager.hasClass('length-aware-pagination') ? readMatches(pager) : null,
    ...readPageSizes(document),
  };
}

function isOff(part: PagePart): boolean {
  return /display:\s*none/i.test(part.attr('style') ?? '');
}

function readMatches(pager: PagePart): number {
  const [, count] = /(?:^|[^\d,])(\d{1,3}(?:,\d{3})+|\d{1,7}) match(?:es)?\b/i.exec(textOf(pager) ?? '') ?? [];
  if (count === undefined) throw changed('shows a list of work orders that does not say how many matches it has.');
  return Number(count.replaceAll(',', ''));
}

function readPageSizes(document: CheerioAPI): Pick<PortalPager, 'pageSize' | 'pageSizes'> {
  const control = document('.ks-select input[name="limit"]').first().parent();
  const sizeIn = (part: PagePart): number => Number(/^Show (\d{1,4})$/.exec(textOf(part) ?? '')?.[1] ?? Number.NaN);
  const chosen = sizeIn(control.find('.ks-select-selection').first());
  const choices = control.find('.autocomplete-list li').toArray();
  return {
    pageSize: Number.isNaN(chosen) ? null : chosen,
    pageSizes: choices.map((choice) => sizeIn(document(choice))),
  };
}
