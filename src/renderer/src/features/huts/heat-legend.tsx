import type { ReactNode } from 'react';
import { legend } from './heat-words.ts';

/** What the cells say. */
export function HeatLegend(): ReactNode {
  return (
    <ul className="heat-legend secondary" aria-label="Legend">
      {legend.map(({ tone, sample, words }) => (
        <li key={tone}>
          <span className={`heat-legend__cell night night--${tone}`} aria-hidden="true">
            {sample}
          </span>
          {words}
        </li>
      ))}
      <li>
        <span className="heat-legend__cell night night--medium night--questioned" aria-hidden="true">
          40
        </span>
        newest row could not be read
      </li>
    </ul>
  );
}
