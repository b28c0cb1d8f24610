import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { BookingStatus } from '#shared/model/booking.ts';
import { Button } from '../../ui/button.tsx';
import { DraftField } from '../../ui/draft-field.tsx';
import { MultiChoice } from '../../ui/multi-choice.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { isNarrowed, reservationMark, statusWord } from './find-view.ts';
import type { FindView } from './find-view.ts';
import { ProviderChoices } from './provider-choices.tsx';
import { SlotMark } from './slot-shape.tsx';

export type FindParam = 'q' | 'from' | 'until' | 'status' | 'provider' | 'service' | 'id';

interface FindFiltersProps {
  readonly view: FindView;
  readonly providers: readonly ProviderRow[];
  readonly set: (changes: Readonly<Partial<Record<FindParam, string>>>) => void;
  readonly onClear: () => void;
}

/** Plain controls; what they say stands in the address. */
export function FindFilters({ view, providers, set, onClear }: FindFiltersProps): ReactNode {
  return (
    <search className="filter-row" aria-label="Filter the reservations">
      <SearchField
        label="Name, e-mail, telephone or id"
        placeholder="Name, e-mail, telephone, id"
        shortcut="Search the reservations"
        text={view.text}
        maxLength={100}
        onText={(q) => set({ q })}
      />
      <DraftField
        label="From"
        className="filter-date"
        type="date"
        value={view.from ?? ''}
        onChange={(from) => set({ from })}
      />
      <DraftField
        label="to"
        aria-label="Until"
        className="filter-date"
        type="date"
        value={view.until ?? ''}
        onChange={(until) => set({ until })}
      />
      <MultiChoice
        label="State"
        options={BookingStatus.options.map(
          (status) =>
            [status, <SlotMark key={status} state={reservationMark(status)} word={statusWord(status)} />] as const,
        )}
        chosen={view.status}
        onChange={(status) => set({ status: status.join(',') })}
      />
      <ProviderChoices providers={providers} providerId={view.providerId} serviceId={view.serviceId} onChange={set} />
      {isNarrowed(view) ? (
        <Button look="quiet" onClick={onClear}>
          <X size={14} aria-hidden="true" /> Clear
        </Button>
      ) : null}
    </search>
  );
}
