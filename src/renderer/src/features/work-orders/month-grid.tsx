import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PlannedVisit } from '#shared/contract/work-orders.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatMonth } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { overdueCount, visitsWords, walkDays, weeksOf } from './calendar-model.ts';
import type { CalendarView } from './calendar-model.ts';

const none: readonly PlannedVisit[] = [];
const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

interface MonthGridProps {
  readonly view: CalendarView;
  readonly today: CalendarDate;
  /** Null while the visits are being read. */
  readonly visits: ReadonlyMap<CalendarDate, readonly PlannedVisit[]> | null;
  readonly onChoose: (day: CalendarDate) => void;
}

/** A month of visits, one stop of the tab key: arrows walk by a day or a week, Page keys by a month, Home and End within the week. */
export function MonthGrid({ view: { month, day }, today, visits, onChoose }: MonthGridProps): ReactNode {
  const ref = useRef<HTMLTableElement>(null);
  const isWalking = useRef(false);
  useEffect(() => {
    if (!isWalking.current) return;
    isWalking.current = false;
    ref.current?.querySelector<HTMLElement>(`[data-date="${day}"]`)?.focus();
  }, [day]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = walkDays(event.key, day);
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    isWalking.current = true;
    onChoose(target);
  };
  return (
    <table
      ref={ref}
      className="visit-month panel"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid is what a table is called whose cells take the focus
      role="grid"
      aria-label={`Visits in ${formatMonth(`${month}-01`)}`}
      onKeyDown={onKeyDown}
    >
      <thead aria-hidden="true">
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <DayCell
                key={date}
                date={date}
                visits={visits === null ? null : (visits.get(date) ?? none)}
                isInMonth={date.startsWith(month)}
                isToday={date === today}
                isChosen={date === day}
                onChoose={onChoose}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayCellProps {
  readonly date: CalendarDate;
  readonly visits: readonly PlannedVisit[] | null;
  readonly isInMonth: boolean;
  readonly isToday: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (day: CalendarDate) => void;
}

function DayCell({ date, visits, isInMonth, isToday, isChosen, onChoose }: DayCellProps): ReactNode {
  const words = `${formatDate(date)}${isToday ? ', today' : ''}: ${visits === null ? 'being read' : visitsWords(visits)}`;
  const overdue = visits === null ? 0 : overdueCount(visits);
  return (
    <td
      className={`visit-day ${isInMonth ? '' : 'visit-day--outside'} ${isToday ? 'visit-day--today' : ''}`}
      data-date={date}
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      title={words}
      onClick={() => onChoose(date)}
    >
      <span className="visually-hidden">{words}</span>
      <span className="visit-day__body" aria-hidden="true">
        <span className="visit-day__number">{Number(date.slice(8))}</span>
        {visits === null || visits.length === 0 ? null : <span className="visit-day__count">{visits.length}</span>}
        {overdue === 0 ? null : <StateMark mark="attention" word={String(overdue)} />}
      </span>
    </td>
  );
}
