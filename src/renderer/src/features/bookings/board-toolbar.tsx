import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { DraftField } from '../../ui/draft-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { rangeTitle, shifted } from './board-view.ts';
import { ProviderChoices } from './provider-choices.tsx';
import type { BoardState } from './use-board.ts';

const views = [
  ['day', 'Day'],
  ['week', 'Week'],
] as const;

interface BoardToolbarProps {
  readonly state: BoardState;
  readonly providers: readonly ProviderRow[];
}

/** Which days, whose and of what; what the controls say stands in the address. */
export function BoardToolbar({ state, providers }: BoardToolbarProps): ReactNode {
  const { view, range, today, set } = state;
  const what = view.view === 'day' ? 'day' : 'week';
  const step = (direction: -1 | 1): void => set({ date: shifted(range, direction) });
  const show = (next: string): void => set({ view: next === 'day' ? 'day' : '' });
  useShortcut('d', 'Show a day', () => show('day'));
  useShortcut('w', 'Show a week', () => show('week'));
  useShortcut('t', 'Go to today', () => set({ date: '' }));
  useShortcut(',', 'Earlier', () => step(-1));
  useShortcut('.', 'Later', () => step(1));
  return (
    <search className="filter-row board-toolbar" aria-label="What the board shows">
      <span className="board-toolbar__steps">
        <IconButton
          label={`The ${what} before`}
          icon={<ChevronLeft size={16} aria-hidden="true" />}
          onClick={() => step(-1)}
        />
        <Button aria-pressed={view.date === null || view.date === today} onClick={() => set({ date: '' })}>
          Today
        </Button>
        <IconButton
          label={`The ${what} after`}
          icon={<ChevronRight size={16} aria-hidden="true" />}
          onClick={() => step(1)}
        />
      </span>
      <h2 className="board-toolbar__title" aria-live="polite">
        {rangeTitle(range)}
      </h2>
      <Segments label="View" value={view.view} options={views} onChange={show} />
      <DraftField
        label="Date"
        className="filter-date"
        type="date"
        value={view.date ?? today}
        onChange={(date) => set({ date: date === today ? '' : date })}
      />
      <ProviderChoices providers={providers} providerId={view.providerId} serviceId={view.serviceId} onChange={set} />
    </search>
  );
}
