import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import type { Stay } from './chosen-nights.ts';
import { DraftField } from '../../ui/draft-field.tsx';
import { NO_COUNTRY, countriesOf, isFiltered, sorts, verdictFilters } from './huts-view.ts';
import { StayFields } from './stay-fields.tsx';
import type { HutsViewState } from './use-huts-view.ts';

interface HutsFilterRowProps {
  readonly all: readonly HutRow[];
  readonly shown: number;
  readonly today: CalendarDate;
  readonly state: HutsViewState;
  /** The nights that are shown, also where the address names none. */
  readonly stay: Stay | null;
  /** The map of nights has an order and a first night; the map of places has neither. */
  readonly hasOrder?: boolean;
}

/** Plain controls; what they say stands in the address. */
export function HutsFilterRow({ all, shown, today, state, stay, hasOrder = false }: HutsFilterRowProps): ReactNode {
  const { view, set, clear } = state;
  const hasTests = view.hasTestHuts || all.some((row) => row.isTest);
  return (
    <search className="huts-filters" aria-label="Filter the huts">
      <div className="filter-row">
        <StayFields today={today} stay={stay} state={state} />
        {stay === null ? null : (
          <Choice
            label="Fits"
            value={view.verdict}
            options={Object.entries(verdictFilters)}
            onChange={(status) => set({ status: status === 'any' ? '' : status })}
          />
        )}
      </div>
      <div className="filter-row">
        <PlaceFields all={all} state={state} />
        {hasTests ? (
          <label className="filter-check">
            <input
              type="checkbox"
              checked={view.hasTestHuts}
              onChange={(event) => set({ tests: event.target.checked ? '1' : '' })}
            />
            Test huts
          </label>
        ) : null}
        {hasOrder ? <OrderFields today={today} state={state} /> : null}
        <span className="filter-row__end">
          {isFiltered(view) || shown !== all.length ? (
            <output className="secondary">
              {shown} of {all.length}
            </output>
          ) : null}
          {isFiltered(view) ? (
            <Button look="quiet" onClick={clear}>
              <X size={14} aria-hidden="true" /> Clear
            </Button>
          ) : null}
        </span>
      </div>
    </search>
  );
}

function PlaceFields({ all, state }: { readonly all: readonly HutRow[]; readonly state: HutsViewState }): ReactNode {
  const { view, set } = state;
  const search = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the huts', () => search.current?.focus());
  const countries = countriesOf(all);
  return (
    <>
      <span className="filter-row__search">
        <Search size={14} aria-hidden="true" />
        <input
          ref={search}
          className="input"
          type="search"
          aria-label="Search by name"
          placeholder="Name"
          value={view.search}
          onChange={(event) => set({ q: event.target.value })}
        />
      </span>
      {countries.length < 2 && view.country === '' ? null : (
        <Choice
          label="Country"
          value={view.country}
          options={[
            ['', 'All countries'],
            ...countries.map((country) => [country, country === NO_COUNTRY ? 'Not told' : country] as const),
          ]}
          onChange={(country) => set({ country })}
        />
      )}
      <span className="filter-pair">
        <AltitudeField
          label="Lowest altitude, m"
          shown="Altitude"
          value={view.lowestM}
          onChange={(min) => set({ min })}
        />
        <AltitudeField label="Highest altitude, m" shown="to" value={view.highestM} onChange={(max) => set({ max })} />m
      </span>
    </>
  );
}

interface AltitudeFieldProps {
  readonly label: string;
  readonly shown: string;
  readonly value: number | null;
  readonly onChange: (value: string) => void;
}

function AltitudeField({ label, shown, value, onChange }: AltitudeFieldProps): ReactNode {
  return (
    <DraftField
      label={shown}
      aria-label={label}
      className="filter-number"
      type="number"
      min={-500}
      max={9000}
      step={100}
      value={value === null ? '' : String(value)}
      onChange={onChange}
    />
  );
}

function OrderFields({ today, state }: { readonly today: CalendarDate; readonly state: HutsViewState }): ReactNode {
  const { view, set } = state;
  return (
    <>
      <Choice
        label="Sort by"
        value={`${view.sort}${view.isDescending ? '-desc' : ''}`}
        options={Object.entries(sorts)
          .filter(([key]) => key !== 'free' || view.stay !== null || view.sort === 'free')
          .flatMap(([key, { isDescendingFirst, up, down }]) => {
            const both = [
              [key, up],
              [`${key}-desc`, down],
            ] as const;
            return isDescendingFirst ? both.toReversed() : both;
          })}
        onChange={(value) =>
          set({ sort: value.replace('-desc', '').replace(/^name$/, ''), dir: value.endsWith('-desc') ? 'desc' : '' })
        }
      />
      <DraftField
        label="From"
        className="filter-date"
        type="date"
        value={view.from ?? today}
        onChange={(from) => set({ from: from === today ? '' : from })}
      />
    </>
  );
}
