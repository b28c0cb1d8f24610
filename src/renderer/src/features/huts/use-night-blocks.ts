import { useQueries, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { dayNumberOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import type { HutNights } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { call } from '../../lib/api.ts';
import type { Span } from '../../lib/grid-window.ts';
import { NIGHTS, blockOf, blocksOf, groupsOf } from './night-blocks.ts';
import type { NightBlock } from './night-blocks.ts';
import { nightOn } from './night-view.ts';
import type { NightView } from './night-view.ts';

interface NightsInput {
  /** All huts in an order that filters do not change. */
  readonly all: readonly string[];
  readonly drawn: readonly string[];
  readonly from: CalendarDate;
  readonly columns: Span;
  readonly asOf: EpochMs | null;
}

export interface NightsRead {
  /** The blocks of a hut from the one that the first drawn column stands in; null where one is being read. */
  readonly blocksOf: (slug: string) => readonly (HutNights | null)[];
  readonly error: AppError | null;
  /** What is shown belongs to the instant that was asked for before. */
  readonly isOld: boolean;
  readonly retry: () => void;
}

type BlockAnswer = UseQueryResult<HutNights[]>;

/** The nights that are drawn, read block by block and kept for when one scrolls back. */
export function useNightBlocks({ asOf, ...input }: NightsInput): NightsRead {
  const client = useQueryClient();
  const before = useBefore(asOf);
  const blocks = useBlocks(input);
  // Many blocks are drawn where the order is not that of the names: to ask for the same ones again must cost nothing.
  const queries = useMemo(
    () =>
      blocks.map((block) => ({
        queryKey: ['huts.nights', { ...block, asOf }],
        queryFn: () => call('huts.nights', { ...block, asOf }),
        // Until the nights of another instant are there, those before it stay: a blank grid would flash.
        placeholderData: () => client.getQueryData<HutNights[]>(['huts.nights', { ...block, asOf: before }]),
      })),
    [blocks, asOf, before, client],
  );
  const combine = useCallback(
    (answers: BlockAnswer[]) => ({
      read: nightsByKey(blocks, answers),
      error: answers.find((answer) => answer.error !== null)?.error ?? null,
      isOld: answers.some((answer) => answer.isPlaceholderData),
    }),
    [blocks],
  );
  const { read, error, isOld } = useQueries({ queries, combine });
  const froms = [...new Set(blocks.map((block) => block.from))];
  return {
    blocksOf: (slug) => froms.map((from) => read.get(`${from} ${slug}`) ?? null),
    error: error === null ? null : toAppError(error),
    isOld,
    retry: () =>
      void client.refetchQueries({ queryKey: ['huts.nights'], predicate: ({ state }) => state.error !== null }),
  };
}

/** The blocks that hold what is drawn; the same list as long as they are the same. */
function useBlocks({ all, drawn, from, columns }: Omit<NightsInput, 'asOf'>): readonly NightBlock[] {
  const groups = useMemo(() => groupsOf(all), [all]);
  const wanted = [...new Set(drawn.flatMap((slug) => groups.get(slug) ?? []))].toSorted((a, b) => a - b).join(' ');
  const start = dayNumberOf(from);
  const first = blockOf(start + columns[0]);
  const last = blockOf(start + columns[1] - 1);
  return useMemo(
    () => (wanted === '' ? [] : blocksOf({ all, groups: wanted.split(' ').map(Number), first, last })),
    [all, wanted, first, last],
  );
}

/** A night out of a hut's blocks, of which the first is the `firstBlock`th; null while it is being read. */
export function nightIn(
  blocks: readonly (HutNights | null)[],
  firstBlock: number,
  { day, date }: { readonly day: number; readonly date: CalendarDate },
): NightView | null {
  const block = blockOf(day);
  const nights = blocks[block - firstBlock] ?? null;
  return nights === null ? null : nightOn(nights, date, day - block * NIGHTS);
}

const NEVER_SEEN: HutNights = { slug: '', marks: '', free: [], total: [] };

/** What was read, under first night and slug. A hut that an answer leaves out has no night that was ever seen. */
function nightsByKey(blocks: readonly NightBlock[], answers: readonly BlockAnswer[]): ReadonlyMap<string, HutNights> {
  const read = new Map<string, HutNights>();
  blocks.forEach(({ from, slugs }, index) => {
    const data = answers[index]?.data;
    if (data === undefined) return;
    for (const slug of slugs) read.set(`${from} ${slug}`, NEVER_SEEN);
    for (const nights of data) read.set(`${from} ${nights.slug}`, nights);
  });
  return read;
}

/** The value that was there before the last change. */
function useBefore<T>(value: T): T {
  const [values, setValues] = useState({ now: value, before: value });
  if (values.now !== value) setValues({ now: value, before: values.now });
  return values.before;
}
