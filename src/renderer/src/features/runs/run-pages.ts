import type { RunFilter, RunPage } from '#shared/contract/runs.ts';
import type { Run } from '#shared/model/run.ts';
import { isRunning } from '../../lib/words.ts';
import { isRunListed } from './run-filter.ts';

type Pages = readonly RunPage[];

/** Every run of the pages read so far, newest first. */
export function runsOf(pages: Pages): readonly Run[] {
  return pages.flatMap((page) => page.runs);
}

/** Puts a run that changed where it stands; a new one on top, one that no filter lets through any more out. */
export function placeRun(pages: Pages, run: Run, filter: RunFilter): Pages {
  const isListed = isRunListed(run, filter);
  if (pages.some((page) => page.runs.some((each) => each.id === run.id))) {
    return pages.map((page) => replaceRun(page, run, isListed));
  }
  return isListed ? insertRun(pages, run) : pages;
}

function replaceRun(page: RunPage, run: Run, isListed: boolean): RunPage {
  if (!page.runs.some((each) => each.id === run.id)) return page;
  return {
    ...page,
    runs: page.runs.flatMap((each) => (each.id !== run.id ? [each] : isListed ? [newer(each, run)] : [])),
  };
}

/** An end never changes again, so what tells of a run under way that has ended is the older news. */
function newer(known: Run, told: Run): Run {
  return !isRunning(known) && isRunning(told) ? known : told;
}

/** By number and not by time, as the store has it: clocks are set back. */
function isOlder(run: Run, than: Run): boolean {
  return Number(run.id) < Number(than.id);
}

/** A run older than all that was read will come with its own page. */
function insertRun(pages: Pages, run: Run): Pages {
  const at = pages.findIndex((page) => page.runs.some((each) => isOlder(each, run)));
  const isEnd = at < 0 && (pages.at(-1)?.nextBefore ?? null) === null;
  const target = at >= 0 ? at : isEnd || runsOf(pages).length === 0 ? pages.length - 1 : -1;
  return pages.map((page, index) => {
    if (index !== target) return page;
    const place = page.runs.findIndex((each) => isOlder(each, run));
    return { ...page, runs: page.runs.toSpliced(place < 0 ? page.runs.length : place, 0, run) };
  });
}

/** Brings what was read before up to the newest page; begins anew where runs between them were never read. */
export function catchUp(pages: Pages, head: RunPage, filter: RunFilter): Pages {
  const known = new Set(runsOf(pages).map((run) => run.id));
  const fresh = head.runs.filter((run) => !known.has(run.id));
  if (known.size > 0 && fresh.length > 0 && fresh.length === head.runs.length) return [head];
  const told = new Map(head.runs.map((run) => [run.id, run]));
  const renewed = pages.map((page) => ({
    ...page,
    runs: page.runs.map((run) => newer(run, told.get(run.id) ?? run)),
  }));
  return fresh.toReversed().reduce<Pages>((all, run) => placeRun(all, run, filter), renewed);
}
