import type { Page } from '@playwright/test';
import axe, { type Result } from 'axe-core';

/** What axe finds on what a page shows, by all of its rules or by some: one text for each element and rule. */
export async function axeFindings(page: Page, rules: 'all' | readonly string[]): Promise<string[]> {
  // Once for a document: to be read takes axe as long as to look at a page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], ...(rules === 'all' ? {} : { runOnly: rules }) };
  const violations = await page.evaluate<Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((results) => results.violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
