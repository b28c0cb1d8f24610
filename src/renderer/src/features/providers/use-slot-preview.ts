import { useMemo } from 'react';
import type { SlotPreview } from '#shared/contract/bookings.ts';
import type { AppError } from '#shared/errors.ts';
import type { Provider, Service } from '#shared/model/booking.ts';
import { useOperation } from '../../lib/queries.ts';
import { useDebounced } from '../../lib/use-debounced.ts';

const REST_MS = 250;

export interface SlotPreviewState {
  /** The newest answer; null while there is none. */
  readonly preview: SlotPreview | null;
  readonly error: AppError | null;
  /** Whether what is shown belongs to an earlier state of the form. */
  readonly isBehind: boolean;
  /** Something is wrong with the form, so that nothing can be asked. */
  readonly isBlocked: boolean;
  readonly retry: () => void;
}

/** What drafts would come to, asked when the typing rests; null drafts have something wrong with them. */
export function useSlotPreview(provider: Provider | null, services: readonly Service[] | null): SlotPreviewState {
  const draft = useMemo(
    () => (provider === null || services === null ? null : { provider, services: [...services] }),
    [provider, services],
  );
  const settled = useDebounced(draft, REST_MS);
  const answer = useOperation(
    'providers.preview',
    settled ?? { provider: { id: 'none', name: 'none', timeZone: 'UTC' }, services: [] },
    { isEnabled: settled !== null, keepsPrevious: true },
  );
  return {
    preview: answer.data ?? null,
    error: answer.error,
    isBehind: settled !== draft || answer.isPlaceholderData || answer.isFetching,
    isBlocked: draft === null,
    retry: () => void answer.refetch(),
  };
}
