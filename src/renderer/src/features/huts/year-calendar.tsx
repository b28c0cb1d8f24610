import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatNumber } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { IconButton } from '../../ui/button.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { firstOfYear, monthsOf, nightsOfYear, toneSigns, walkNights } from './calendar-model.ts';
import type { MonthView } from './calendar-model.ts';
import { nightWords, toneOf } from './night-view.ts';
import type { NightView } from './night-view.ts';
import { useSetParam } from './use-param.ts';
import './nights.css';

interface YearCalendarProps {
  readonly slug: string;
  readonly asOf: number | null;
  /** The night that the page is about. */
  readonly night: CalendarDate;
  readonly year: number;
}

/** The nights of a year, each with the free beds or a sign for why there is no figure. */
export function YearCalendar({ slug, asOf, night, year }: YearCalendarProps): ReactNode {
  const setParam = useSetParam();
  const input = { slugs: [slug], from: firstOfYear(year), nights: nightsOfYear(year), asOf };
  const nights = useOperation('huts.nights', input, { refetchIntervalMs: 60_000 });
  return (
    <section className="section" aria-labelledby="nights">
      <div className="hut-head">
        <h2 id="nights">Nights of {year}</h2>
        <IconButton
          label={`Show ${year - 1}`}
          icon={<ChevronLeft size={16} aria-hidden="true" />}
          onClick={() => setParam('year', String(year - 1))}
        />
        <IconButton
          label={`Show ${year + 1}`}
          icon={<ChevronRight size={16} aria-hidden="true" />}
          onClick={() => setParam('year', String(year + 1))}
        />
        <span className="secondary">
          Free beds of each night. – closed, × no longer listed, ? not told, empty: nobody has looked.
        </span>
      </div>
      {nights.data !== undefined ? (
        <Months
          key={year}
          months={monthsOf(
            year,
            nights.data.find((each) => each.slug === slug),
          )}
          year={year}
          night={night}
          onChoose={(date) => setParam('night', date)}
        />
      ) : nights.error === null ? (
        <LoadingState what="the nights" rows={10} />
      ) : (
        <ErrorState what="the nights" error={nights.error} onRetry={() => void nights.refetch()} />
      )}
    </section>
  );
}

interface MonthsProps {
  readonly months: readonly MonthView[];
  readonly year: number;
  readonly night: CalendarDate;
  readonly onChoose: (date: CalendarDate) => void;
}

/** One stop of the tab key: arrows move by a day or a week, Page keys by a month, Home and End to the ends of the year. */
function Months({ months, year, night, onChoose }: MonthsProps): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const [walked, setWalked] = useState<CalendarDate | null>(null);
  const first = firstOfYear(year);
  const active = walked ?? (night.startsWith(String(year)) ? night : first);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = walkNights(event.key, active);
    if (target !== null) {
      setWalked(target);
      ref.current?.querySelector<HTMLElement>(`[data-date="${target}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') onChoose(active);
    else return;
    event.preventDefault();
  };
  const read = months.flatMap(({ weeks }) => weeks.flat()).find((each) => each?.date === active);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the cells, which take the focus, bubble up to here */}
      <div ref={ref} className="year" onKeyDown={onKeyDown}>
        {months.map((month) => (
          <Month
            key={month.key}
            month={month}
            active={active}
            chosen={night}
            onChoose={(date) => {
              setWalked(date);
              onChoose(date);
            }}
          />
        ))}
      </div>
      <p className="year__reading" aria-hidden="true">
        {read === null || read === undefined ? '' : `${formatDate(read.date)}: ${nightWords(read)}`}
      </p>
    </>
  );
}

interface MonthProps {
  readonly month: MonthView;
  readonly active: CalendarDate;
  readonly chosen: CalendarDate;
  readonly onChoose: (date: CalendarDate) => void;
}

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

function Month({ month, active, chosen, onChoose }: MonthProps): ReactNode {
  return (
    <table
      className="month"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid is what a table is called whose cells take the focus
      role="grid"
      aria-label={month.key.slice(0, 4) + ' ' + month.name}
    >
      <caption className="month__name">{month.name}</caption>
      <thead aria-hidden="true">
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, index) => (
          <tr key={`week ${String(index)}`}>
            {week.map((night, day) =>
              night === null ? (
                <td key={weekdays[day]} aria-hidden="true" />
              ) : (
                <NightCell
                  key={night.date}
                  night={night}
                  isActive={night.date === active}
                  isChosen={night.date === chosen}
                  onChoose={onChoose}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NightCellProps {
  readonly night: NightView;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (date: CalendarDate) => void;
}

function NightCell({ night, isActive, isChosen, onChoose }: NightCellProps): ReactNode {
  const tone = toneOf(night);
  const words = `${formatDate(night.date)}: ${nightWords(night)}`;
  const sign = toneSigns[tone] ?? (night.free === null ? '?' : formatNumber(night.free));
  return (
    <td
      className={`night night--${tone} ${night.mark === 'q' ? 'night--questioned' : ''}`}
      data-date={night.date}
      tabIndex={isActive ? 0 : -1}
      aria-selected={isChosen}
      aria-label={words}
      title={words}
      onClick={() => onChoose(night.date)}
    >
      <span className="month__day">{Number(night.date.slice(8))}</span>
      {sign}
    </td>
  );
}
