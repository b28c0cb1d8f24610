import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { IconButton } from '../../ui/button.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import {
  SHOWN_MONTHS,
  chosenFirst,
  firstParam,
  isShown,
  monthAfter,
  monthsFrom,
  monthsWords,
  nightsShown,
  walkNights,
} from './calendar-model.ts';
import type { MonthView } from './calendar-model.ts';
import { cellLook, cellText, nightWords } from './night-view.ts';
import type { NightView } from './night-view.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import './nights.css';

interface YearCalendarProps {
  readonly slug: string;
  readonly asOf: number | null;
  /** The night that the page is about. */
  readonly night: CalendarDate;
  readonly tonight: CalendarDate;
}

/** The nights of twelve months, each with the free beds or a sign for why there is no figure. */
export function YearCalendar({ slug, asOf, night, tonight }: YearCalendarProps): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'from' | 'night'>();
  const first = chosenFirst(params.get('from'), night, tonight);
  const input = { slugs: [slug], from: first, nights: nightsShown(first), asOf };
  const nights = useOperation('huts.nights', input, { refetchIntervalMs: 60_000 });
  const go = (months: number): void => setParams({ from: firstParam(monthAfter(first, months), night, tonight) });
  return (
    <section className="section" aria-labelledby="nights">
      <div className="hut-head">
        <h2 id="nights">Nights, {monthsWords(first)}</h2>
        <span className="hut-head__end hut-head__steps">
          <IconButton
            label="Twelve months back"
            icon={<ChevronLeft size={16} aria-hidden="true" />}
            onClick={() => go(-SHOWN_MONTHS)}
          />
          <IconButton
            label="Twelve months on"
            icon={<ChevronRight size={16} aria-hidden="true" />}
            onClick={() => go(SHOWN_MONTHS)}
          />
        </span>
      </div>
      <p className="secondary">Free beds. – closed, × no longer listed, ? not told, hatched: nobody has looked.</p>
      {nights.data !== undefined ? (
        <Months
          key={first}
          months={monthsFrom(
            first,
            nights.data.find((each) => each.slug === slug),
          )}
          first={first}
          night={night}
          onChoose={(date) => setParams({ night: date, from: firstParam(first, date, tonight) })}
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
  readonly first: CalendarDate;
  readonly night: CalendarDate;
  readonly onChoose: (date: CalendarDate) => void;
}

/** One stop of the tab key: arrows move by a day or a week, Page keys by a month, Home and End to the ends of what is shown. */
function Months({ months, first, night, onChoose }: MonthsProps): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const [walked, setWalked] = useState<CalendarDate | null>(null);
  const active = walked ?? (isShown(night, first) ? night : first);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = walkNights(event.key, active, first);
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
      aria-label={month.fullName}
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
  const words = `${formatDate(night.date)}: ${nightWords(night)}`;
  return (
    <td
      className={cellLook(night)}
      data-date={night.date}
      tabIndex={isActive ? 0 : -1}
      aria-selected={isChosen}
      title={words}
      onClick={() => onChoose(night.date)}
    >
      {/* Day and figure would run together where they are read without their places; the words say both. */}
      <span className="visually-hidden">{words}</span>
      <span aria-hidden="true">
        <span className="month__day">{Number(night.date.slice(8))}</span>
        {cellText(night)}
      </span>
    </td>
  );
}
