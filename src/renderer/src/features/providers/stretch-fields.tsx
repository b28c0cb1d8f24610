import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { fieldId, problemsAt } from '../../ui/field-problems.ts';
import { Problems } from '../../ui/form-field.tsx';
import { IconButton } from '../../ui/button.tsx';
import { TimeInput } from '../../ui/window-fields.tsx';
import type { StretchForm } from './provider-form.ts';

interface StretchFieldsProps {
  readonly path: string;
  /** What the line is called: `Hours 2`. */
  readonly name: string;
  readonly stretch: StretchForm;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (changes: Partial<StretchForm>) => void;
}

/** From and until, and the break between them. */
export function StretchFields({ path, name, stretch, problems, onChange }: StretchFieldsProps): ReactNode {
  const time = (field: keyof StretchForm, label: string): ReactNode => (
    <TimeInput
      path={`${path}.${field}`}
      label={`${name} ${label}`}
      value={stretch[field]}
      problems={problems}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  return (
    <>
      {time('from', 'from')}
      <span aria-hidden="true">–</span>
      {time('until', 'until')}
      <span className="line__word">break</span>
      {time('breakFrom', 'break from')}
      <span aria-hidden="true">–</span>
      {time('breakUntil', 'break until')}
      {isOverNight(stretch) ? <span className="line__word">to the next day</span> : null}
    </>
  );
}

function isOverNight({ from, until }: StretchForm): boolean {
  return from.length === 5 && until.length === 5 && until <= from;
}

interface LineProps {
  readonly path: string;
  readonly name: string;
  readonly problems: readonly FieldProblem[];
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** One of several, with what is wrong with it and a way to take it away. */
export function Line({ path, name, problems, onRemove, children }: LineProps): ReactNode {
  const mine = problemsAt(problems, path);
  return (
    <fieldset className="line" id={fieldId(path)} aria-describedby={`${fieldId(path)}-problem`}>
      <legend className="visually-hidden">{name}</legend>
      <div className="line__fields">
        {children}
        <IconButton label={`Remove ${name}`} icon={<X size={14} aria-hidden="true" />} onClick={onRemove} />
      </div>
      <Problems id={`${fieldId(path)}-problem`} problems={mine} />
    </fieldset>
  );
}

interface LineInputProps {
  readonly path: string;
  readonly label: string;
  readonly className: string;
  readonly value: string;
  readonly problems: readonly FieldProblem[];
  readonly placeholder?: string;
  readonly type?: 'text' | 'date';
  readonly onChange: (value: string) => void;
}

/** A field of a line; its label is spoken, and seen from the line. */
export function LineInput(props: LineInputProps): ReactNode {
  return (
    <input
      id={fieldId(props.path)}
      className={`input ${props.className}`}
      type={props.type ?? 'text'}
      aria-label={props.label}
      aria-invalid={problemsAt(props.problems, props.path).length > 0}
      autoComplete="off"
      placeholder={props.placeholder}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

/** The list with one line changed. */
export function changedAt<T>(lines: readonly T[], index: number, changes: Partial<T>): readonly T[] {
  return lines.map((line, at) => (at === index ? { ...line, ...changes } : line));
}
