import type { PageCondition, PageCookie, PageOptions } from '../../../src/main/engine/rendered-pages.ts';

/** What a test asks of `main.ts`. */
export type PagesOrder =
  | { readonly do: 'open'; readonly page: string; readonly options: PageOrderOptions }
  | { readonly do: 'goTo'; readonly page: string; readonly url: string }
  | { readonly do: 'waitUntil'; readonly page: string; readonly condition: PageCondition }
  | { readonly do: 'read' | 'click'; readonly page: string; readonly selector: string }
  | { readonly do: 'type'; readonly page: string; readonly selector: string; readonly text: string }
  | { readonly do: 'url' | 'html' | 'picture' | 'cookies' | 'close' | 'abort'; readonly page: string }
  | { readonly do: 'processes' | 'keychain' | 'quit' }
  | { readonly do: 'seal'; readonly text: string }
  | { readonly do: 'unseal'; readonly sealed: string };

/** Options of a page that a test chooses. */
export interface PageOrderOptions extends Partial<
  Pick<PageOptions, 'partition' | 'userAgent' | 'allowPrivateAddress' | 'stepLimitMs'>
> {
  readonly origin: string;
  readonly cookies?: readonly PageCookie[];
  /** What an address holds that is not admitted. */
  readonly refuses?: string;
}
