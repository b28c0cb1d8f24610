import type { ReactNode } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import type { Trend } from './trends-model.ts';

/** A chart's twin: the same figures in rows. */
export function TrendTable({ trend: { title, unit, along, places, series } }: { readonly trend: Trend }): ReactNode {
  return (
    <ScrollRegion className="scroll-table trend__table" label={`${title} as a table`}>
      <table className="table">
        <caption className="visually-hidden">
          {title}, {unit}; a dash where nobody looked
        </caption>
        <thead>
          <tr>
            <th scope="col">{along}</th>
            {series.map(({ key, word }) => (
              <th key={key} scope="col" className="numeric">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place, index) => (
            <tr key={place.key}>
              <th scope="row">{place.words}</th>
              {series.map(({ key, values }) => {
                const value = values[index] ?? null;
                return (
                  <td key={key} className="numeric">
                    {value === null ? '–' : formatNumber(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
