import type { ReactNode } from 'react';
import { formatExact } from '../lib/format.ts';
import { formatHere, formatInZone, formatSecondInZone, isForeignAt } from '../lib/format-zoned.ts';

interface ZonedTimeProps {
  readonly at: number;
  readonly timeZone: string;
  /** Where others stand beside it that are within the same minute. */
  readonly hasSeconds?: boolean;
}

/** An instant on the clocks of a zone, with the viewer's beside it where they differ. */
export function ZonedTime({ at, timeZone, hasSeconds = false }: ZonedTimeProps): ReactNode {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      <span className="nowrap">{hasSeconds ? formatSecondInZone(at, timeZone) : formatInZone(at, timeZone)}</span>
      {isForeignAt(at, timeZone) ? (
        <>
          {' '}
          <span className="secondary nowrap">({formatHere(at, timeZone)} here)</span>
        </>
      ) : null}
    </time>
  );
}
