import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SourceRow } from '#shared/contract/config.ts';
import type { LocationSuggestion } from '#shared/model/occupancy.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { hostOf } from '../../lib/hosts.ts';
import { BusynessBar } from '../../ui/busyness-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';

interface SuggestionListProps {
  readonly sourceId: string;
  readonly sources: readonly SourceRow[];
  readonly chosen: string;
  readonly onChoose: (suggestion: LocationSuggestion) => void;
}

/** The locations that the school listed last time, and a way to ask again. */
export function SuggestionList({ sourceId, sources, chosen, onChoose }: SuggestionListProps): ReactNode {
  const client = useQueryClient();
  const known = useOperation('sources.suggestions', { sourceId });
  const refresh = useCommand('sources.refreshSuggestions', { isQuiet: true });
  const [search, setSearch] = useState('');
  const host = hostOf(sources.find(({ source }) => source.id === sourceId)?.source.baseUrl ?? '');
  const needle = search.trim().toLocaleLowerCase();
  const found = (known.data ?? []).filter((each) => each.name.toLocaleLowerCase().includes(needle));
  const ask = (): void =>
    refresh.mutate(
      { sourceId },
      { onSuccess: (list) => client.setQueryData(['sources.suggestions', { sourceId }], list) },
    );
  const error = refresh.error ?? known.error;
  return (
    <fieldset className="suggestions">
      <legend className="field__label">Locations on the live list</legend>
      <div className="suggestions__head">
        <input
          className="input"
          type="search"
          aria-label="Search the live list"
          placeholder="Search the live list"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Button disabled={refresh.isPending} onClick={ask}>
          {refresh.isPending ? `Asking ${host}…` : `Ask ${host} now`}
        </Button>
        <span className="secondary">Costs one request.</span>
      </div>
      {error === null ? null : (
        <p className="fault" role="alert">
          {error.userMessage}
        </p>
      )}
      <ScrollRegion className="suggestions__list panel" label="Locations found">
        {found.map((each) => (
          <Suggestion key={each.waitzId} suggestion={each} isChosen={each.waitzId === chosen} onChoose={onChoose} />
        ))}
        {found.length > 0 || known.isPending ? null : (
          <p className="table__empty">
            {needle === ''
              ? 'Nothing is known of this list yet. Ask the source, or type the id below.'
              : 'No location has this name. An exact name can be typed below.'}
          </p>
        )}
      </ScrollRegion>
    </fieldset>
  );
}

interface SuggestionProps {
  readonly suggestion: LocationSuggestion;
  readonly isChosen: boolean;
  readonly onChoose: (suggestion: LocationSuggestion) => void;
}

function Suggestion({ suggestion, isChosen, onChoose }: SuggestionProps): ReactNode {
  const isTaken = suggestion.watchedAs !== null;
  return (
    <label className={`suggestion ${isTaken ? 'suggestion--taken' : ''}`}>
      <input
        type="radio"
        name="suggestion"
        checked={isChosen}
        disabled={isTaken}
        onChange={() => onChoose(suggestion)}
      />
      <span>{suggestion.name}</span>
      <span className="secondary">{isTaken ? `watched as ${suggestion.watchedAs}` : `id ${suggestion.waitzId}`}</span>
      <BusynessBar state={suggestion} />
    </label>
  );
}
