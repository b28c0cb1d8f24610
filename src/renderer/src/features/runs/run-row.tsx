import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import type { Run } from '#shared/model/run.ts';
import { useNow } from '../../lib/clock.ts';
import { formatNumber } from '../../lib/format.ts';
import { isRunning, triggerWord } from '../../lib/words.ts';
import { Age } from '../../ui/age.tsx';
import { OutcomeMark } from '../../ui/outcome-mark.tsx';
import { changedCount, tookText } from './view-model.ts';

interface RunRowProps {
  readonly run: Run;
  readonly index: number;
  readonly isActive: boolean;
  readonly onFocus: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** One run in the list; the link to its page carries the focus of the row. */
export function RunRow({ run, index, isActive, onFocus, onKeyDown }: RunRowProps): ReactNode {
  // What a narrow window cuts short shows in full while the row has the focus.
  const name = run.subject === '' ? run.title : `${run.title}, ${run.subject}`;
  const told = run.error === null ? name : `${name}: ${run.error.message}`;
  return (
    <tr data-index={index} aria-rowindex={index + 2}>
      <td className="col-status">
        <OutcomeMark outcome={run.status} />
      </td>
      <th scope="row" data-name={name} data-told={told}>
        <span className="run-row">
          <span className="clip">
            <Link
              to={`/runs/${encodeURIComponent(run.id)}`}
              className="row-link"
              tabIndex={isActive ? 0 : -1}
              onFocus={() => onFocus(run.id)}
              onKeyDown={onKeyDown}
            >
              {run.title}
            </Link>{' '}
            <span className="secondary">
              {run.subject}
              {run.isDryRun ? ', dry run' : ''}
            </span>
          </span>
          {run.error === null ? null : <span className="run-row__error clip">{run.error.message}</span>}
        </span>
      </th>
      <td className="col-trigger">{triggerWord(run.trigger)}</td>
      <FullText className="col-reason" text={run.reason ?? ''} />
      <td className="numeric col-started">{run.startedAt === null ? 'not yet' : <Age at={run.startedAt} isInRow />}</td>
      <td className="numeric col-took">
        <Took run={run} />
      </td>
      <td className="numeric col-count">{isRunning(run) ? progressText(run) : formatNumber(run.counts.checked)}</td>
      <td className="numeric col-count">{formatNumber(changedCount(run))}</td>
      <td className="numeric col-count">{formatNumber(run.counts.failed)}</td>
      <FullText className="col-error" text={run.error?.message ?? ''} />
    </tr>
  );
}

/** A cell that may be cut short; what it says in full shows while its row has the focus, or the pointer is on it. */
function FullText({ text, className }: { readonly text: string; readonly className: string }): ReactNode {
  return (
    <td className={className} data-full={text === '' ? undefined : text}>
      <span className="clip">{text}</span>
    </td>
  );
}

function progressText({ progress }: Run): string {
  return progress === null ? '–' : `${progress.done} of ${progress.total}`;
}

/** How long a run took, or has been going on, ticking. */
export function Took({ run }: { readonly run: Run }): ReactNode {
  return isRunning(run) ? <Ticking run={run} /> : tookText(run, run.finishedAt ?? 0);
}

function Ticking({ run }: { readonly run: Run }): ReactNode {
  return tookText(run, useNow());
}
