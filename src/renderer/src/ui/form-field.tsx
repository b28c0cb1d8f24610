import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { sentenceOf } from '../lib/schedule-words.ts';
import { fieldId, problemsAt } from './field-problems.ts';

/** What a control must carry to be tied to its label, its hint and its problem. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FormFieldProps {
  /** The field's path in a draft: `retry.attempts`. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problems: readonly FieldProblem[];
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, one control, its hint and what is wrong with it. */
export function FormField({ name, label, hint, problems, children }: FormFieldProps): ReactNode {
  const id = fieldId(name);
  const mine = problemsAt(problems, name);
  const described = [hint === undefined ? '' : `${id}-hint`, mine.length === 0 ? '' : `${id}-problem`];
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': mine.length > 0,
        'aria-describedby': described.join(' ').trim() || undefined,
      })}
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="field__hint">
          {hint}
        </span>
      )}
      <Problems id={`${id}-problem`} problems={mine} />
    </div>
  );
}

/** What is wrong with a field, below it. */
export function Problems({
  id,
  problems,
}: {
  readonly id: string;
  readonly problems: readonly FieldProblem[];
}): ReactNode {
  if (problems.length === 0) return null;
  return (
    <span id={id} className="field__error">
      {problems.map(({ message }) => sentenceOf(message)).join(' ')}
    </span>
  );
}

interface TextControlProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
  readonly isNumber?: boolean;
  readonly isReadOnly?: boolean;
}

export function TextControl(props: TextControlProps): ReactNode {
  return (
    <input
      {...props.control}
      className={`input ${props.className ?? ''}`}
      value={props.value}
      inputMode={props.isNumber === true ? 'numeric' : undefined}
      readOnly={props.isReadOnly ?? false}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

interface ChoiceGroupProps<V extends string> {
  /** The path in a draft; also names the radio buttons. */
  readonly name: string;
  readonly label: string;
  readonly value: V;
  readonly choices: readonly (readonly [V, string])[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (value: V) => void;
}

/** One of a few, each with its words. */
export function ChoiceGroup<V extends string>(props: ChoiceGroupProps<V>): ReactNode {
  const id = fieldId(props.name);
  const mine = problemsAt(props.problems, props.name);
  return (
    <fieldset
      id={id}
      className="choices"
      aria-describedby={mine.length === 0 ? undefined : `${id}-problem`}
      aria-invalid={mine.length > 0}
    >
      <legend className="field__label">{props.label}</legend>
      {props.choices.map(([key, words]) => (
        <label key={key} className="choices__choice">
          <input type="radio" name={props.name} checked={props.value === key} onChange={() => props.onChange(key)} />
          {words}
        </label>
      ))}
      <Problems id={`${id}-problem`} problems={mine} />
    </fieldset>
  );
}
