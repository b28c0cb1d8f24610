import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Button } from './button.tsx';
import { fieldId, problemsAt } from './field-problems.ts';
import { Problems } from './form-field.tsx';

export interface PickItem {
  readonly id: string;
  readonly name: string;
}

interface PickListProps {
  /** The field's path in a draft. */
  readonly name: string;
  readonly label: string;
  readonly items: readonly PickItem[];
  readonly chosen: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (chosen: readonly string[]) => void;
  /** Said in place of the items where there are none. */
  readonly empty: string;
  /** What it means that none is chosen. */
  readonly noneHint: string;
  /** What it means that some are: `Only 2 buildings.` */
  readonly someHint: string;
  /** Takes every choice back; left out where that means nothing. */
  readonly clearLabel?: string;
}

/** Several things by name, each with its id; what is chosen and is not offered any more stays in the list. */
export function PickList(props: PickListProps): ReactNode {
  const { name, label, items, chosen, onChange, clearLabel } = props;
  const id = fieldId(name);
  const toggle = (itemId: string, isOn: boolean): void =>
    onChange(isOn ? [...chosen, itemId] : chosen.filter((each) => each !== itemId));
  return (
    <fieldset id={id} className="choices buildings" aria-describedby={`${id}-hint ${id}-problem`}>
      <legend className="field__label">{label}</legend>
      <div className="buildings__list panel">
        {items.map((item) => (
          <label key={item.id} className="buildings__choice">
            <input
              type="checkbox"
              checked={chosen.includes(item.id)}
              onChange={(event) => toggle(item.id, event.target.checked)}
            />
            <span>{item.name}</span>
            <span className="secondary">{item.id}</span>
          </label>
        ))}
        {items.length === 0 ? <p className="table__empty">{props.empty}</p> : null}
      </div>
      <span id={`${id}-hint`} className="field__hint">
        {chosen.length === 0 ? props.noneHint : `${props.someHint} `}
        {chosen.length === 0 || clearLabel === undefined ? null : (
          <Button look="link" onClick={() => onChange([])}>
            {clearLabel}
          </Button>
        )}
      </span>
      <Problems id={`${id}-problem`} problems={problemsAt(props.problems, name)} />
    </fieldset>
  );
}

/** What is offered, and after it what is chosen but not offered any more. */
export function withStrangers(
  offered: readonly PickItem[],
  chosen: readonly string[],
  word: string,
): readonly PickItem[] {
  const strangers = chosen.filter((id) => !offered.some((item) => item.id === id));
  return [...offered, ...strangers.map((id) => ({ id, name: word === '' ? id : `${id}, ${word}` }))];
}
