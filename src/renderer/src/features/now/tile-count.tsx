import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** A number of a tile with what it counts, which leads to where they stand. */
export function TileCount({
  count,
  label,
  to,
}: {
  /** Also a share in words: `94 %`. */
  readonly count: number | string;
  readonly label: string;
  readonly to: string;
}): ReactNode {
  return (
    <li>
      <Link to={to} className="tile__count">
        <span className="tile__number">{count}</span>
        <span className="secondary">{label}</span>
      </Link>
    </li>
  );
}
