import type { HutCandidate } from '#shared/contract/huts.ts';
import { Hut } from '#shared/model/hut.ts';
import { faultsOf } from '../../lib/faults.ts';

/** What the person types of a hut. */
export interface HutDraft {
  readonly sourceId: string;
  readonly bookingRef: string;
  readonly slug: string;
  readonly name: string;
  /** Numbers of beds as they are typed; empty where they are not known. */
  readonly capacityOpen: string;
  readonly capacityClosed: string;
  readonly timeZone: string;
}

export function hutDraftOf(hut: Hut | null, firstSourceId: string): HutDraft {
  return {
    sourceId: hut?.sourceId ?? firstSourceId,
    bookingRef: hut?.bookingRef ?? '',
    slug: hut?.slug ?? '',
    name: hut?.name ?? '',
    capacityOpen: bedsText(hut?.capacityOpen ?? null),
    capacityClosed: bedsText(hut?.capacityClosed ?? null),
    timeZone: hut?.timeZone ?? 'Europe/Zurich',
  };
}

function bedsText(beds: number | null): string {
  return beds === null ? '' : String(beds);
}

/**
 * The draft filled from what the source told; slug and zone are the engine's proposals. What the person typed stays, but
 * for the zone of a new hut, which stood there before anything was known of it.
 */
export function fillDraft(draft: HutDraft, { hut }: HutCandidate, isNew: boolean): HutDraft {
  return {
    ...draft,
    bookingRef: hut.bookingRef,
    name: draft.name === '' ? hut.name : draft.name,
    slug: draft.slug === '' ? hut.slug : draft.slug,
    capacityOpen: draft.capacityOpen === '' ? bedsText(hut.capacityOpen) : draft.capacityOpen,
    capacityClosed: draft.capacityClosed === '' ? bedsText(hut.capacityClosed) : draft.capacityClosed,
    timeZone: isNew ? hut.timeZone : draft.timeZone,
  };
}

export type HutReading =
  | { readonly hut: Hut; readonly faults: ReadonlyMap<string, string> }
  | { readonly hut: null; readonly faults: ReadonlyMap<string, string> };

/** The hut that the form describes, or what is wrong with it by field. */
export function readHutDraft(draft: HutDraft): HutReading {
  const parsed = Hut.safeParse({
    ...draft,
    slug: draft.slug.trim(),
    timeZone: draft.timeZone.trim(),
    capacityOpen: bedsOf(draft.capacityOpen),
    capacityClosed: bedsOf(draft.capacityClosed),
  });
  const faults = new Map(faultsOf(parsed.error));
  for (const field of ['capacityOpen', 'capacityClosed'])
    if (faults.has(field)) faults.set(field, 'A whole number of beds, or nothing.');
  return parsed.success ? { hut: parsed.data, faults } : { hut: null, faults };
}

/** What is no number stays text, so that it is refused and not taken for nothing. */
function bedsOf(text: string): number | string | null {
  const typed = text.trim();
  return typed === '' ? null : /^\d+$/.test(typed) ? Number(typed) : typed;
}
