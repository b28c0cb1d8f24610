import type { HutCandidate } from '#shared/contract/huts.ts';
import { Hut } from '#shared/model/hut.ts';
import { faultsOf } from '../../lib/faults.ts';
import { slugOf } from '../../lib/slugs.ts';

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

/** The zones of the countries in which the services have huts; each of these has one for its mountains. */
const zonesByCountry: Readonly<Record<string, string>> = {
  AT: 'Europe/Vienna',
  CH: 'Europe/Zurich',
  DE: 'Europe/Berlin',
  FR: 'Europe/Paris',
  IT: 'Europe/Rome',
  LI: 'Europe/Vaduz',
  SI: 'Europe/Ljubljana',
  US: 'America/Denver',
};

/** The draft filled from what the source told. What the person typed stays, but for the booking number that was asked. */
export function fillDraft(draft: HutDraft, { hut, master }: HutCandidate, isNew: boolean): HutDraft {
  const zone = master.country === null ? undefined : zonesByCountry[master.country];
  return {
    ...draft,
    bookingRef: hut.bookingRef,
    name: draft.name === '' ? hut.name : draft.name,
    slug: draft.slug === '' ? (slugOf(hut.name) === '' ? hut.slug : slugOf(hut.name)) : draft.slug,
    capacityOpen: draft.capacityOpen === '' ? bedsText(hut.capacityOpen) : draft.capacityOpen,
    capacityClosed: draft.capacityClosed === '' ? bedsText(hut.capacityClosed) : draft.capacityClosed,
    timeZone: isNew ? (zone ?? hut.timeZone) : draft.timeZone,
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
