import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useWidth } from '../../lib/use-width.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { curveOf, curveSentences } from './curve-model.ts';
import { CurveTable } from './curve-table.tsx';
import { useSetParams } from '../../lib/use-set-params.ts';
import './curve.css';

/** The chart library weighs as much as all the rest of the window; it comes when the first chart is drawn. */
const CurveChart = lazy(async () => ({ default: (await import('./curve-chart.tsx')).CurveChart }));

interface CurveSectionProps {
  readonly slug: string;
  readonly night: CalendarDate;
  readonly asOf: number | null;
  /** The instant whose knowledge is shown. */
  readonly at: number;
  readonly timeZone: string;
}

/** How a night filled: the free beds against the days before arrival, as a chart or as a table. */
export function CurveSection({ slug, night, asOf, at, timeZone }: CurveSectionProps): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'view'>();
  const isTable = params.get('view') === 'table';
  const [widthRef, width] = useWidth<HTMLDivElement>(800);
  const answer = useOperation('huts.curve', { slug, date: night, asOf });
  const curve = answer.data === undefined ? undefined : curveOf(answer.data, timeZone, at);
  const toggle = (): void => setParams({ view: isTable ? '' : 'table' });
  useShortcut('t', 'Show the booking curve as a table, or back', toggle);
  return (
    <section className="section" aria-labelledby="curve">
      <div className="hut-head">
        <h2 id="curve">Booking curve of {formatDate(night)}</h2>
        <Button className="hut-head__end" onClick={toggle} aria-pressed={isTable} title="T">
          {isTable ? <ChartLine size={14} aria-hidden="true" /> : <Table size={14} aria-hidden="true" />}
          {isTable ? 'Show chart' : 'Show table'}
        </Button>
      </div>
      <div ref={widthRef}>
        {curve !== undefined ? (
          curve.stretches.length === 0 ? null : isTable ? (
            <CurveTable curve={curve} night={night} at={at} />
          ) : (
            <Suspense fallback={<ChartToCome />}>
              <CurveChart curve={curve} night={night} width={width} timeZone={timeZone} />
            </Suspense>
          )
        ) : answer.error === null ? (
          <ChartToCome />
        ) : (
          <ErrorState what="the booking curve" error={answer.error} onRetry={() => void answer.refetch()} />
        )}
      </div>
      {curve === undefined ? null : (
        <div className="curve__sentences">
          {curveSentences(curve, at).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </section>
  );
}

/** As high as a chart, so that nothing moves when it comes. */
function ChartToCome(): ReactNode {
  return (
    <div className="curve">
      <LoadingState what="the booking curve" rows={8} />
    </div>
  );
}
