import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LocationSuggestion } from '#shared/model/occupancy.ts';
import type { Source } from '#shared/model/source.ts';
import { toAppError } from '#shared/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';

interface SaveSource {
  readonly save: (source: Source, isNew: boolean, chosen: readonly LocationSuggestion[]) => Promise<boolean>;
  readonly isSaving: boolean;
  /** What could not be saved, line by line. */
  readonly faults: readonly string[];
}

/** Saves a source, then each chosen building, then has them looked at for the first time. */
export function useSaveSource(): SaveSource {
  const client = useQueryClient();
  const [isSaving, setIsSaving] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const saveSource = useCommand('sources.save', { isQuiet: true });
  const saveBuilding = useCommand('occupancy.saveBuilding', { isQuiet: true });
  const start = useCommand('runs.start');

  const addBuildings = async (sourceId: string, chosen: readonly LocationSuggestion[]): Promise<readonly string[]> => {
    const failed: string[] = [];
    for (const { waitzId, name } of chosen) {
      try {
        // One after the other: each is a change of its own, and the first fault must not hide the rest.
        // oxlint-disable-next-line no-await-in-loop
        await saveBuilding.mutateAsync({ building: { code: waitzId, name, sourceId, waitzId }, isNew: true });
      } catch (thrown) {
        failed.push(`${name}: ${toAppError(thrown).userMessage}`);
      }
    }
    return failed;
  };

  const save: SaveSource['save'] = async (source, isNew, chosen) => {
    setIsSaving(true);
    try {
      const saved = await saveSource.mutateAsync({ source, isNew: isNew && !isSaved });
      setIsSaved(true);
      const failed = await addBuildings(saved.id, chosen);
      setFaults(failed);
      const added = chosen.length - failed.length;
      announce(`${saved.name} is saved with ${formatCount(added, 'new building', 'new buildings')}.`);
      if (added > 0)
        start.mutate({ kind: 'occupancy.update', params: { sourceId: saved.id }, reason: 'The first look' });
      return failed.length === 0;
    } catch (thrown) {
      setFaults([toAppError(thrown).userMessage]);
      return false;
    } finally {
      setIsSaving(false);
      void client.invalidateQueries();
    }
  };
  return { save, isSaving, faults };
}
