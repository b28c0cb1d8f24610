import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { type ActiveWindow, Weekday } from '#shared/schedule/rule.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Problems } from '../../ui/form-field.tsx';
import { endWords } from '../../ui/hours-words.ts';
import { DayChoice, TimeInput } from '../../ui/window-fields.tsx';
import { fieldId, problemsAt } from '../../ui/field-problems.ts';

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
  return (
    <fieldset className="window" id={fieldId(path)} aria-describedby={`${fieldId(path)}-problem`}>
      <legend className="visually-hidden">Window {index + 1}</legend>
      <div className="window__fields">
        <DayChoice
          path={`${path}.days`}
          days={window.days}
          onChange={(days) => onChange({ ...window, days: [...days] })}
        />
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
