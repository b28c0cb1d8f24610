import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { type ActiveWindow, Weekday } from '#shared/schedule/rule.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Problems } from './form-field.tsx';
import { dayNames, endWords } from './hours-words.ts';
import { fieldId, problemsAt } from './problem-words.ts';

interface WindowListProps {
  readonly windows: readonly ActiveWindow[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (windows: readonly ActiveWindow[]) => void;
}

/** The same hours as text, exact to the minute. */
export function WindowList({ windows, problems, onChange }: WindowListProps): ReactNode {
  return (
    <div className="windows">
      {windows.map((window, index) => (
        <WindowFields
          // Windows have no name of their own; their place is all there is.
          key={index}
          index={index}
          window={window}
          problems={problemsAt(problems, `activeHours.${index}`)}
          onChange={(changed) => onChange(windows.map((each, at) => (at === index ? changed : each)))}
          onRemove={() => onChange(windows.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button onClick={() => onChange([...windows, { days: [...Weekday.options], from: '08:00', until: '18:00' }])}>
          <Plus size={14} aria-hidden="true" /> Add window
        </Button>
      </div>
    </div>
  );
}

interface WindowFieldsProps {
  readonly index: number;
  readonly window: ActiveWindow;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (window: ActiveWindow) => void;
  readonly onRemove: () => void;
}

function WindowFields({ index, window, problems, onChange, onRemove }: WindowFieldsProps): ReactNode {
  const path = `activeHours.${index}`;
  const toggle = (day: Weekday, isOn: boolean): void =>
    onChange({ ...window, days: Weekday.options.filter((each) => (each === day ? isOn : window.days.includes(each))) });
  return (
    <fieldset className="window" id={fieldId(path)} aria-describedby={`${fieldId(path)}-problem`}>
      <legend className="visually-hidden">Window {index + 1}</legend>
      <div className="window__fields">
        <span className="window__days" id={fieldId(`${path}.days`)}>
          {Weekday.options.map((day, at) => (
            <label key={day} className="window__day">
              <input
                type="checkbox"
                aria-label={dayNames[at]}
                checked={window.days.includes(day)}
                onChange={(event) => toggle(day, event.target.checked)}
              />
              <span aria-hidden="true">{(dayNames[at] ?? '').slice(0, 2)}</span>
            </label>
          ))}
        </span>
        <TimeInput
          path={`${path}.from`}
          label={`Window ${index + 1} from`}
          value={window.from}
          problems={problems}
          onChange={(from) => onChange({ ...window, from })}
        />
        <span aria-hidden="true">–</span>
        <TimeInput
          path={`${path}.until`}
          label={`Window ${index + 1} until`}
          value={window.until}
          problems={problems}
          onChange={(until) => onChange({ ...window, until })}
        />
        <span className="secondary">{endWords(window)}</span>
        <IconButton
          className="window__remove"
          label={`Remove window ${index + 1}`}
          icon={<X size={14} aria-hidden="true" />}
          onClick={onRemove}
        />
      </div>
      <Problems id={`${fieldId(path)}-problem`} problems={problems} />
    </fieldset>
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
function TimeInput({ path, label, value, problems, onChange }: TimeInputProps): ReactNode {
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
