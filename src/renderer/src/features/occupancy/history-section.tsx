import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { fillHistory } from '../../lib/buckets.ts';
import { useNow } from '../../lib/clock.ts';
import { useOperation } from '../../lib/queries.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { useWidth } from '../../lib/use-width.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { historySentences, historyWindow, pointsFor, ranges, readRange } from './history-model.ts';
import type { RangeKey } from './history-model.ts';
import { HistoryTable } from './history-table.tsx';
import { isKeyOf } from './view-model.ts';
import './history.css';

/** The chart library weighs as much as all the rest of the window; it comes when the first chart is drawn. */
const HistoryChart = lazy(async () => ({ default: (await import('./history-chart.tsx')).HistoryChart }));

/** A building's busyness over time, as a chart or as a table, with two sentences from the same data. */
export function HistorySection({ code }: { readonly code: string }): ReactNode {
  const [params] = useSearchParams();
  const set = useSetParams<'range' | 'view'>();
  const range = readRange(params);
  const isTable = params.get('view') === 'table';
  const now = useNow(60_000);
  const [widthRef, width] = useWidth<HTMLDivElement>(800);
  const points = pointsFor(range, width - 56);
  const history = useOperation(
    'occupancy.history',
    { code, ...historyWindow(range, now), points },
    { keepsPrevious: true },
  );
  const toggle = (): void => set({ view: isTable ? '' : 'table' });
  useShortcut('t', 'Show the chart as a table, or back', toggle);
  return (
    <section className="section" aria-labelledby="history">
      <div className="history__controls">
        <h2 id="history">Busyness over {ranges[range].words}</h2>
        <RangeControl value={range} onChange={(next) => set({ range: next === '24h' ? '' : next })} />
        <Button onClick={toggle} aria-pressed={isTable} title="T">
          {isTable ? <ChartLine size={14} aria-hidden="true" /> : <Table size={14} aria-hidden="true" />}
          {isTable ? 'Show chart' : 'Show table'}
        </Button>
      </div>
      <div ref={widthRef} className="history__body">
        {history.data !== undefined ? (
          isTable ? (
            <HistoryTable code={code} range={range} now={now} />
          ) : (
            <Suspense fallback={<ChartToCome />}>
              <HistoryChart
                history={fillHistory(history.data, now)}
                range={range}
                width={width}
                isOld={history.isPlaceholderData}
              />
            </Suspense>
          )
        ) : history.error === null ? (
          <ChartToCome />
        ) : (
          <ErrorState what="the history" error={history.error} onRetry={() => void history.refetch()} />
        )}
      </div>
      {history.data === undefined ? null : (
        <div className="history__sentences">
          {historySentences(history.data, range, now).map((sentence) => (
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
    <div className="chart">
      <LoadingState what="the history" rows={8} />
    </div>
  );
}

interface RangeControlProps {
  readonly value: RangeKey;
  readonly onChange: (range: RangeKey) => void;
}

function RangeControl({ value, onChange }: RangeControlProps): ReactNode {
  return (
    <div className="segments" role="radiogroup" aria-label="Range">
      {Object.entries(ranges).map(([key, { label, words }]) => (
        <label key={key} title={words}>
          <input
            type="radio"
            name="history-range"
            value={key}
            checked={key === value}
            onChange={() => isKeyOf(ranges, key) && onChange(key)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}
