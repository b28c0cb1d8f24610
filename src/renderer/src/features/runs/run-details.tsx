import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RunChange, RunError } from '#shared/model/run.ts';
import { useOperation } from '../../lib/queries.ts';
import { fieldWord, valueWord } from '../../lib/words.ts';

/** Targets that failed, and why; nothing where none did. */
export function RunErrors({ errors }: { readonly errors: readonly RunError[] }): ReactNode {
  if (errors.length === 0) return null;
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
          {errors.map((error) => (
            <tr key={`${error.target} ${error.code} ${error.message}`}>
              <th scope="row">
                <Target code={error.target} />
              </th>
              <td className="run-text">{error.message}</td>
              <td className="secondary nowrap">{error.code.replaceAll('_', ' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RunChangesProps {
  readonly changes: readonly RunChange[];
  /** More may be found yet. */
  readonly isRunning: boolean;
}

/** Fields that were found different, before and after. */
export function RunChanges({ changes, isRunning }: RunChangesProps): ReactNode {
  return (
    <section className="section" aria-labelledby="changes">
      <h2 id="changes">What changed</h2>
      {changes.length === 0 ? (
        <p className="secondary">
          {isRunning ? 'Nothing has been found different so far.' : 'Nothing was different from before.'}
        </p>
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
                <td className="run-text">{valueWord(change.field, change.before)}</td>
                <td className="run-text">{valueWord(change.field, change.after)}</td>
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
