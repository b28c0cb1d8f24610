import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { AppError } from '#shared/errors.ts';
import type { BookingSlot } from '#shared/model/booking.ts';
import { dateIn } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { useNow } from '../../lib/clock.ts';
import { zoneName } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { rangeOf, readBoardView } from './board-view.ts';
import type { BoardRange, BoardView } from './board-view.ts';

type BoardParam = 'view' | 'date' | 'provider' | 'service' | 'slot';

export interface BoardState {
  readonly view: BoardView;
  readonly range: BoardRange;
  readonly today: CalendarDate;
  readonly set: (changes: Readonly<Partial<Record<BoardParam, string>>>) => void;
}

/** What the board shows, held in the address. */
export function useBoardState(): BoardState {
  const [params] = useSearchParams();
  const set = useSetParams<BoardParam>();
  const today = dateIn(zoneName(), useNow(60_000));
  const view = useMemo(() => readBoardView(params), [params]);
  const range = useMemo(() => rangeOf(view, today), [view, today]);
  return { view, range, today, set };
}

export interface Board {
  /** Undefined until both are there. */
  readonly slots: readonly BookingSlot[] | undefined;
  readonly providers: readonly ProviderRow[] | undefined;
  readonly error: AppError | null;
  readonly retry: () => void;
}

/** The slots of a stretch of days, and who they are with. */
export function useBoard({ view, range }: Pick<BoardState, 'view' | 'range'>): Board {
  const { providerId, serviceId } = view;
  const providers = useOperation('providers.list', {});
  const slots = useOperation(
    'bookings.board',
    { ...range, providerId, serviceId },
    { keepsPrevious: true, refetchIntervalMs: 60_000 },
  );
  return {
    slots: slots.data,
    providers: providers.data,
    error: providers.error ?? slots.error,
    retry: () => void Promise.all([providers.refetch(), slots.refetch()]),
  };
}
