import { useId, useState } from 'react';
import type { InputHTMLAttributes, ReactNode } from 'react';

interface DraftFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'onBlur'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A labelled field that shows what is typed, also what does not make sense yet, until it is left. */
export function DraftField({ label, value, onChange, className = '', ...rest }: DraftFieldProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  return (
    <label className={className} htmlFor={id}>
      {label}
      <input
        {...rest}
        id={id}
        className="input"
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.target.value);
          onChange(event.target.value);
        }}
        onBlur={() => setDraft(null)}
      />
    </label>
  );
}
