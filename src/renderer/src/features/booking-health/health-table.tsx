import type { ReactNode } from 'react';
import type { BookingHealthDay } from '#shared/contract/bookings.ts';
import { formatNumber } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { formatDensity } from './health-model.ts';

const columns: readonly (readonly [string, (day: BookingHealthDay) => string])[] = [
  ['Coverage, %', (day) => figure(day.coveragePercent)],
  ['Density, free slots a day', (day) => (day.density === null ? '–' : formatDensity(day.density))],
  ['Booking rate, %', (day) => figure(day.bookingRatePercent)],
  ['Paid', (day) => formatNumber(day.paid)],
  ['Expired', (day) => formatNumber(day.expired)],
  ['Cancelled', (day) => formatNumber(day.cancelled)],
  ['Still running', (day) => formatNumber(day.pending)],
  ['Maintenance runs', (day) => formatNumber(day.maintenanceRuns)],
  ['Succeeded', (day) => formatNumber(day.maintenanceSucceeded)],
];

function figure(value: number | null): string {
  return value === null ? '–' : formatNumber(value);
}

/** The charts' twin: the same days in rows, the newest first. */
export function HealthTable({ days }: { readonly days: readonly BookingHealthDay[] }): ReactNode {
  return (
    <ScrollRegion className="scroll-table" label="Figures by day as a table">
      <table className="table">
        <caption className="visually-hidden">
          Figures by day, newest first; a dash where nothing was written down
        </caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            {columns.map(([title]) => (
              <th key={title} scope="col" className="numeric">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.date}>
              <th scope="row">
                <span className="nowrap">{formatDate(day.date)}</span>
              </th>
              {columns.map(([title, text]) => (
                <td key={title} className="numeric">
                  {text(day)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
