import { useState } from 'react';
import type { ReactNode } from 'react';
import type { LocationSuggestion } from '#shared/model/occupancy.ts';
import type { Source } from '#shared/model/source.ts';
import { formatCount } from '../../lib/format.ts';
import { BusynessBar } from '../../ui/busyness-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { useSaveSource } from './use-save-source.ts';

interface ChooseBuildingsProps {
  readonly source: Source;
  readonly locations: readonly LocationSuggestion[];
  readonly isNew: boolean;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** The first values of a tested source, and which of its buildings to watch. */
export function ChooseBuildings({ source, locations, isNew, onBack, onClose }: ChooseBuildingsProps): ReactNode {
  const free = locations.filter((location) => location.watchedAs === null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(isNew ? free.map((location) => location.waitzId) : []),
  );
  const { save, isSaving, faults } = useSaveSource();
  const toggle = (id: string): void =>
    setChosen((current) => {
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const isAll = chosen.size === free.length;
  const confirm = async (): Promise<void> => {
    const isDone = await save(
      source,
      isNew,
      free.filter((location) => chosen.has(location.waitzId)),
    );
    if (isDone) onClose();
  };
  return (
    <>
      <p>
        {formatCount(locations.length, 'location', 'locations')} on the live list, with the figures of this moment.
        Choose what to watch.
      </p>
      <div className="settings__choose">
        <Button look="link" onClick={() => setChosen(new Set(isAll ? [] : free.map((location) => location.waitzId)))}>
          {isAll ? 'Choose none' : 'Choose all'}
        </Button>
        <ul className="panel settings__locations" aria-label="Locations">
          {locations.map((location) => (
            <li key={location.waitzId}>
              <label className="settings__location">
                <input
                  type="checkbox"
                  checked={chosen.has(location.waitzId)}
                  disabled={location.watchedAs !== null}
                  onChange={() => toggle(location.waitzId)}
                />
                <span>{location.name}</span>
                <span className="secondary">
                  {location.watchedAs === null ? partsText(location.partCount) : `watched as ${location.watchedAs}`}
                </span>
                <BusynessBar state={location} />
              </label>
            </li>
          ))}
        </ul>
      </div>
      {faults.length === 0 ? null : (
        <ul className="fault" role="alert">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      <div className="dialog__actions">
        <Button onClick={onBack}>Back</Button>
        <Button look="primary" disabled={isSaving} onClick={() => void confirm()}>
          {isSaving
            ? 'Saving…'
            : chosen.size === 0
              ? 'Save the source'
              : `Save and watch ${formatCount(chosen.size, 'building', 'buildings')}`}
        </Button>
      </div>
    </>
  );
}

function partsText(count: number): string {
  return count === 0 ? '' : formatCount(count, 'part', 'parts');
}
