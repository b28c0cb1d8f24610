import type { ReactNode } from 'react';
import type { BuildingDetail, OccupancyPart } from '#shared/model/occupancy.ts';
import { formatNumber } from '../../lib/format.ts';
import { statusWord } from '../../lib/words.ts';
import { BusynessBar } from '../../ui/busyness-bar.tsx';

/** The parts of a building as the last good answer gave them; nothing where it has none. */
export function PartsTable({ building }: { readonly building: BuildingDetail }): ReactNode {
  if (building.parts.length === 0) return null;
  return (
    <section className="section" aria-labelledby="parts">
      <h2 id="parts">Parts</h2>
      <table className="table">
        <caption className="visually-hidden">Parts of {building.name}. They need not add up to the whole.</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col" className="numeric col-busy">
              Busyness, %
            </th>
            <th scope="col">Status</th>
            <th scope="col" className="numeric">
              People
            </th>
            <th scope="col" className="numeric">
              Capacity
            </th>
            <th scope="col">Opening</th>
          </tr>
        </thead>
        <tbody>
          {building.parts.map((part) => (
            <PartRow key={part.id} part={part} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PartRow({ part }: { readonly part: OccupancyPart }): ReactNode {
  const hasFigure = part.status !== 'closed' && part.status !== 'no_data';
  return (
    <tr>
      <th scope="row">
        {part.name}
        {part.abbreviation === null ? null : <span className="secondary row-code">{part.abbreviation}</span>}
      </th>
      <td className="col-busy">
        <BusynessBar state={part} />
      </td>
      <td className="nowrap">{statusWord(part.status)}</td>
      <td className="numeric">{part.people === null || !hasFigure ? '–' : formatNumber(part.people)}</td>
      <td className="numeric">{part.capacity === null ? '–' : formatNumber(part.capacity)}</td>
      <td>{part.hourSummary ?? ''}</td>
    </tr>
  );
}
