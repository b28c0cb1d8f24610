import type { ReactNode } from 'react';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { changeKinds } from './change-words.ts';
import type { ChangeKind } from './change-words.ts';
import { isFiltered } from './changes-model.ts';
import type { ChangesView } from './changes-model.ts';
import { useSetParam } from './use-param.ts';

interface ChangeFiltersProps {
  readonly view: ChangesView;
  readonly onClear: () => void;
}

/** One row of plain controls: kinds as chips, a hut, nights from and until. */
export function ChangeFilters({ view, onClear }: ChangeFiltersProps): ReactNode {
  const setParam = useSetParam();
  const huts = useOperation('huts.list', {});
  const known: (readonly [string, string])[] = (huts.data?.huts ?? []).map(({ slug, name }) => [slug, name]);
  const isKnown = view.hut === '' || known.some(([slug]) => slug === view.hut);
  const toggle = (kind: ChangeKind): void => {
    const chosen = view.kinds.includes(kind) ? view.kinds.filter((each) => each !== kind) : [...view.kinds, kind];
    setParam('kinds', chosen.join(','));
  };
  return (
    <search className="filter-row" aria-label="Filter the changes">
      <fieldset className="kind-chips" aria-label="Kinds of change">
        {changeKinds.map(([kind, word]) => (
          <button
            key={kind}
            type="button"
            className="kind-chip"
            aria-pressed={view.kinds.includes(kind)}
            onClick={() => toggle(kind)}
          >
            {word}
          </button>
        ))}
      </fieldset>
      <Choice
        label="Hut"
        value={view.hut}
        options={[['', 'All huts'], ...known, ...(isKnown ? [] : [[view.hut, view.hut] as const])]}
        onChange={(slug) => setParam('hut', slug)}
      />
      <label className="night-field">
        Nights from
        <input
          className="input"
          type="date"
          value={view.from}
          max={view.until === '' ? undefined : view.until}
          onChange={({ target }) => setParam('from', target.value)}
        />
      </label>
      <label className="night-field">
        until
        <input
          className="input"
          type="date"
          aria-label="Nights until"
          value={view.until}
          min={view.from === '' ? undefined : view.from}
          onChange={({ target }) => setParam('until', target.value)}
        />
      </label>
      {isFiltered(view) ? (
        <Button look="quiet" onClick={onClear}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
