import type { Page } from '@playwright/test';
import type { Reply, RoundsApi } from '#shared/contract/api.ts';

declare global {
  interface Window {
    /** What the preload script gives the page. */
    readonly api: RoundsApi;
  }
}

/** Asks the main process from the page, as a script in it could. */
export function invoke(page: Page, name: unknown, input: unknown): Promise<Reply> {
  return page.evaluate(([operation, value]) => window.api.invoke(String(operation), value), [name, input]);
}
