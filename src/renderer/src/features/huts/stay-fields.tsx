import type { ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { Button } from '../../ui/button.tsx';
import { MOST_BEDS, MOST_NIGHTS, quickStays, stayDates } from './chosen-nights.ts';
import { DraftInput } from './draft-input.tsx';
import type { HutsViewState } from './use-huts-view.ts';

interface StayFieldsProps {
  readonly today: CalendarDate;
  readonly state: HutsViewState;
}

/** The nights and the number of beds that are asked of every hut. */
export function StayFields({ today, state: { view, set } }: StayFieldsProps): ReactNode {
  const { stay, beds } = view;
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
      <label className="filter-date">
        Night of
        <DraftInput type="date" value={stay?.night ?? ''} onChange={(night) => set({ night })} />
      </label>
      <NumberField
        label="Nights"
        value={stay?.count ?? 1}
        most={MOST_NIGHTS}
        isDisabled={stay === null}
        onChange={(nights) => set({ nights })}
      />
      <NumberField
        label="Beds"
        value={beds}
        most={MOST_BEDS}
        isDisabled={stay === null}
        onChange={(value) => set({ beds: value })}
      />
      {stay === null ? null : (
        <Button look="quiet" onClick={() => set({ night: '', nights: '', beds: '', status: '' })}>
          Any night
        </Button>
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
    <label className="filter-number">
      {label}
      <DraftInput
        type="number"
        min={1}
        max={most}
        value={String(value)}
        disabled={isDisabled}
        onChange={(text) => onChange(text === '1' ? '' : text)}
      />
    </label>
  );
}
