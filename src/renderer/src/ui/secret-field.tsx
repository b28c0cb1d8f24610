import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import './secret-field.css';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** The id of the control, where something leads to it. */
  readonly id?: string;
}

/** A labelled secret, hidden until the person wants to see what they typed. */
export function SecretField({ label, value, onChange, hint, error, id: givenId }: SecretFieldProps): ReactNode {
  const ownId = useId();
  const id = givenId ?? ownId;
  const [isShown, setIsShown] = useState(false);
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`];
  const name = label.toLowerCase();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <span className="secret">
        <input
          id={id}
          className="input"
          type={isShown ? 'text' : 'password'}
          value={value}
          // Chromium offers to remember what it takes for a sign-in; this is none of its own.
          autoComplete="new-password"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={described.join(' ').trim() || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        <IconButton
          label={isShown ? `Hide the ${name}` : `Show the ${name}`}
          icon={isShown ? <EyeOff size={14} aria-hidden="true" /> : <Eye size={14} aria-hidden="true" />}
          onClick={() => setIsShown(!isShown)}
        />
      </span>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="field__hint">
          {hint}
        </span>
      )}
      {error === undefined ? null : (
        <span id={`${id}-error`} className="field__error">
          {error}
        </span>
      )}
    </div>
  );
}
