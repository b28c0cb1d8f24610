import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Weekday } from '#shared/schedule/rule.ts';
import { fieldId, problemsAt } from './field-problems.ts';
import { dayNames } from './hours-words.ts';
import './week-grid.css';

interface DayChoiceProps {
  readonly path: string;
  readonly days: readonly Weekday[];
  readonly onChange: (days: readonly Weekday[]) => void;
}

/** Days of the week, each of which can be on or off. */
export function DayChoice({ path, days, onChange }: DayChoiceProps): ReactNode {
  const toggle = (day: Weekday, isOn: boolean): void =>
    onChange(Weekday.options.filter((each) => (each === day ? isOn : days.includes(each))));
  return (
    <span className="window__days" id={fieldId(path)}>
      {Weekday.options.map((day, at) => (
        <label key={day} className="window__day">
          <input
            type="checkbox"
            aria-label={dayNames[at]}
            checked={days.includes(day)}
            onChange={(event) => toggle(day, event.target.checked)}
          />
          <span aria-hidden="true">{(dayNames[at] ?? '').slice(0, 2)}</span>
        </label>
      ))}
    </span>
  );
}

interface TimeInputProps {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (value: string) => void;
}

/** Text, not a clock: `24:00` is a time here, and half a time must stay as it is while it is typed. */
export function TimeInput({ path, label, value, problems, onChange }: TimeInputProps): ReactNode {
  const isWrong = problemsAt(problems, path).length > 0;
  return (
    <input
      id={fieldId(path)}
      className="input window__time"
      aria-label={label}
      aria-invalid={isWrong}
      autoComplete="off"
      inputMode="numeric"
      maxLength={5}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
