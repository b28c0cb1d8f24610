import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useNow } from '../../lib/clock.ts';
import { useRunningRuns } from '../../lib/runs.ts';
import { BookingTabs } from '../../ui/booking-tabs.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';
import { BoardGrid } from './board-grid.tsx';
import { boardLines } from './board-rows.ts';
import { BoardToolbar } from './board-toolbar.tsx';
import { datesOf } from './board-view.ts';
import { HoldTimeDialog } from './hold-time-dialog.tsx';
import { NoProviders, NoSlots } from './nothing-here.tsx';
import { SlotLegend } from './slot-shape.tsx';
import { SlotPanel } from './slot-panel.tsx';
import { countStates } from './slot-state.ts';
import { boardSentence } from './slot-words.ts';
import { useBoard, useBoardState } from './use-board.ts';
import type { Board, BoardState } from './use-board.ts';
import { useBoardMenu } from './use-board-menu.tsx';
import './bookings.css';
import './board.css';

/** The slots of a day or a week by service and provider: which are free, who holds or has paid the others. */
export function BoardPage(): ReactNode {
  const state = useBoardState();
  const board = useBoard(state);
  const now = useNow(10_000);
  const runs = useRunningRuns('slots.maintain');
  const [isHoldTime, setIsHoldTime] = useState(false);
  const menu = useBoardMenu(() => setIsHoldTime(true));
  const sentence = useMemo(
    () => (board.slots === undefined ? '' : boardSentence(board.slots, countStates(board.slots, now), now)),
    [board.slots, now],
  );
  return (
    <div className="page bookings-page">
      <PageHeader
        title="Bookings"
        sentence={sentence}
        actions={<MenuButton label="More about bookings" items={menu} />}
      />
      <BookingTabs />
      {runs.length === 0 ? null : (
        <section aria-label="Slots being made" className="panel bookings-runs">
          {runs.map((run) => (
            <RunProgress key={run.id} run={run} />
          ))}
        </section>
      )}
      <Content board={board} state={state} />
      {isHoldTime ? <HoldTimeDialog onClose={() => setIsHoldTime(false)} /> : null}
    </div>
  );
}

interface ContentProps {
  readonly board: Board;
  readonly state: BoardState;
}

function Content({ board: { slots, providers, error, retry }, state }: ContentProps): ReactNode {
  const { view, range, today, set } = state;
  const dates = useMemo(() => datesOf(range), [range]);
  const lines = useMemo(() => boardLines(providers ?? [], slots ?? [], dates, view), [providers, slots, dates, view]);
  if (slots === undefined || providers === undefined) {
    if (error === null) return <LoadingState what="the board" rows={12} />;
    return <ErrorState what="the board" error={error} onRetry={retry} />;
  }
  if (providers.every(({ services }) => services.length === 0))
    return <NoProviders hasProviders={providers.length > 0} />;
  return (
    <>
      <BoardToolbar state={state} providers={providers} />
      <div className="with-panel">
        {slots.length === 0 ? (
          <NoSlots state={state} providers={providers} />
        ) : (
          <BoardGrid
            lines={lines}
            dates={dates}
            today={today}
            view={view.view}
            openId={view.slotId}
            onOpen={(slot) => set({ slot })}
            onDay={(date) => set({ view: 'day', date })}
          />
        )}
        {view.slotId === null ? null : (
          <SlotPanel
            slotId={view.slotId}
            providers={providers}
            onClose={() => set({ slot: '' })}
            onSlot={({ id, date }) => set({ slot: id, ...(dates.includes(date) ? {} : { date }) })}
          />
        )}
      </div>
      {slots.length === 0 ? null : <SlotLegend />}
    </>
  );
}
