import { memo } from 'react';
import type { ReactNode } from 'react';
import { dayNumberOf, weekdayOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatMonth, formatWeekday } from '../../lib/format.ts';
import { isWeekendNight, questionWords, stayDates } from './chosen-nights.ts';
import type { Column } from './heat-words.ts';
import type { HutsView } from './huts-view.ts';

interface HeatHeadProps {
  readonly view: HutsView;
  readonly today: CalendarDate;
  readonly columns: readonly Column[];
}

/** The months and days above the nights, and what stands in the column of names. */
export const HeatHead = memo(function HeatHead({ view, today, columns }: HeatHeadProps): ReactNode {
  const { stay, beds, sort, isDescending } = view;
  const arrow = (key: HutsView['sort']): string => (sort === key ? (isDescending ? ' ↓' : ' ↑') : '');
  return (
    <thead className="heat__head">
      <tr aria-rowindex={1}>
        <th scope="col" className="heat__corner" aria-colindex={1}>
          <span className="heat__name">Hut{arrow('name')}</span>
          <span className="heat__altitude">Altitude, m{arrow('altitude')}</span>
          {stay === null ? null : (
            <span className="heat__verdict" title={`${questionWords(stay, beds)}, ${stayDates(stay)}`}>
              {questionWords(stay, beds)}
              {arrow('free')}
            </span>
          )}
          {sort === 'seen' || sort === 'due' ? (
            <span className="heat__when">
              {sort === 'seen' ? 'Looked at' : 'Due'}
              {arrow(sort)}
            </span>
          ) : null}
        </th>
        {columns.map(({ index, date, words }) => (
          <th
            key={index}
            scope="col"
            aria-colindex={index + 2}
            aria-label={date === today ? `${words}, today` : words}
            title={words}
            className={`heat__day ${dayLook(date, today, view)}`}
            style={cssVars({ '--column': index })}
          >
            <span className="heat__weekday">{formatWeekday(date).slice(0, 2)}</span>
            {Number(date.slice(8))}
          </th>
        ))}
        {monthsIn(columns).map(({ date, column, days }) => (
          <td
            key={date}
            aria-hidden="true"
            className="heat__month"
            style={cssVars({ '--column': column, '--days': days })}
          >
            <span>{days < 4 ? '' : formatMonth(date)}</span>
          </td>
        ))}
      </tr>
    </thead>
  );
});

function dayLook(date: CalendarDate, today: CalendarDate, { stay }: HutsView): string {
  const after = stay === null ? -1 : dayNumberOf(date) - dayNumberOf(stay.night);
  return [
    isWeekendNight(date) ? 'heat__day--weekend' : '',
    weekdayOf(date) === 1 ? 'heat__day--monday' : '',
    date === today ? 'heat__day--today' : '',
    stay !== null && after >= 0 && after < stay.count ? 'heat__day--chosen' : '',
  ].join(' ');
}

interface Month {
  readonly date: CalendarDate;
  readonly column: number;
  readonly days: number;
}

/** The months that the columns stand in, each as far as it is drawn. */
function monthsIn(columns: readonly Column[]): readonly Month[] {
  const months: Month[] = [];
  for (const { index, date } of columns) {
    const month = months.at(-1);
    if (month?.date.slice(0, 7) === date.slice(0, 7)) months[months.length - 1] = { ...month, days: month.days + 1 };
    else months.push({ date, column: index, days: 1 });
  }
  return months;
}
