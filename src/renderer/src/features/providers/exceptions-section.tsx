import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { fieldId } from '../../ui/field-problems.ts';
import type { ExceptionForm } from './provider-form.ts';
import { Line, LineInput, StretchFields, changedAt } from './stretch-fields.tsx';

interface ExceptionsSectionProps {
  readonly exceptions: readonly ExceptionForm[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (exceptions: readonly ExceptionForm[]) => void;
}

/** Dates that are not as in other weeks: closed, or with hours beside those of the weekday. */
export function ExceptionsSection({ exceptions, problems, onChange }: ExceptionsSectionProps): ReactNode {
  const add = (kind: ExceptionForm['kind']): void =>
    onChange([
      ...exceptions,
      { kind, date: '', reason: '', from: '09:00', until: '13:00', breakFrom: '', breakUntil: '' },
    ]);
  return (
    <section className="editor__section" aria-labelledby="provider-exceptions" id={fieldId('exceptions')}>
      <h2 id="provider-exceptions">Exceptions by date</h2>
      {exceptions.length === 0 ? <p className="secondary">Every week is like the others.</p> : null}
      <div className="lines">
        {exceptions.map((exception, index) => (
          <ExceptionLine
            // Exceptions have no name of their own; their place is all there is.
            key={index}
            index={index}
            exception={exception}
            problems={problems}
            onChange={(changes) => onChange(changedAt(exceptions, index, changes))}
            onRemove={() => onChange(exceptions.filter((_, at) => at !== index))}
          />
        ))}
        <div className="line__fields">
          <Button onClick={() => add('closed')}>
            <Plus size={14} aria-hidden="true" /> Add closed date
          </Button>
          <Button onClick={() => add('extra')}>
            <Plus size={14} aria-hidden="true" /> Add extra hours
          </Button>
        </div>
      </div>
    </section>
  );
}

interface ExceptionLineProps {
  readonly index: number;
  readonly exception: ExceptionForm;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (changes: Partial<ExceptionForm>) => void;
  readonly onRemove: () => void;
}

function ExceptionLine({ index, exception, problems, onChange, onRemove }: ExceptionLineProps): ReactNode {
  const path = `exceptions.${index}`;
  const name = `Exception ${index + 1}`;
  return (
    <Line path={path} name={name} problems={problems} onRemove={onRemove}>
      <LineInput
        path={`${path}.date`}
        label={`${name} date`}
        type="date"
        className="line__date"
        value={exception.date}
        problems={problems}
        onChange={(date) => onChange({ date })}
      />
      <Choice
        label={`${name} kind`}
        value={exception.kind}
        options={[
          ['closed', 'Closed'],
          ['extra', 'Extra hours'],
        ]}
        onChange={(kind) => onChange({ kind: kind === 'closed' ? 'closed' : 'extra' })}
      />
      {exception.kind === 'closed' ? (
        <LineInput
          path={`${path}.reason`}
          label={`${name} reason`}
          className="line__text"
          placeholder="Why, if you like"
          value={exception.reason}
          problems={problems}
          onChange={(reason) => onChange({ reason: reason.slice(0, 200) })}
        />
      ) : (
        <StretchFields path={path} name={name} stretch={exception} problems={problems} onChange={onChange} />
      )}
    </Line>
  );
}
