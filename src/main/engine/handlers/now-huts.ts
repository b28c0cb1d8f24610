import type { Need, NowView } from '#shared/contract/now.ts';
import type { HutRow } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { readChanges } from '../store/hut-changes.ts';
import type { Store } from '../store/store.ts';

/** With more failing huts at one source than this, one line stands for all of them. */
const mostLines = 3;
const dayMs = 86_400_000;
/** So many of the newest changes are counted. */
const mostCounted = 200;
const mostWatches = 5;

/** What a person should look at among huts whose run as a whole did not fail. */
export function hutNeeds(huts: readonly HutRow[]): Need[] {
  const failing = huts.filter(({ failure }) => failure !== null);
  const sourceNames = [...new Set(failing.map(({ sourceName }) => sourceName))];
  return [
    ...sourceNames.flatMap((name) => {
      const rows = failing.filter(({ sourceName }) => sourceName === name);
      return rows.length > mostLines ? [needOfMany(name, rows)] : rows.flatMap(needOfFailing);
    }),
    ...huts.filter(({ faultCount }) => faultCount > 0).map(needOfFaults),
  ];
}

function needOfFailing({ slug, name, failure, lastChecked, due }: HutRow): Need[] {
  if (failure === null) return [];
  return [
    {
      id: `hut/${slug}`,
      severity: 'failed',
      what: `${name}: ${failure.message}`,
      since: failure.since,
      done: due.why,
      stillTrue: lastChecked === null ? 'Nobody has seen this hut yet.' : 'Its last good nights stay shown.',
      action: { kind: 'hut', label: 'Open the hut', slug },
    },
  ];
}

function needOfMany(sourceName: string, rows: readonly HutRow[]): Need {
  const failures = rows.flatMap(({ failure }) => (failure === null ? [] : [failure]));
  return {
    id: `huts/${sourceName}`,
    severity: 'failed',
    what: `${sourceName}: ${rows.length} huts cannot be read. ${failures[0]?.message ?? ''}`.trim(),
    since: Math.min(...failures.map(({ since }) => since)),
    done: 'Rounds looks at each again after a while that doubles with every failure, up to a day.',
    stillTrue: hutsSeenBefore(rows),
    action: { kind: 'huts', label: 'Open the huts' },
  };
}

function needOfFaults({ slug, name, faultCount, lastChecked }: HutRow): Need {
  const rows = faultCount === 1 ? 'One row' : `${faultCount} rows`;
  return {
    id: `hut-faults/${slug}`,
    severity: 'attention',
    what: `${name}: ${rows.toLowerCase()} of its newest answer could not be read.`,
    since: lastChecked ?? 0,
    done: `${rows} set apart; all other nights were taken.`,
    stillTrue: 'Those nights keep their older figures and are marked.',
    action: { kind: 'hut', label: 'Open the hut', slug },
  };
}

/** What is still true of huts whose run failed. */
export function hutsSeenBefore(huts: readonly HutRow[]): string {
  const seen = huts.filter(({ lastChecked }) => lastChecked !== null).length;
  if (seen === 0) return 'Nobody has seen these huts yet.';
  return `The last nights of ${seen} of ${huts.length} huts stay shown with their age.`;
}

/** The facts about huts that matter at a glance. */
export function summarizeHuts(store: Store, huts: readonly HutRow[], now: EpochMs): NowView['huts'] {
  const filter = { slug: null, from: null, until: null, kinds: [], asOf: null };
  const { changes, next } = readChanges(store.connection, filter, { after: null, limit: mostCounted });
  const recent = changes.filter(({ at }) => at > now - dayMs);
  const oldest = recent.at(-1)?.at ?? now - dayMs;
  const isCut = next !== null && recent.length === changes.length;
  return {
    hutCount: huts.length,
    unseenCount: huts.filter(({ lastChecked }) => lastChecked === null).length,
    failingCount: huts.filter(({ failure }) => failure !== null).length,
    freedCount: recent.filter(({ kind }) => kind === 'freed' || kind === 'opened').length,
    filledCount: recent.filter(({ kind }) => kind === 'filled').length,
    countedFrom: isCut ? oldest : now - dayMs,
    metWatches: store.hutWatches
      .list()
      .filter(({ isMet }) => isMet === true)
      .slice(0, mostWatches),
  };
}
