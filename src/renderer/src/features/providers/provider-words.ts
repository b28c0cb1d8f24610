import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { assertNever } from '#shared/errors.ts';
import type { ServiceStatus } from '#shared/model/booking.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import type { Mark } from '../../lib/words.ts';

/** How the status of a service is drawn and called. */
export function serviceMark(status: ServiceStatus): { readonly mark: Mark; readonly word: string } {
  switch (status) {
    case 'draft':
      return { mark: 'waiting', word: 'Draft' };
    case 'active':
      return { mark: 'active', word: 'Active' };
    case 'inactive':
      return { mark: 'paused', word: 'Inactive' };
    default:
      return assertNever(status);
  }
}

/** One sentence of truth about the list. */
export function providersSentence(rows: readonly ProviderRow[]): string {
  if (rows.length === 0) return '';
  const services = rows.reduce((sum, row) => sum + row.services.length, 0);
  const slots = rows.reduce((sum, row) => sum + row.slotCount, 0);
  const booked = rows.reduce((sum, row) => sum + row.bookedCount, 0);
  const who = rows.length === 1 ? '' : `${formatCount(rows.length, 'provider', 'providers')} with `;
  return `${who}${formatCount(services, 'service', 'services')}; ${formatCount(slots, 'slot', 'slots')} to come, ${formatNumber(booked)} of them booked.`;
}

const labels: Readonly<Record<string, string>> = {
  id: 'Id',
  name: 'Name',
  timeZone: 'Time zone',
  windows: 'Working hours',
  exceptions: 'Exceptions',
  status: 'Status',
  durationMinutes: 'Duration',
  price: 'Price',
  groupPrices: 'Group prices',
  maxBookingsPerSlot: 'Bookings a slot takes',
  maxPeople: 'People a booking may bring',
  noticeMinutes: 'Notice',
  timeSlots: 'Own time slots',
  days: 'days',
  from: 'from',
  until: 'until',
  breakFrom: 'break from',
  breakUntil: 'break until',
  date: 'date',
  reason: 'reason',
  fromPeople: 'people',
  pricePerPerson: 'price a head',
  priceMultiplier: 'times the price',
  maxBookings: 'bookings',
};

/** A field's place in words: `Working hours, line 2, from`. */
export function placeOf(path: FieldProblem['path']): string {
  return path.map((part) => (typeof part === 'number' ? `line ${part + 1}` : (labels[part] ?? part))).join(', ');
}

/** Addresses of the pages. */
export const providersPath = '/bookings/providers';

export function providerPath(id: string): string {
  return `${providersPath}/${encodeURIComponent(id)}`;
}

export function servicePath(id: string): string {
  return `${providersPath}/services/${encodeURIComponent(id)}`;
}

export function newServicePath(providerId: string): string {
  return `${providerPath(providerId)}/services/new`;
}
