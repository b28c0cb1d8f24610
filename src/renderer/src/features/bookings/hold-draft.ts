import { Customer } from '#shared/model/booking.ts';
import type { Input } from '#shared/contract/index.ts';
import { faultsOf } from '../../lib/faults.ts';

/** A hold as it is typed. */
export interface HoldDraft {
  readonly name: string;
  readonly people: string;
  readonly email: string;
  readonly phone: string;
}

export const emptyHold: HoldDraft = { name: '', people: '1', email: '', phone: '' };

type HoldFields = Omit<Input<'bookings.hold'>, 'slotId'>;

interface HoldCheck {
  /** Null while something is wrong. */
  readonly hold: HoldFields | null;
  /** By field. */
  readonly faults: ReadonlyMap<keyof HoldDraft, string>;
}

const fieldNames = { customerName: 'name', customerEmail: 'email', customerPhone: 'phone' } as const;

/** What was typed as a hold, or what is wrong with it. */
export function checkHold(draft: HoldDraft, mostPeople: number): HoldCheck {
  const parsed = Customer.safeParse({
    customerName: draft.name,
    customerEmail: emptyAsNull(draft.email),
    customerPhone: emptyAsNull(draft.phone),
  });
  const own = faultsOf(parsed.error);
  const faults = new Map<keyof HoldDraft, string>();
  for (const [path, field] of Object.entries(fieldNames)) {
    const fault = own.get(path);
    if (fault !== undefined)
      faults.set(field, field === 'name' && draft.name.trim() !== '' ? 'At least 2 letters.' : fault);
  }
  const people = wholeNumberOf(draft.people, 1, mostPeople);
  if (people === null) faults.set('people', peopleFault(mostPeople));
  return { hold: parsed.success && people !== null ? { ...parsed.data, people } : null, faults };
}

export function peopleFault(most: number, least = 1): string {
  return least >= most
    ? `Exactly ${String(most)}: this service takes no more in one booking.`
    : `A whole number from ${String(least)} to ${String(most)}.`;
}

/** The number that a text is; null where it is none or out of bounds. */
export function wholeNumberOf(text: string, least: number, most: number): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,6}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= least && value <= most ? value : null;
}

function emptyAsNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
