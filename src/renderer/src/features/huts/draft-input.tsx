import { useState } from 'react';
import type { InputHTMLAttributes, ReactNode } from 'react';

interface DraftInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'onBlur'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field that shows what is typed, also what does not make sense yet, until it is left. */
export function DraftInput({ value, onChange, ...rest }: DraftInputProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      className="input"
      {...rest}
      value={draft ?? value}
      onChange={(event) => {
        setDraft(event.target.value);
        onChange(event.target.value);
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
