import type { ReactNode } from 'react';
import type { OccupancyPoint } from '#shared/model/occupancy.ts';
import { fillHistory } from '../../lib/buckets.ts';
import { formatPercent, formatShare } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { bucketWords, historyWindow, ranges } from './history-model.ts';
import type { RangeKey } from './history-model.ts';

interface HistoryTableProps {
  readonly code: string;
  readonly range: RangeKey;
  readonly now: number;
}

/** The chart's twin: the same history in rows few enough to read. */
export function HistoryTable({ code, range, now }: HistoryTableProps): ReactNode {
  const points = ranges[range].tableRows;
  const history = useOperation(
    'occupancy.history',
    { code, ...historyWindow(range, now), points },
    { keepsPrevious: true },
  );
  if (history.data === undefined) {
    if (history.error === null) return <LoadingState what="the history" rows={8} />;
    return <ErrorState what="the history" error={history.error} onRetry={() => void history.refetch()} />;
  }
  return (
    <ScrollRegion className="scroll-table twin" label="History as a table">
      <table className="table">
        <caption className="visually-hidden">Busyness over {ranges[range].words}, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Period</th>
            <NumericHeader>Mean, %</NumericHeader>
            <NumericHeader>Lowest, %</NumericHeader>
            <NumericHeader>Highest, %</NumericHeader>
            <NumericHeader>With a figure</NumericHeader>
            <NumericHeader>Closed</NumericHeader>
            <NumericHeader>No data</NumericHeader>
            <NumericHeader>Nobody looked</NumericHeader>
          </tr>
        </thead>
        <tbody>
          {fillHistory(history.data, now)
            .points.toReversed()
            .map((point) => (
              <HistoryTableRow key={point.from} point={point} now={now} />
            ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function NumericHeader({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <th scope="col" className="numeric">
      {children}
    </th>
  );
}

function HistoryTableRow({ point, now }: { readonly point: OccupancyPoint; readonly now: number }): ReactNode {
  const length = Math.max(1, Math.min(point.until, Math.max(now, point.from + 1)) - point.from);
  const blind = Math.max(0, length - point.measuredMs - point.closedMs - point.noDataMs);
  const figures = [point.meanPercent, point.minPercent, point.maxPercent];
  const shares = [point.measuredMs, point.closedMs, point.noDataMs, blind];
  return (
    <tr>
      <th scope="row" className="nowrap">
        {bucketWords(point, now)}
      </th>
      {figures.map((figure, index) => (
        <td key={`figure ${String(index)}`} className="numeric">
          {figure === null ? '–' : formatPercent(figure)}
        </td>
      ))}
      {shares.map((share, index) => (
        <td key={`share ${String(index)}`} className="numeric">
          {share < 1 ? '–' : formatShare(Math.min(1, share / length))}
        </td>
      ))}
    </tr>
  );
}
