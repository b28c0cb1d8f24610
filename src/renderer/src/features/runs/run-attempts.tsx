import type { ReactNode } from 'react';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { RunAttempt } from '#shared/model/run.ts';
import { useNow } from '../../lib/clock.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatCount, formatDuration, formatTimeWithSeconds } from '../../lib/format.ts';
import { isRunning } from '../../lib/words.ts';
import { Countdown } from '../../ui/age.tsx';
import { attemptParts, attemptSentence } from './view-model.ts';

/** The attempts of a run as a bar over its time, and one by one. */
export function RunAttempts({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { attempts, run } = detail;
  const now = useNow();
  if (attempts.length === 0) return null;
  return (
    <section className="section" aria-labelledby="attempts">
      <h2 id="attempts">{formatCount(attempts.length, 'attempt', 'attempts')}</h2>
      <div className="attempt-bar" aria-hidden="true">
        {attemptParts(attempts, run, now).map((part) => (
          <span
            key={`${part.kind} ${part.number}`}
            className={`attempt-bar__part attempt-bar__part--${part.kind}`}
            style={cssVars({ '--left': part.left, '--width': part.width })}
          />
        ))}
      </div>
      <ol className="attempts">
        {attempts.map((attempt, index) => (
          <li key={attempt.number}>
            <span className="strong">{attempt.number}</span>
            <span className="nowrap">{attemptTimes(attempt)}</span>
            <span>
              {attemptSentence(attempt, run)}{' '}
              {attempt.error === null ? null : (
                <span className="secondary">{attempt.error.code.replaceAll('_', ' ')}</span>
              )}
              <NextTry attempt={attempt} isWaiting={index === attempts.length - 1 && isRunning(run)} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function attemptTimes({ startedAt, finishedAt }: RunAttempt): string {
  const start = formatTimeWithSeconds(startedAt);
  return finishedAt === null ? start : `${start}, ${formatDuration(Math.max(0, finishedAt - startedAt))}`;
}

/** When the next try was to begin; a countdown while it is waited for. */
function NextTry({ attempt, isWaiting }: { readonly attempt: RunAttempt; readonly isWaiting: boolean }): ReactNode {
  const { nextAt, finishedAt } = attempt;
  if (nextAt === null) return null;
  if (isWaiting && finishedAt !== null) {
    return (
      <span className="secondary">
        , next try in <Countdown at={nextAt} />
      </span>
    );
  }
  return <span className="secondary">, next try planned for {formatTimeWithSeconds(nextAt)}</span>;
}
