import { History } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { useNow } from '../../lib/clock.ts';
import { formatExact, formatInstantWithYear, zoneName } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { daysAgo, readTyped, typedParts, useAsOf } from './as-of.ts';
import './as-of.css';

/** Whether the page shows what is known now or what was known at an instant, and a way to choose. */
export function AsOfControl(): ReactNode {
  const { asOf, set } = useAsOf();
  const [isOpen, setIsOpen] = useState(false);
  if (asOf !== null) {
    return (
      <output className="as-of as-of--past" aria-label="As known">
        <StateMark mark="attention" word="Not now" isShapeOnly />
        <span title={formatExact(asOf)}>
          Shown as known on <span className="strong">{formatInstantWithYear(asOf)}</span> ({zoneName()})
        </span>
        <Button onClick={() => set(null)}>Back to now</Button>
      </output>
    );
  }
  return (
    <div className="as-of">
      <Button look="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <History size={14} aria-hidden="true" /> As known: now
      </Button>
      {isOpen ? (
        <AsOfForm
          onChoose={(at) => {
            setIsOpen(false);
            set(at);
          }}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </div>
  );
}

interface AsOfFormProps {
  readonly onChoose: (at: number) => void;
  readonly onClose: () => void;
}

function AsOfForm({ onChoose, onClose }: AsOfFormProps): ReactNode {
  const now = useNow(60_000);
  const [typed, setTyped] = useState(() => typedParts(daysAgo(1, now)));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const reading = readTyped(typed.date, typed.time, Date.now());
    if ('problem' in reading) setProblem(reading.problem);
    else onChoose(reading.at);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc of every field inside bubbles up to here
    <form
      className="as-of__form"
      aria-label="Show what was known at another time"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <label className="as-of__field">
        Date
        <input
          className="input"
          type="date"
          max={typedParts(now).date}
          value={typed.date}
          onChange={({ target }) => setTyped({ ...typed, date: target.value })}
        />
      </label>
      <label className="as-of__field">
        Time
        <input
          className="input"
          type="time"
          value={typed.time}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'as-of-problem'}
          onChange={({ target }) => setTyped({ ...typed, time: target.value })}
        />
      </label>
      <span className="secondary">{zoneName()}</span>
      <Button look="primary" type="submit">
        Show
      </Button>
      <Button onClick={() => onChoose(daysAgo(1, now))}>Yesterday this time</Button>
      <Button onClick={() => onChoose(daysAgo(7, now))}>A week ago</Button>
      {problem === null ? null : (
        <span id="as-of-problem" className="field__error" role="alert">
          {problem}
        </span>
      )}
    </form>
  );
}
