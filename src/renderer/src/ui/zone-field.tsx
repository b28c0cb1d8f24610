import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { useNow } from '../lib/clock.ts';
import { zoneName } from '../lib/format.ts';
import { formatInZone, formatTimeInZone, isForeignAt, isKnownZone } from '../lib/format-zoned.ts';
import { FormField } from './form-field.tsx';
import { useZoneList } from './use-zone-list.ts';
import type { ZoneList } from './use-zone-list.ts';

interface ZoneFieldProps {
  /** The field's path in a draft, where it is not `timeZone`. */
  readonly name?: string;
  readonly label?: string;
  readonly value: string;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (zone: string) => void;
}

/** A time zone by any part of its name; each shows what its clocks show now. */
export function ZoneField(props: ZoneFieldProps): ReactNode {
  const { name = 'timeZone', label = 'Time zone', value, problems, onChange } = props;
  const now = useNow(60_000);
  const list = useZoneList(value, onChange);
  return (
    <FormField name={name} label={label} hint={zoneHint(value, now)} problems={problems}>
      {(control) => (
        <div className="zone">
          <input
            {...control}
            className="input"
            role="combobox"
            aria-expanded={list.isOpen}
            aria-controls={`${control.id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={list.isOpen ? `${control.id}-${list.active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            value={list.text}
            onChange={(event) => list.type(event.target.value)}
            onKeyDown={list.onKeyDown}
            onBlur={list.commit}
          />
          {list.isOpen ? <Options id={control.id} list={list} now={now} /> : null}
        </div>
      )}
    </FormField>
  );
}

function zoneHint(zone: string, now: number): string {
  if (!isKnownZone(zone)) return 'Type a part of a name: zurich, los angeles, utc.';
  const there = `It is ${formatInZone(now, zone)} there now`;
  return isForeignAt(now, zone) ? `${there}, ${formatInZone(now, zoneName())} here.` : `${there}, as here.`;
}

interface OptionsProps {
  readonly id: string;
  readonly list: ZoneList;
  readonly now: number;
}

function Options({ id, list, now }: OptionsProps): ReactNode {
  return (
    <div
      id={`${id}-list`}
      className="zone__list"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot be filtered by a field beside it
      role="listbox"
      aria-label="Time zones"
    >
      {list.found.map((zone, index) => (
        <div
          key={zone}
          id={`${id}-${index}`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an option element lives in a select only
          role="option"
          tabIndex={-1}
          aria-selected={index === list.active}
          className="zone__option"
          // Before the field loses the focus, which would close the list under the pointer.
          onPointerDown={(event) => {
            event.preventDefault();
            list.choose(zone);
          }}
        >
          <span>{zone.replaceAll('_', ' ')}</span> <span className="secondary">{formatTimeInZone(now, zone)}</span>
        </div>
      ))}
      {list.found.length === 0 ? <p className="table__empty">No zone has this name.</p> : null}
    </div>
  );
}
