import { Source } from '#shared/model/source.ts';
import { faultsOf } from '../../lib/faults.ts';

/** What the person types; everything else of a source follows or keeps its default. */
export interface SourceDraft {
  readonly name: string;
  readonly school: string;
  readonly baseUrl: string;
  readonly allowPrivateAddress: boolean;
  readonly requestsPerDay: string;
}

export function draftOf(source: Source | null): SourceDraft {
  return {
    name: source?.name ?? '',
    school: source?.school ?? '',
    baseUrl: source?.baseUrl ?? 'https://waitz.io',
    allowPrivateAddress: source?.allowPrivateAddress ?? false,
    requestsPerDay: String(source?.limits.requestsPerDay ?? 2000),
  };
}

export type SourceReading =
  | { readonly source: Source; readonly faults: ReadonlyMap<string, string> }
  | { readonly source: null; readonly faults: ReadonlyMap<string, string> };

/** The source that the form describes, or what is wrong with it by field. A new source is called after its school. */
export function readDraft(draft: SourceDraft, existing: Source | null): SourceReading {
  const school = draft.school.trim();
  const parsed = Source.safeParse({
    id: existing?.id ?? school.toLowerCase(),
    kind: 'waitz',
    name: draft.name,
    baseUrl: draft.baseUrl.trim(),
    school,
    allowPrivateAddress: draft.allowPrivateAddress,
    limits: { ...existing?.limits, requestsPerDay: Number(draft.requestsPerDay) },
  });
  const faults = faultsOf(parsed.error);
  return parsed.success ? { source: parsed.data, faults } : { source: null, faults };
}
