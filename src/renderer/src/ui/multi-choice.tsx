import { ChevronDown } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import './multi-choice.css';

interface MultiChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly (readonly [T, ReactNode])[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: readonly T[]) => void;
  /** The word where none is chosen. */
  readonly noneWord?: string;
}

/** Any of several: a button that opens a list of check boxes below itself; Esc and a click elsewhere close it. */
export function MultiChoice<T extends string>({
  label,
  options,
  chosen,
  onChange,
  noneWord = 'any',
}: MultiChoiceProps<T>): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useCloseOutside(box, isOpen, () => setIsOpen(false));
  const toggle = (value: T, isChosen: boolean): void =>
    onChange(options.map(([each]) => each).filter((each) => (each === value ? isChosen : chosen.includes(each))));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc of everything inside bubbles up to here
    <div
      ref={box}
      className="multi-choice"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setIsOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className="select multi-choice__button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {label}: {chosen.length === 0 ? noneWord : chosen.length}
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      {isOpen ? (
        <fieldset id={id} className="multi-choice__list" aria-label={label}>
          {options.map(([value, content]) => (
            <label key={value} className="multi-choice__option">
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={(event) => toggle(value, event.target.checked)}
              />
              {content}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

function useCloseOutside(box: RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!isOpen) return undefined;
    const onElsewhere = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) latest.current();
    };
    document.addEventListener('pointerdown', onElsewhere);
    document.addEventListener('focusin', onElsewhere);
    return () => {
      document.removeEventListener('pointerdown', onElsewhere);
      document.removeEventListener('focusin', onElsewhere);
    };
  }, [box, isOpen]);
}
