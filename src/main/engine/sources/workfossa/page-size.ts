import type { PortalList } from './portal-page.ts';
import { pageSizeChoice, rowBeyond, selectors } from './selectors.ts';
import { asList, isTimeout, look, type Visit } from './visit.ts';

/** As many rows as the portal shows at once. */
const wantedSize = 100;

/**
 * Chooses the largest pages where there are several, and resolves to the list as it is then. A control that does not answer within a
 * step is left as it is: the list goes on with the size that it has.
 */
export async function chooseLargePages(visit: Visit, list: PortalList): Promise<PortalList> {
  const { page, log, source } = visit;
  const { hasNext, hasPrevious, pageSize, pageSizes } = list.pager;
  const place = pageSizes.indexOf(wantedSize);
  if (!hasNext || hasPrevious || place < 0 || (pageSize ?? 0) >= wantedSize) return list;
  visit.options.onProgress(`Asking for ${wantedSize} orders per page`);
  try {
    const isChosen = (await page.click(selectors.pageSize)) && (await page.click(pageSizeChoice(place)));
    if (!isChosen) return list;
    await page.waitUntil({ anyOf: [selectors.loginForm, rowBeyond(list.rows)] });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    log.info({ sourceId: source.id, rows: list.rows }, 'The page size of the portal did not change');
  }
  return asList(await look(visit));
}
