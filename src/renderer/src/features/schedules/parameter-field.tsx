import type { ReactNode } from 'react';
import { assertNever } from '#shared/errors.ts';
import { useOperation } from '../../lib/queries.ts';
import { BuildingsField } from './buildings-field.tsx';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import type { ControlProps } from '../../ui/form-field.tsx';
import { type Json, type Parameter, fieldText } from './parameters.ts';
import type { EditorModel } from './use-editor.ts';

interface ParameterFieldProps {
  readonly parameter: Parameter;
  readonly editor: EditorModel;
}

/** One parameter of a job by its kind. */
export function ParameterField({ parameter, editor }: ParameterFieldProps): ReactNode {
  const { name, label, input } = parameter;
  const value = editor.form.params[name];
  const onChange = (next: Json): void => editor.set({ params: { ...editor.form.params, [name]: next } });
  if (input.kind === 'buildings') return <BuildingsField parameter={parameter} editor={editor} onChange={onChange} />;
  if (input.kind === 'flag') {
    return (
      <label className="choices__choice">
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
        {label}
      </label>
    );
  }
  return (
    <FormField name={`params.${name}`} label={label} hint={hintOf(parameter)} problems={editor.problems}>
      {(control) => (
        <Control
          control={control}
          input={input}
          value={value}
          kinds={editor.job?.sourceKinds ?? []}
          onChange={onChange}
          parameter={parameter}
        />
      )}
    </FormField>
  );
}

function hintOf({ hint, input, isRequired }: Parameter): string | undefined {
  const parts = [
    hint,
    input.kind === 'list' ? 'Parted by commas.' : input.kind === 'json' ? 'Written as JSON.' : '',
    isRequired || input.kind === 'source' ? '' : 'May stay empty.',
  ];
  return parts.filter((part) => part !== '').join(' ') || undefined;
}

interface ControlInput {
  readonly control: ControlProps;
  readonly parameter: Parameter;
  readonly input: Exclude<Parameter['input'], { kind: 'buildings' | 'flag' }>;
  readonly value: Json | undefined;
  /** The kinds of sources that the job asks. */
  readonly kinds: readonly string[];
  readonly onChange: (value: Json) => void;
}

function Control({ control, parameter, input, value, kinds, onChange }: ControlInput): ReactNode {
  const text = fieldText(value);
  switch (input.kind) {
    case 'source':
      return (
        <SourceChoice
          control={control}
          value={text}
          kinds={kinds}
          isRequired={parameter.isRequired}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Choice
          control={control}
          value={text}
          options={input.options.map((option) => [option, option] as const)}
          empty={parameter.isRequired ? 'Choose one' : 'As the job decides'}
          onChange={onChange}
        />
      );
    case 'text':
    case 'list':
    case 'json':
    case 'number':
      return <TextControl control={control} value={text} isNumber={input.kind === 'number'} onChange={onChange} />;
    default:
      return assertNever(input);
  }
}

interface SourceChoiceProps {
  /** The kinds of sources that the job asks. */
  readonly kinds: readonly string[];
  readonly control: ControlProps;
  readonly value: string;
  readonly isRequired: boolean;
  readonly onChange: (value: string) => void;
}

function SourceChoice({ control, value, kinds, isRequired, onChange }: SourceChoiceProps): ReactNode {
  const sources = useOperation('sources.list', {});
  const options = (sources.data ?? [])
    .filter(({ source }) => kinds.includes(source.kind))
    .map(({ source }) => [source.id, source.name] as const);
  const isGone = value !== '' && sources.data !== undefined && !options.some(([id]) => id === value);
  return (
    <Choice
      control={control}
      value={value}
      options={
        isGone || sources.data === undefined ? [...options, [value, isGone ? `${value} (gone)` : value]] : options
      }
      empty={isRequired ? 'Choose one' : 'Every source'}
      onChange={onChange}
    />
  );
}

interface ChoiceProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  /** What no choice is called. */
  readonly empty: string;
  readonly onChange: (value: string) => void;
}

function Choice({ control, value, options, empty, onChange }: ChoiceProps): ReactNode {
  return (
    <select {...control} className="select" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{empty}</option>
      {options
        .filter(([key]) => key !== '')
        .map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
    </select>
  );
}
