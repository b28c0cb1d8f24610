import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useShortcut } from '../lib/shortcuts.ts';
import { useDebounced } from '../lib/use-debounced.ts';

const REST_MS = 200;

interface SearchFieldProps {
  /** What can be found: `Name, e-mail, telephone or id`. */
  readonly label: string;
  readonly placeholder: string;
  /** What the key `/` does here: `Search the reservations`. */
  readonly shortcut: string;
  readonly text: string;
  readonly maxLength: number;
  readonly onText: (text: string) => void;
}

/** A field for words to look for, which asks once the typing rests, and follows where the words are set from outside. */
export function SearchField({ label, placeholder, shortcut, text, maxLength, onText }: SearchFieldProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const settled = useDebounced(typed, REST_MS);
  const [known, setKnown] = useState(text);
  if (text !== known) {
    setKnown(text);
    // What was asked by this field comes back here, while more is typed.
    if (text !== settled) setTyped(text);
  }
  const latest = useRef({ text, onText });
  useEffect(() => {
    latest.current = { text, onText };
  });
  useEffect(() => {
    if (settled !== latest.current.text) latest.current.onText(settled);
  }, [settled]);
  useShortcut('/', shortcut, () => field.current?.focus());
  return (
    <span className="filter-row__search">
      <Search size={14} aria-hidden="true" />
      <input
        ref={field}
        className="input"
        type="search"
        maxLength={maxLength}
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </span>
  );
}
