import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { changeKinds } from './change-words.ts';
import type { ChangeKind } from './change-words.ts';
import { isFiltered } from './changes-model.ts';
import type { ChangesView } from './changes-model.ts';
import { DraftField } from '../../ui/draft-field.tsx';
import { useSetParams } from '../../lib/use-set-params.ts';

interface ChangeFiltersProps {
  readonly view: ChangesView;
  readonly onClear: () => void;
}

/** Plain controls: kinds as chips, and beside or below them a hut and nights from and until. */
export function ChangeFilters({ view, onClear }: ChangeFiltersProps): ReactNode {
  const setParams = useSetParams<'kinds' | 'hut' | 'from' | 'until'>();
  const huts = useOperation('huts.list', {});
  const known: (readonly [string, string])[] = (huts.data?.huts ?? []).map(({ slug, name }) => [slug, name]);
  const isKnown = view.hut === '' || known.some(([slug]) => slug === view.hut);
  const toggle = (kind: ChangeKind): void => {
    const chosen = view.kinds.includes(kind) ? view.kinds.filter((each) => each !== kind) : [...view.kinds, kind];
    setParams({ kinds: chosen.join(',') });
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
      <span className="filter-group">
        <Choice
          label="Hut"
          value={view.hut}
          options={[['', 'All huts'], ...known, ...(isKnown ? [] : [[view.hut, view.hut] as const])]}
          onChange={(hut) => setParams({ hut })}
        />
        <span className="filter-group filter-group--whole">
          <DraftField
            label="Nights from"
            className="filter-date"
            type="date"
            value={view.from}
            max={view.until === '' ? undefined : view.until}
            onChange={(from) => setParams({ from })}
          />
          <DraftField
            label="until"
            aria-label="Nights until"
            className="filter-date"
            type="date"
            value={view.until}
            min={view.from === '' ? undefined : view.from}
            onChange={(until) => setParams({ until })}
          />
        </span>
        {isFiltered(view) ? (
          <Button look="quiet" onClick={onClear}>
            <X size={14} aria-hidden="true" /> Clear
          </Button>
        ) : null}
      </span>
    </search>
  );
}
