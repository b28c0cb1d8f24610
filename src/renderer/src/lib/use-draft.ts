import { useRef, useState } from 'react';

export interface Draft<F extends object> {
  readonly form: F;
  readonly set: (changes: Partial<F>) => void;
  /** Names of fields that were changed by hand. */
  readonly touched: ReadonlySet<string>;
  readonly isDirty: boolean;
  /** True while the page may be left without asking. */
  readonly mayLeave: () => boolean;
  /** What the form says now is stored: nothing is changed any more, and the page may be left. */
  readonly settle: () => void;
}

/** A form that is typed into, against what is stored. */
export function useDraft<F extends object>(initial: F): Draft<F> {
  const [first, setFirst] = useState(initial);
  const [form, setForm] = useState(initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  // Read while the page is being left, before anything is drawn anew.
  const isSettled = useRef(false);
  const isDirty = JSON.stringify(form) !== JSON.stringify(first);
  return {
    form,
    touched,
    isDirty,
    set: (changes) => {
      isSettled.current = false;
      setForm((current) => ({ ...current, ...changes }));
      setTouched((current) => new Set([...current, ...Object.keys(changes)]));
    },
    mayLeave: () => !isDirty || isSettled.current,
    settle: () => {
      isSettled.current = true;
      setFirst(form);
    },
  };
}
