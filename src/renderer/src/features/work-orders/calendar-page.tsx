import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { dateIn } from '#shared/model/calendar-date.ts';
import { useNow } from '../../lib/clock.ts';
import { formatMonth, zoneName } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState } from '../../ui/placeholders.tsx';
import { firstOfMonth, readCalendarView, visitsByDay, visitsWords, weeksOf } from './calendar-model.ts';
import { DayList } from './day-list.tsx';
import { MonthGrid } from './month-grid.tsx';
import { NeverRead, NoPortal } from './nothing-here.tsx';
import { OrderTabs } from './order-tabs.tsx';
import './calendar.css';

/** When which orders are visited, month by month, with the visits of a day beside it. */
export function CalendarPage(): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'month' | 'day'>();
  const sources = useOperation('workOrders.sources', {}).data;
  const zone = sources?.[0]?.timeZone ?? zoneName();
  const today = dateIn(zone, useNow(60_000));
  const view = readCalendarView(params, today);
  const days = weeksOf(view.month).flat();
  const visits = useOperation('workOrders.visits', { from: days[0] ?? view.day, until: days.at(-1) ?? view.day });
  const byDay = useMemo(() => (visits.data === undefined ? null : visitsByDay(visits.data)), [visits.data]);
  const ofMonth = visits.data?.filter(({ date }) => date.startsWith(view.month));
  const month = formatMonth(`${view.month}-01`);
  const goTo = (later: number): void => setParams({ month: firstOfMonth(view.month, later).slice(0, 7), day: '' });
  return (
    <div className="page">
      <PageHeader
        title="Calendar of visits"
        sentence={ofMonth === undefined ? '' : `${month}: ${visitsWords(ofMonth)} of open orders.`}
      />
      <OrderTabs />
      {sources?.length === 0 ? (
        <NoPortal />
      ) : sources?.every(({ lastChecked }) => lastChecked === null) === true ? (
        <NeverRead />
      ) : (
        <>
          <div className="visit-controls">
            <h2>{month}</h2>
            <IconButton
              label="Month before"
              icon={<ChevronLeft size={16} aria-hidden="true" />}
              onClick={() => goTo(-1)}
            />
            <IconButton
              label="Month after"
              icon={<ChevronRight size={16} aria-hidden="true" />}
              onClick={() => goTo(1)}
            />
            <Button onClick={() => setParams({ month: '', day: '' })}>Today</Button>
            <span className="secondary">
              The number of visits stands below the day; a triangle counts overdue ones. Dates in {zone}.
            </span>
          </div>
          {visits.error === null ? null : (
            <ErrorState what="the visits" error={visits.error} onRetry={() => void visits.refetch()} />
          )}
          <div className="visit-columns">
            <MonthGrid view={view} today={today} visits={byDay} onChoose={(day) => setParams({ day, month: '' })} />
            <DayList day={view.day} visits={byDay === null ? null : (byDay.get(view.day) ?? [])} />
          </div>
        </>
      )}
    </div>
  );
}
