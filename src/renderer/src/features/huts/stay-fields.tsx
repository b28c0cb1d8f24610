import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { IconButton } from '../../ui/button.tsx';
import { MOST_BEDS, MOST_NIGHTS, quickStays, stayDates } from './chosen-nights.ts';
import type { Stay } from './chosen-nights.ts';
import { DraftField } from '../../ui/draft-field.tsx';
import type { HutsViewState } from './use-huts-view.ts';

interface StayFieldsProps {
  readonly today: CalendarDate;
  /** The nights that are shown, also where the address names none. */
  readonly stay: Stay | null;
  readonly state: HutsViewState;
}

/** The nights and the number of beds that are asked of every hut. */
export function StayFields({ today, stay, state: { view, set } }: StayFieldsProps): ReactNode {
  return (
    <fieldset className="stay">
      <legend className="visually-hidden">Nights and beds</legend>
      {quickStays(today).map(([label, quick]) => (
        <button
          key={label}
          type="button"
          className="button stay__quick"
          aria-pressed={stay?.night === quick.night && stay.count === quick.count}
          title={stayDates(quick)}
          onClick={() => set({ night: quick.night, nights: quick.count === 1 ? '' : String(quick.count) })}
        >
          {label}
        </button>
      ))}
      <DraftField
        label="Night of"
        className="filter-date"
        type="date"
        value={stay?.night ?? ''}
        onChange={(night) => set({ night })}
      />
      <NumberField
        label="Nights"
        value={stay?.count ?? 1}
        most={MOST_NIGHTS}
        isDisabled={stay === null}
        onChange={(nights) => set({ night: stay?.night ?? '', nights })}
      />
      <NumberField
        label="Beds"
        value={view.beds}
        most={MOST_BEDS}
        isDisabled={stay === null}
        onChange={(value) => set({ beds: value })}
      />
      {view.stay === null ? null : (
        <IconButton
          label="Ask for no nights"
          icon={<X size={16} aria-hidden="true" />}
          onClick={() => set({ night: '', nights: '', beds: '', status: '' })}
        />
      )}
    </fieldset>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly isDisabled: boolean;
  readonly onChange: (value: string) => void;
}

function NumberField({ label, value, most, isDisabled, onChange }: NumberFieldProps): ReactNode {
  return (
    <DraftField
      label={label}
      className="filter-number"
      type="number"
      min={1}
      max={most}
      value={String(value)}
      disabled={isDisabled}
      onChange={(text) => onChange(text === '1' ? '' : text)}
    />
  );
}
