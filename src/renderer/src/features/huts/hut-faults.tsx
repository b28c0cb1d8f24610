import type { ReactNode } from 'react';
import type { HutFault } from '#shared/model/hut.ts';
import { formatCount } from '../../lib/format.ts';
import { Age } from '../../ui/age.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';

/** Rows of the newest answer that could not be read; their nights keep the figures of the look before. */
export function HutFaults({ faults }: { readonly faults: readonly HutFault[] }): ReactNode {
  if (faults.length === 0) return null;
  return (
    <section className="section" aria-labelledby="faults">
      <div className="section__head">
        <h2 id="faults">Set aside</h2>
        <span className="secondary">
          {formatCount(faults.length, 'row', 'rows')} of the newest answer could not be read; the older figures stay
          shown
        </span>
      </div>
      <ScrollRegion className="scroll-table hut-faults" label="Rows set aside">
        <table className="table">
          <caption className="visually-hidden">Rows of the newest answer that could not be read</caption>
          <thead>
            <tr>
              <th scope="col">Night or row</th>
              <th scope="col">Why</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => (
              <tr key={`${fault.label} ${fault.reason}`}>
                <th scope="row" className="nowrap">
                  {fault.label}
                </th>
                <td>{fault.reason}</td>
                <td className="nowrap">
                  <Age at={fault.since} isInRow className="age--below" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
