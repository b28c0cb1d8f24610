import type { ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatInstant, formatNumber } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { stretchDays, stretchWords } from './curve-model.ts';
import type { Curve } from './curve-model.ts';

interface CurveTableProps {
  readonly curve: Curve;
  readonly night: CalendarDate;
  readonly at: number;
}

/** The curve's twin: the same stretches in rows, the newest first. */
export function CurveTable({ curve, night, at }: CurveTableProps): ReactNode {
  return (
    <ScrollRegion className="scroll-table curve__twin" label="Booking curve as a table">
      <table className="table">
        <caption className="visually-hidden">Free beds for {formatDate(night)}, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Days before arrival</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col" className="numeric">
              Free, beds
            </th>
            <th scope="col" className="numeric">
              Total, beds
            </th>
            <th scope="col">What was seen</th>
          </tr>
        </thead>
        <tbody>
          {curve.stretches.toReversed().map((stretch) => (
            <tr key={`${stretch.kind} ${stretch.from}`}>
              <th scope="row" className="nowrap">
                {stretchDays(stretch, curve.arrival)}
              </th>
              <td className="nowrap">{formatInstant(stretch.from, at)}</td>
              <td className="nowrap">{formatInstant(stretch.until, at)}</td>
              <td className="numeric">{stretch.kind === 'beds' ? beds(stretch.state?.free) : '–'}</td>
              <td className="numeric">{stretch.kind === 'beds' ? beds(stretch.state?.total) : '–'}</td>
              <td>{stretchWords(stretch)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function beds(count: number | null | undefined): string {
  return count === null || count === undefined ? '–' : formatNumber(count);
}
