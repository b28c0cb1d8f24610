import type { ReactNode } from 'react';
import type { AppError } from '#shared/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { PickList, withStrangers } from '../../ui/pick-list.tsx';
import type { PickItem } from '../../ui/pick-list.tsx';
import { type Json, type Parameter, type Params, fieldText, splitNames } from './parameters.ts';
import type { EditorModel } from './use-editor.ts';

interface BuildingsFieldProps {
  readonly parameter: Parameter;
  readonly editor: EditorModel;
  readonly onChange: (value: Json) => void;
}

/** Buildings by name; none chosen means all of the source. */
export function BuildingsField({ parameter, editor, onChange }: BuildingsFieldProps): ReactNode {
  const { chosen, choices, error } = useBuildingChoices(parameter.name, editor.form.params);
  return (
    <PickList
      name={`params.${parameter.name}`}
      label={parameter.label}
      items={choices}
      chosen={chosen}
      problems={editor.problems}
      onChange={(next) => onChange([...next])}
      empty={error?.userMessage ?? 'No building is watched here.'}
      noneHint="None is chosen: every building of the source."
      someHint={`Only ${formatCount(chosen.length, 'building', 'buildings')}.`}
      clearLabel="Choose none, for all of them"
    />
  );
}

interface BuildingChoices {
  readonly chosen: readonly string[];
  readonly choices: readonly PickItem[];
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
  return {
    chosen,
    choices: withStrangers(
      offered.map((row) => ({ id: row.code, name: row.name })),
      chosen,
      buildings.data === undefined ? '' : 'not watched',
    ),
    error: buildings.error,
  };
}
