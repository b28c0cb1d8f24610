import { useId } from 'react';
import type { ReactNode } from 'react';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly isReadOnly?: boolean;
}

/** A labelled line of text with its hint and its fault. */
export function TextField(props: TextFieldProps): ReactNode {
  const id = useId();
  const described = [props.hint === undefined ? '' : `${id}-hint`, props.error === undefined ? '' : `${id}-error`];
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {props.label}
      </label>
      <input
        id={id}
        className="input"
        value={props.value}
        readOnly={props.isReadOnly ?? false}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={props.error !== undefined}
        aria-describedby={described.join(' ').trim() || undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.hint === undefined ? null : (
        <span id={`${id}-hint`} className="field__hint">
          {props.hint}
        </span>
      )}
      {props.error === undefined ? null : (
        <span id={`${id}-error`} className="field__error">
          {props.error}
        </span>
      )}
    </div>
  );
}
