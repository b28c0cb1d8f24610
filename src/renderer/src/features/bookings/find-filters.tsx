import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { BookingStatus } from '#shared/model/booking.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Button } from '../../ui/button.tsx';
import { DraftField } from '../../ui/draft-field.tsx';
import { MultiChoice } from '../../ui/multi-choice.tsx';
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
      <SearchField key={view.text === '' ? 'empty' : 'typed'} text={view.text} onText={(q) => set({ q })} />
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

const REST_MS = 200;

interface SearchFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Asks once the typing rests. */
function SearchField({ text, onText }: SearchFieldProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const settled = useDebounced(typed, REST_MS);
  const latest = useRef({ text, onText });
  useEffect(() => {
    latest.current = { text, onText };
  });
  useEffect(() => {
    if (settled !== latest.current.text) latest.current.onText(settled);
  }, [settled]);
  useShortcut('/', 'Search the reservations', () => field.current?.focus());
  return (
    <span className="filter-row__search">
      <Search size={14} aria-hidden="true" />
      <input
        ref={field}
        className="input"
        type="search"
        maxLength={100}
        aria-label="Name, e-mail, telephone or id"
        placeholder="Name, e-mail, telephone, id"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </span>
  );
}
