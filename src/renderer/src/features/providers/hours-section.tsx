import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Weekday } from '#shared/schedule/rule.ts';
import { Button } from '../../ui/button.tsx';
import { fieldId } from '../../ui/field-problems.ts';
import { WeekGridTable } from '../../ui/week-grid-table.tsx';
import '../../ui/week-grid.css';
import { DayChoice } from '../../ui/window-fields.tsx';
import { paintHours } from './paint-hours.ts';
import type { WindowForm } from './provider-form.ts';
import { Line, StretchFields, changedAt } from './stretch-fields.tsx';

interface HoursSectionProps {
  readonly windows: readonly WindowForm[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (windows: readonly WindowForm[]) => void;
}

/** The week's working hours, painted by half hours or written to the minute, with their breaks. */
export function HoursSection({ windows, problems, onChange }: HoursSectionProps): ReactNode {
  const add = (): void =>
    onChange([
      ...windows,
      { days: Weekday.options.slice(0, 5), from: '09:00', until: '17:00', breakFrom: '', breakUntil: '' },
    ]);
  return (
    <section className="editor__section" aria-labelledby="provider-hours" id={fieldId('windows')}>
      <h2 id="provider-hours">Working hours</h2>
      <WeekGridTable
        label="Working hours by half hours"
        windows={windows.map(({ days, from, until }) => ({ days: [...days], from, until }))}
        onPaint={(range, isOn) => onChange(paintHours(windows, range, isOn))}
      />
      <p className="field__hint">
        Breaks are not drawn; a slot never starts in one. Hours whose end is not after their start run over midnight and
        belong to the day they start.
      </p>
      <div className="lines">
        {windows.map((window, index) => {
          const path = `windows.${index}`;
          const change = (changes: Partial<WindowForm>): void => onChange(changedAt(windows, index, changes));
          return (
            <Line
              // Hours have no name of their own; their place is all there is.
              key={index}
              path={path}
              name={`Hours ${index + 1}`}
              problems={problems}
              onRemove={() => onChange(windows.filter((_, at) => at !== index))}
            >
              <DayChoice path={`${path}.days`} days={window.days} onChange={(days) => change({ days })} />
              <StretchFields
                path={path}
                name={`Hours ${index + 1}`}
                stretch={window}
                problems={problems}
                onChange={change}
              />
            </Line>
          );
        })}
        <div>
          <Button onClick={add}>
            <Plus size={14} aria-hidden="true" /> Add hours
          </Button>
        </div>
      </div>
    </section>
  );
}
