import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useOperation } from '../../lib/queries.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { useWidth } from '../../lib/use-width.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { Segments } from '../../ui/segments.tsx';
import { NoPortal } from './nothing-here.tsx';
import { OrderTabs } from './order-tabs.tsx';
import { ReadButton } from './read-button.tsx';
import { TrendTable } from './trend-table.tsx';
import { ranges, readRange, trendsOf, usualRange } from './trends-model.ts';
import type { Trend, Trends } from './trends-model.ts';
import './trends.css';

/** The chart library weighs as much as all the rest of the window; it comes when the first chart is drawn. */
const TrendChart = lazy(async () => ({ default: (await import('./trend-chart.tsx')).TrendChart }));

/** How the orders grow, by week, by category and by age. */
export function TrendsPage(): ReactNode {
  const [params] = useSearchParams();
  const range = readRange(params);
  const sources = useOperation('workOrders.sources', {});
  const trends = useOperation('workOrders.trends', { weeks: Number(range) }, { keepsPrevious: true });
  const { data } = trends;
  const sentence = data === undefined ? undefined : trendsOf(data)[0]?.sentences[0];
  return (
    <div className="page">
      <PageHeader title="Trends of work orders" sentence={sentence ?? ''} />
      <OrderTabs />
      {sources.data?.length === 0 ? (
        <NoPortal />
      ) : data !== undefined ? (
        <Charts data={data} range={range} isOld={trends.isPlaceholderData} />
      ) : trends.error === null ? (
        <LoadingState what="the trends" rows={12} />
      ) : (
        <ErrorState what="the trends" error={trends.error} onRetry={() => void trends.refetch()} />
      )}
    </div>
  );
}

interface ChartsProps {
  readonly data: Trends;
  readonly range: string;
  /** What is shown belongs to another range. */
  readonly isOld: boolean;
}

function Charts({ data, range, isOld }: ChartsProps): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'view' | 'weeks'>();
  const isTable = params.get('view') === 'table';
  const toggle = (): void => setParams({ view: isTable ? '' : 'table' });
  useShortcut('t', 'Show the trends as tables, or back', toggle);
  if (data.weeks.every(({ open, added, removed }) => open === null && added === 0 && removed === 0)) {
    return (
      <EmptyState title="There is nothing to draw yet." actions={<ReadButton />}>
        A week gets its figures when the list is read in it. Nobody has looked in the weeks shown.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="trends__controls">
        <Segments
          label="Weeks shown"
          value={range}
          options={ranges.map((each) => [each, `${each} weeks`] as const)}
          onChange={(weeks) => setParams({ weeks: weeks === usualRange ? '' : weeks })}
        />
        <Button onClick={toggle} aria-pressed={isTable} title="T">
          {isTable ? <ChartLine size={14} aria-hidden="true" /> : <Table size={14} aria-hidden="true" />}
          {isTable ? 'Show charts' : 'Show tables'}
        </Button>
      </div>
      <div className={`trends ${isOld ? 'trends--old' : ''}`} aria-busy={isOld}>
        {trendsOf(data).map((trend) => (
          <TrendCard key={trend.key} trend={trend} isTable={isTable} />
        ))}
      </div>
    </>
  );
}

function TrendCard({ trend, isTable }: { readonly trend: Trend; readonly isTable: boolean }): ReactNode {
  const [widthRef, width] = useWidth<HTMLDivElement>(480);
  return (
    <section className="section" aria-labelledby={`trend-${trend.key}`}>
      <h2 id={`trend-${trend.key}`}>{trend.title}</h2>
      <div ref={widthRef} className="trend__drawing">
        {isTable ? (
          <TrendTable trend={trend} />
        ) : (
          <Suspense fallback={<LoadingState what={`the chart of ${trend.title.toLowerCase()}`} rows={6} />}>
            <TrendChart trend={trend} width={width} />
          </Suspense>
        )}
      </div>
      <div className="trend__sentences">
        {trend.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </section>
  );
}
