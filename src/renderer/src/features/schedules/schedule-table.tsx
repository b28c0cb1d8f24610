import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { useRowKeys } from '../../lib/use-row-keys.ts';
import type { OpenDialog } from './schedule-dialogs.tsx';
import { ScheduleRow } from './schedule-row.tsx';
import { useRemove } from './use-schedule-commands.ts';

interface ScheduleTableProps {
  readonly rows: readonly ScheduleStatus[];
  readonly onOpen: (dialog: OpenDialog) => void;
}

export function ScheduleTable({ rows, onOpen }: ScheduleTableProps): ReactNode {
  const { bodyRef, active, setActive, onKeyDown } = useRowKeys(rows.map(scheduleName));
  const { remove } = useRemove();
  useFocusAfterRemoval(bodyRef, active, rows.length);
  return (
    <table className="table schedule-table">
      <caption className="visually-hidden">
        Schedules, those that need you first. Arrow keys move, Enter opens, letters jump to a name.
      </caption>
      <thead>
        <tr>
          <th scope="col">Schedule</th>
          <th scope="col">State</th>
          <th scope="col" className="col-rule">
            Rule
          </th>
          <th scope="col" className="numeric">
            Next run
          </th>
          <th scope="col">Last result</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody ref={bodyRef}>
        {rows.map((schedule, index) => (
          <ScheduleRow
            key={schedule.id}
            schedule={schedule}
            isActive={index === active}
            onFocus={() => setActive(index)}
            onKeyDown={onKeyDown}
            onOpen={onOpen}
            onRemove={remove}
          />
        ))}
      </tbody>
    </table>
  );
}

/** A deleted row takes the focus with it; the row that comes to its place gets it, or the page's heading. */
function useFocusAfterRemoval(bodyRef: RefObject<HTMLTableSectionElement | null>, active: number, count: number): void {
  const before = useRef(count);
  useEffect(() => {
    const isShorter = count < before.current;
    before.current = count;
    if (!isShorter || document.activeElement !== document.body) return;
    const link = bodyRef.current?.rows[Math.min(active, count - 1)]?.querySelector('a');
    (link ?? document.querySelector('h1'))?.focus();
  }, [bodyRef, active, count]);
}
