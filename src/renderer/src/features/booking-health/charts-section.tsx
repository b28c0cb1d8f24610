import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { BookingHealthDay } from '#shared/contract/bookings.ts';
import { formatCount } from '../../lib/format.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { useWidth } from '../../lib/use-width.ts';
import { Button } from '../../ui/button.tsx';
import { LoadingState } from '../../ui/placeholders.tsx';
import { figures, ranges, sentencesOf } from './health-model.ts';
import type { Figure, Range } from './health-model.ts';
import { HealthTable } from './health-table.tsx';

/** The chart library weighs as much as all the rest of the window; it comes when the first chart is drawn. */
const HealthChart = lazy(async () => ({ default: (await import('./health-chart.tsx')).HealthChart }));

interface ChartsSectionProps {
  readonly days: readonly BookingHealthDay[];
  readonly range: Range;
  /** What is shown belongs to another range. */
  readonly isOld: boolean;
}

/** Every figure by day, as charts or as one table. */
export function ChartsSection({ days, range, isOld }: ChartsSectionProps): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'view' | 'range'>();
  const isTable = params.get('view') === 'table';
  const toggle = (): void => setParams({ view: isTable ? '' : 'table' });
  useShortcut('t', 'Show the figures as a table, or back', toggle);
  return (
    <section className="section" aria-labelledby="health-days" aria-busy={isOld}>
      <div className="health-controls">
        <h2 id="health-days">The last {formatCount(Number(range), 'day', 'days')}</h2>
        <div className="segments" role="radiogroup" aria-label="Range">
          {ranges.map((each) => (
            <label key={each} title={`the last ${each} days`}>
              <input
                type="radio"
                name="health-range"
                value={each}
                checked={each === range}
                onChange={() => setParams({ range: each === '90' ? '' : each })}
              />
              {each} d
            </label>
          ))}
        </div>
        <Button onClick={toggle} aria-pressed={isTable} title="T">
          {isTable ? <ChartLine size={14} aria-hidden="true" /> : <Table size={14} aria-hidden="true" />}
          {isTable ? 'Show charts' : 'Show table'}
        </Button>
      </div>
      {isTable ? (
        <HealthTable days={days} />
      ) : (
        <div className={`health-charts ${isOld ? 'health-charts--old' : ''}`}>
          {figures.map((figure) => (
            <ChartCard key={figure.key} figure={figure} days={days} />
          ))}
        </div>
      )}
    </section>
  );
}

function ChartCard({
  figure,
  days,
}: {
  readonly figure: Figure;
  readonly days: readonly BookingHealthDay[];
}): ReactNode {
  const [widthRef, width] = useWidth<HTMLDivElement>(480);
  return (
    <section className="section health-chart" aria-labelledby={`health-${figure.key}`}>
      <h3 id={`health-${figure.key}`}>{figure.title}</h3>
      <div ref={widthRef}>
        <Suspense fallback={<LoadingState what={`the chart of ${figure.title.toLowerCase()}`} rows={6} />}>
          <HealthChart figure={figure} days={days} width={width} />
        </Suspense>
      </div>
      <div className="health-sentences">
        {sentencesOf(figure, days).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </section>
  );
}
