import type { ReactNode } from 'react';
import type { RunLogLine } from '#shared/model/run.ts';
import { formatTimeWithSeconds } from '../../lib/format.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

interface RunLogProps {
  readonly lines: readonly RunLogLine[];
  readonly isRunning: boolean;
}

/** What the run wrote down, oldest first. */
export function RunLog({ lines, isRunning }: RunLogProps): ReactNode {
  return (
    <section className="section" aria-labelledby="log">
      <h2 id="log">Log</h2>
      {lines.length === 0 ? (
        <p className="secondary">{isRunning ? 'Nothing is written down so far.' : 'The run wrote nothing down.'}</p>
      ) : (
        <ScrollRegion className="panel run-log" label="Lines of the log">
          <ol>
            {lines.map((line, index) => (
              <li key={`${line.at} ${String(index)}`}>
                <span className="secondary">{formatTimeWithSeconds(line.at)}</span>
                <LogLevel level={line.level} />
                <span>{line.message}</span>
              </li>
            ))}
          </ol>
        </ScrollRegion>
      )}
    </section>
  );
}

function LogLevel({ level }: { readonly level: RunLogLine['level'] }): ReactNode {
  if (level === 'info') return <span className="secondary">Info</span>;
  return <StateMark mark={level === 'warn' ? 'attention' : 'failed'} word={level === 'warn' ? 'Warning' : 'Error'} />;
}
