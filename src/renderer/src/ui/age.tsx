import type { ReactNode } from 'react';
import { useNow } from '../lib/clock.ts';
import { formatAge, formatCountdown, formatExact, formatInstant } from '../lib/format.ts';

interface AgeProps {
  readonly at: number;
  /** Not a stop of the tab key: inside a list whose rows show the exact instant on focus. */
  readonly isInRow?: boolean;
  readonly className?: string;
}

/** How long ago something was, with the exact instant and zone on hover and focus. */
export function Age({ at, isInRow = false, className = '' }: AgeProps): ReactNode {
  const now = Math.max(useNow(10_000), at);
  return <Moment at={at} text={formatAge(at, now)} isInRow={isInRow} className={className} />;
}

/** An instant within the year, with the exact one on hover and focus. */
export function Instant({ at, isInRow = false, className = '' }: AgeProps): ReactNode {
  const now = useNow(60_000);
  return <Moment at={at} text={formatInstant(at, now)} isInRow={isInRow} className={className} />;
}

/** The time left until an instant: `4:12`, ticking. */
export function Countdown({ at, isInRow = false, className = '' }: AgeProps): ReactNode {
  const now = useNow();
  return <Moment at={at} text={formatCountdown(at - now)} isInRow={isInRow} className={className} />;
}

interface MomentProps extends AgeProps {
  readonly text: string;
}

function Moment({ at, text, isInRow = false, className = '' }: MomentProps): ReactNode {
  const exact = formatExact(at);
  const shared = { dateTime: new Date(at).toISOString(), 'data-exact': exact, className: `age ${className}` };
  if (isInRow) return <time {...shared}>{text}</time>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must reach the exact instant too
    <time {...shared} tabIndex={0}>
      {text}
      <span className="visually-hidden">, {exact}</span>
    </time>
  );
}
