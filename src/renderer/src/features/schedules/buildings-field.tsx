import type { ReactNode } from 'react';
import type { AppError } from '#shared/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Problems } from '../../ui/form-field.tsx';
import { type Json, type Parameter, type Params, fieldText, splitNames } from './parameters.ts';
import { fieldId, problemsAt } from '../../ui/field-problems.ts';
import type { EditorModel } from './use-editor.ts';

interface BuildingsFieldProps {
  readonly parameter: Parameter;
  readonly editor: EditorModel;
  readonly onChange: (value: Json) => void;
}

/** Buildings by name; none chosen means all of the source. */
export function BuildingsField({ parameter, editor, onChange }: BuildingsFieldProps): ReactNode {
  const path = `params.${parameter.name}`;
  const { chosen, choices, error } = useBuildingChoices(parameter.name, editor.form.params);
  const problems = problemsAt(editor.problems, path);
  const toggle = (code: string, isOn: boolean): void =>
    onChange(isOn ? [...chosen, code] : chosen.filter((each) => each !== code));
  return (
    <fieldset id={fieldId(path)} className="choices buildings" aria-describedby={`${fieldId(path)}-problem`}>
      <legend className="field__label">{parameter.label}</legend>
      <div className="buildings__list panel">
        {choices.map(({ code, name }) => (
          <label key={code} className="buildings__choice">
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              onChange={(event) => toggle(code, event.target.checked)}
            />
            <span>{name}</span>
            <span className="secondary">{code}</span>
          </label>
        ))}
        {choices.length === 0 ? (
          <p className="table__empty">{error?.userMessage ?? 'No building is watched here.'}</p>
        ) : null}
      </div>
      <span className="field__hint">
        {chosen.length === 0
          ? 'None is chosen: every building of the source.'
          : `Only ${formatCount(chosen.length, 'building', 'buildings')}. `}
        {chosen.length === 0 ? null : (
          <Button look="link" onClick={() => onChange([])}>
            Choose none, for all of them
          </Button>
        )}
      </span>
      <Problems id={`${fieldId(path)}-problem`} problems={problems} />
    </fieldset>
  );
}

interface BuildingChoices {
  readonly chosen: readonly string[];
  readonly choices: readonly { readonly code: string; readonly name: string }[];
  readonly error: AppError | null;
}

/** The buildings of the chosen source, and what is chosen besides. */
function useBuildingChoices(name: string, params: Params): BuildingChoices {
  const buildings = useOperation('occupancy.list', {});
  const value = params[name];
  const chosen = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : splitNames(fieldText(value));
  const source = fieldText(params['sourceId']);
  const offered = (buildings.data ?? []).filter(
    ({ code, sourceId }) => source === '' || sourceId === source || chosen.includes(code),
  );
  const strangers = chosen.filter((code) => !offered.some((row) => row.code === code));
  return {
    chosen,
    choices: [
      ...offered.map((row) => ({ code: row.code, name: row.name })),
      ...strangers.map((code) => ({ code, name: buildings.data === undefined ? code : `${code}, not watched` })),
    ],
    error: buildings.error,
  };
}
