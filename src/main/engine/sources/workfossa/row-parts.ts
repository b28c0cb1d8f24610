import type { CheerioAPI } from 'cheerio/slim';
import { elementsIn, hasClass, type PageNode, type PagePart } from './page-parts.ts';

/** The elements of a row by their classes and names, found in one walk: a search for each would take most of the time of a parse. */
export interface RowParts {
  readonly document: CheerioAPI;
  /** Elements with a class, in the order of the row. */
  withClass(name: string): readonly PageNode[];
  /** The first element with a class; an empty part where there is none. */
  first(name: string): PagePart;
  /** One of the columns, by what makes its width; an empty part where there is none. */
  column(width: string): PagePart;
  /** Links with an address. */
  readonly links: readonly { readonly href: string; readonly part: PagePart }[];
}

/** Walks a row once. */
export function partsOf(document: CheerioAPI, row: PageNode): RowParts {
  const byClass = new Map<string, PageNode[]>();
  const links: { readonly href: string; readonly part: PagePart }[] = [];
  for (const element of elementsIn(row)) {
    const { class: classes, href } = element.attribs;
    if (element.name === 'a' && href !== undefined) links.push({ href, part: document(element) });
    for (const name of classes?.split(/\s+/) ?? []) {
      const known = byClass.get(name);
      if (known === undefined) byClass.set(name, [element]);
      else known.push(element);
    }
  }
  const withClass = (name: string): readonly PageNode[] => byClass.get(name) ?? [];
  // The column of items and that of visits lie in one that is as wide as the second.
  const isNarrow = (element: PageNode): boolean => hasClass(element, 'sm-6');
  return {
    document,
    withClass,
    first: (name) => document(withClass(name).slice(0, 1)),
    column: (width) => document(withClass(width).filter(isNarrow).slice(0, 1)),
    links,
  };
}
