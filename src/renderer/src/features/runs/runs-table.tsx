import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import type { Run } from '#shared/model/run.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { rowSegments } from '../../lib/row-window.ts';
import { useRowWindow } from '../../lib/use-row-window.ts';
import { RunRow } from './run-row.tsx';
import './runs-table.css';

const ROW = 32;
const PAGE = 15;

interface RunsTableProps {
  readonly runs: readonly Run[];
  /** Called when the end of the rows comes into view. */
  readonly onNearEnd: () => void;
}

/** Runs, newest first. Only the rows in view are drawn; arrows walk through all of them, Enter opens. */
export function RunsTable({ runs, onNearEnd }: RunsTableProps): ReactNode {
  const { bodyRef, first, last, reveal } = useRowWindow(runs.length, ROW, onNearEnd);
  const { active, setActiveId, onKeyDown } = useRunKeys(runs, bodyRef, reveal);
  return (
    <div className="runs-list">
      <table className="table runs-table" aria-rowcount={runs.length + 1}>
        <caption className="visually-hidden">Runs, newest first. Arrow keys move, Enter opens.</caption>
        <Columns />
        <tbody ref={bodyRef}>
          {rowSegments(runs.length, first, last, active).map((segment) => {
            if (segment.kind === 'gap') {
              return (
                <tr key={`gap ${segment.index}`} aria-hidden="true" className="runs-table__gap">
                  {/* One cell: a span over columns that a narrow window hides would make room for them again. */}
                  {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- nobody meets it: it keeps room */}
                  <td style={cssVars({ '--gap': segment.rows * ROW })} />
                </tr>
              );
            }
            const run = runs[segment.index];
            return run === undefined ? null : (
              <RunRow
                key={run.id}
                run={run}
                index={segment.index}
                isActive={segment.index === active}
                onFocus={setActiveId}
                onKeyDown={onKeyDown}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Columns(): ReactNode {
  return (
    <thead>
      <tr>
        <th scope="col" className="col-status">
          Status
        </th>
        <th scope="col">Run</th>
        <th scope="col" className="col-trigger">
          Started by
        </th>
        <th scope="col" className="col-reason">
          Reason
        </th>
        <th scope="col" className="numeric col-started">
          Started
        </th>
        <th scope="col" className="numeric col-took">
          Took
        </th>
        <th scope="col" className="numeric col-count">
          Checked
        </th>
        <th scope="col" className="numeric col-count">
          Changed
        </th>
        <th scope="col" className="numeric col-count">
          Failed
        </th>
        <th scope="col" className="col-error">
          Error
        </th>
      </tr>
    </thead>
  );
}

interface RunKeys {
  readonly active: number;
  readonly setActiveId: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Keeps the focus with its run while new ones come in above it, and brings rows into view before it goes to them. */
function useRunKeys(
  runs: readonly Run[],
  bodyRef: RefObject<HTMLTableSectionElement | null>,
  reveal: (index: number) => void,
): RunKeys {
  const [activeId, setActiveId] = useState<string | null>(null);
  const isWanted = useRef(false);
  const found = activeId === null ? 0 : runs.findIndex((run) => run.id === activeId);
  const active = Math.max(0, found);
  useEffect(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    bodyRef.current?.querySelector<HTMLElement>(`[data-index="${active}"] a`)?.focus({ preventScroll: true });
  }, [active, bodyRef]);
  const goTo = (index: number): void => {
    const target = Math.max(0, Math.min(index, runs.length - 1));
    const run = runs[target];
    if (run === undefined || target === active) return;
    isWanted.current = true;
    setActiveId(run.id);
    reveal(target);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown') goTo(active + 1);
    else if (event.key === 'ArrowUp') goTo(active - 1);
    else if (event.key === 'PageDown') goTo(active + PAGE);
    else if (event.key === 'PageUp') goTo(active - PAGE);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(runs.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { active, setActiveId, onKeyDown };
}
