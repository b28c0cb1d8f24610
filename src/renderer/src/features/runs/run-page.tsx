import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { Run, RunChange, RunLogLine } from '#shared/model/run.ts';
import { formatTimeWithSeconds } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { fieldWord, isRunning, runMark, runResult, triggerWord, valueWord } from '../../lib/words.ts';
import { Instant } from '../../ui/age.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Took } from './page.tsx';
import './runs.css';

/** One run: what it did, what failed, what it changed and what it wrote down. */
export function RunPage(): ReactNode {
  const { id = '' } = useParams();
  const detail = useOperation('runs.get', { id });
  const data = detail.data;
  return (
    <div className="page">
      <PageHeader
        title={data === undefined ? 'Run' : `${data.run.title}, ${data.run.subject}`}
        sentence={data === undefined ? '' : runResult(data.run)}
        actions={data !== undefined && isRunning(data.run) ? <RunProgress run={data.run} /> : undefined}
      />
      {data !== undefined ? (
        <>
          <RunFacts run={data.run} />
          <Errors detail={data} />
          <Changes changes={data.changes} />
          <Log lines={data.log} />
        </>
      ) : detail.error === null ? (
        <LoadingState what="the run" rows={12} />
      ) : (
        <ErrorState what="the run" error={detail.error} onRetry={() => void detail.refetch()} />
      )}
    </div>
  );
}

function RunFacts({ run }: { readonly run: Run }): ReactNode {
  return (
    <dl className="run-facts">
      <Fact label="Result">
        <StateMark {...runMark(run.status)} />
      </Fact>
      <Fact label="Started">
        {run.startedAt === null ? 'not yet' : <Instant at={run.startedAt} className="age--from-left" />}
      </Fact>
      <Fact label="Took">
        <Took run={run} />
      </Fact>
      <Fact label="Started by">
        {triggerWord(run.trigger)}
        {run.reason === null ? '' : `: ${run.reason}`}
      </Fact>
      {run.scheduledFor === null ? null : (
        <Fact label="Planned for">
          <Instant at={run.scheduledFor} className="age--from-left" />
        </Fact>
      )}
      <Fact label="Attempts">{run.attempts}</Fact>
      <Fact label="Checked">{run.counts.checked}</Fact>
      <Fact label="Changed">{run.counts.changed + run.counts.created}</Fact>
      <Fact label="Failed">{run.counts.failed}</Fact>
      {run.isDryRun ? <Fact label="Kind">Dry run: nothing was stored</Fact> : null}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Errors({ detail }: { readonly detail: RunDetail }): ReactNode {
  if (detail.errors.length === 0) return null;
  return (
    <section className="section" aria-labelledby="errors">
      <h2 id="errors">What failed</h2>
      <table className="table">
        <caption className="visually-hidden">Targets that failed</caption>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">What happened</th>
            <th scope="col">Code</th>
          </tr>
        </thead>
        <tbody>
          {detail.errors.map((error) => (
            <tr key={`${error.target} ${error.code} ${error.message}`}>
              <th scope="row">
                <Target code={error.target} />
              </th>
              <td>{error.message}</td>
              <td className="secondary">{error.code.replace('_', ' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Changes({ changes }: { readonly changes: readonly RunChange[] }): ReactNode {
  return (
    <section className="section" aria-labelledby="changes">
      <h2 id="changes">What changed</h2>
      {changes.length === 0 ? (
        <p className="secondary">Nothing was different from before.</p>
      ) : (
        <table className="table">
          <caption className="visually-hidden">Fields that the run found different</caption>
          <thead>
            <tr>
              <th scope="col">Target</th>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={`${change.target} ${change.key} ${change.field}`}>
                <th scope="row">
                  <Target code={change.target} /> <span className="secondary">{change.key}</span>
                </th>
                <td>{fieldWord(change.field)}</td>
                <td>{valueWord(change.field, change.before)}</td>
                <td>{valueWord(change.field, change.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** A target by its name, linked to its page, where it is a building; otherwise its code. */
function Target({ code }: { readonly code: string }): ReactNode {
  const buildings = useOperation('occupancy.list', {});
  const building = buildings.data?.find((row) => row.code === code);
  if (building === undefined) return code;
  return <Link to={`/occupancy/${encodeURIComponent(code)}`}>{building.name}</Link>;
}

function Log({ lines }: { readonly lines: readonly RunLogLine[] }): ReactNode {
  return (
    <section className="section" aria-labelledby="log">
      <h2 id="log">Log</h2>
      {lines.length === 0 ? (
        <p className="secondary">The run wrote nothing down.</p>
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
