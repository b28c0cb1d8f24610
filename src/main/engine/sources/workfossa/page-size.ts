import { pageSizeChoice, rowBeyond, selectors } from './selectors.ts';
import { asList, isTimeout, type ListSeen, look, see, type Visit } from './visit.ts';

/** As many rows as the portal shows at once. */
const wantedSize = 100;

/**
 * Chooses the largest pages where there are several, and resolves to the text of the list as it is then. A control that does not
 * answer within a step is left as it is: the list goes on with the size that it has.
 */
export async function chooseLargePages(visit: Visit, { shown, html }: ListSeen): Promise<string> {
  const { page, log, source } = visit;
  const { hasNext, hasPrevious, pageSize, pageSizes } = shown.pager;
  const place = pageSizes.indexOf(wantedSize);
  if (!hasNext || hasPrevious || place < 0 || (pageSize ?? 0) >= wantedSize) return html;
  visit.options.onProgress(`Asking for ${wantedSize} orders per page`);
  try {
    const isChosen = (await page.click(selectors.pageSize)) && (await page.click(pageSizeChoice(place)));
    if (!isChosen) return html;
    const sight = await page.waitUntil({ anyOf: [selectors.loginForm, rowBeyond(shown.rows)] });
    if (sight.found === selectors.loginForm) asList(await see(visit, sight));
    return sight.html;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    log.info({ sourceId: source.id, rows: shown.rows }, 'The page size of the portal did not change');
  }
  return asList(await look(visit)).html;
}
