import type { ReactNode } from 'react';
import type { Stretch } from './history-model.ts';

interface ChartLegendProps {
  readonly kinds: ReadonlySet<Stretch['kind']>;
  readonly bucket: string;
  readonly zone: string;
}

/** What the chart's marks mean; only those that it shows. */
export function ChartLegend({ kinds, bucket, zone }: ChartLegendProps): ReactNode {
  return (
    <ul className="legend" aria-label="Legend">
      <li>
        <Key>
          <path className="legend__line" d="M0 6h20" />
        </Key>
        Mean of {bucket}
      </li>
      <li>
        <Key>
          <rect className="chart__area" width="20" height="12" />
        </Key>
        Lowest to highest
      </li>
      {kinds.has('closed') ? (
        <li>
          <Key>
            <rect className="chart__closed" width="20" height="12" />
          </Key>
          Closed
        </li>
      ) : null}
      {kinds.has('no-data') ? (
        <li>
          <Key>
            <path className="chart__hatch" d="M0 12 12 0M4 12 16 0M8 12 20 0M0 8 8 0M12 12 20 4" />
          </Key>
          No data
        </li>
      ) : null}
      {kinds.has('unobserved') ? (
        <li>
          <Key>
            <path className="chart__unobserved" d="M1 10h19" />
          </Key>
          Nobody looked
        </li>
      ) : null}
      <li>Times in {zone}</li>
    </ul>
  );
}

function Key({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <svg width="20" height="12" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}
