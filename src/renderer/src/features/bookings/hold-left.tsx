import type { ReactNode } from 'react';
import { useNow } from '../../lib/clock.ts';
import { formatCountdown, formatExact, formatTimeOfDay } from '../../lib/format.ts';
import { hasRunOut } from './slot-state.ts';
import { ranOutSentence } from './slot-words.ts';

/** The time that a hold has left, ticking; then that it has run out, and what happens next. */
export function HoldLeft({ expiresAt }: { readonly expiresAt: number }): ReactNode {
  const now = useNow();
  if (hasRunOut(expiresAt, now)) {
    return <output className="hold-left hold-left--over">{ranOutSentence(expiresAt)}</output>;
  }
  return (
    <span className="hold-left" title={formatExact(expiresAt)}>
      <span className="hold-left__time">{formatCountdown(expiresAt - now)}</span> left, until{' '}
      {formatTimeOfDay(expiresAt)}
    </span>
  );
}
