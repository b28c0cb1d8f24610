import { Source } from '#shared/model/source.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import { faultsOf } from '../../lib/faults.ts';
import { slugOf } from '../../lib/slugs.ts';

export type SourceKind = Source['kind'];

/** What the person types; everything else of a source follows or keeps its default. */
export interface SourceDraft {
  readonly kind: SourceKind;
  readonly name: string;
  /** Of a Waitz school alone. */
  readonly school: string;
  /** Of huts.org alone. */
  readonly associations: string;
  /** Of a portal alone. */
  readonly username: string;
  /** Of a portal alone; empty names no variable. */
  readonly passwordEnv: string;
  /** Of a portal alone. */
  readonly timeZone: string;
  readonly baseUrl: string;
  readonly allowPrivateAddress: boolean;
  readonly requestsPerDay: string;
}

interface KindWords {
  readonly label: string;
  /** For a column of a table. */
  readonly short: string;
  readonly nameHint: string;
  readonly baseUrl: string;
}

/** The kinds of sources: how they are called, and where each lives unless the person says otherwise. */
export const sourceKinds: Readonly<Record<SourceKind, KindWords>> = {
  waitz: {
    label: 'Waitz school',
    short: 'Waitz',
    nameHint: 'As you call the school: UC San Diego.',
    baseUrl: 'https://waitz.io',
  },
  'hut-reservation': {
    label: 'Huts of hut-reservation.org',
    short: 'hut-reservation',
    nameHint: 'As you call the service: SAC huts.',
    baseUrl: 'https://www.hut-reservation.org',
  },
  'huts-org': {
    label: 'Huts of huts.org',
    short: 'huts.org',
    nameHint: 'As you call the associations: Colorado huts.',
    baseUrl: 'http://www.huts.org',
  },
  workfossa: {
    label: 'WorkFossa portal',
    short: 'WorkFossa',
    nameHint: 'As you call the portal: WorkFossa.',
    baseUrl: 'https://app.workfossa.com',
  },
};

export function isSourceKind(value: string): value is SourceKind {
  return Object.hasOwn(sourceKinds, value);
}

export function draftOf(source: Source | null): SourceDraft {
  const kind = source?.kind ?? 'waitz';
  return {
    kind,
    name: source?.name ?? '',
    school: source?.kind === 'waitz' ? source.school : '',
    associations: source?.kind === 'huts-org' ? source.associations : '1,3',
    username: source?.kind === 'workfossa' ? source.username : '',
    passwordEnv: source?.kind === 'workfossa' ? (source.passwordEnv ?? '') : '',
    timeZone: source?.kind === 'workfossa' ? source.timeZone : 'America/New_York',
    baseUrl: source?.baseUrl ?? sourceKinds[kind].baseUrl,
    allowPrivateAddress: source?.allowPrivateAddress ?? false,
    requestsPerDay: String(source?.limits.requestsPerDay ?? 2000),
  };
}

/** A portal as the form describes it, or null where something is wrong with it. */
export function portalOf({ source }: SourceReading): WorkFossaSource | null {
  return source?.kind === 'workfossa' ? source : null;
}

/** The draft for another kind; an address that the person typed stays. */
export function withKind(draft: SourceDraft, kind: SourceKind): SourceDraft {
  const isDefault = draft.baseUrl.trim() === '' || draft.baseUrl === sourceKinds[draft.kind].baseUrl;
  return { ...draft, kind, baseUrl: isDefault ? sourceKinds[kind].baseUrl : draft.baseUrl };
}

export type SourceReading =
  | { readonly source: Source; readonly faults: ReadonlyMap<string, string> }
  | { readonly source: null; readonly faults: ReadonlyMap<string, string> };

/** The source that the form describes, or what is wrong with it by field. */
export function readDraft(draft: SourceDraft, existing: Source | null): SourceReading {
  const parsed = Source.safeParse({
    id: existing?.id ?? newId(draft),
    name: draft.name,
    baseUrl: draft.baseUrl.trim(),
    allowPrivateAddress: draft.allowPrivateAddress,
    limits: { ...existing?.limits, requestsPerDay: Number(draft.requestsPerDay) },
    ...kindFields(draft),
  });
  const faults = faultsOf(parsed.error);
  return parsed.success ? { source: parsed.data, faults } : { source: null, faults };
}

function kindFields(draft: SourceDraft): Readonly<Record<string, string>> {
  const { kind } = draft;
  if (kind === 'waitz') return { kind, school: draft.school.trim() };
  if (kind === 'huts-org') return { kind, associations: draft.associations.replace(/\s/g, '') };
  if (kind === 'workfossa') {
    const { username, timeZone } = draft;
    const passwordEnv = draft.passwordEnv.trim();
    return { kind, username, timeZone: timeZone.trim(), ...(passwordEnv !== '' && { passwordEnv }) };
  }
  return { kind };
}

/** A new school is called after its key, what has no key after its name. */
function newId({ kind, school, name }: SourceDraft): string {
  return kind === 'waitz' ? school.trim().toLowerCase() : slugOf(name);
}
