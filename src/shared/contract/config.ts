import { z } from 'zod';
import { Source } from '../model/source.ts';
import { LocationSuggestion } from '../model/occupancy.ts';
import { command, query } from './define.ts';

/** What an import did, counted by section: `sources`, `buildings`, `schedules`. */
export const ImportReport = z.strictObject({
  created: z.record(z.string(), z.int()),
  changed: z.record(z.string(), z.int()),
  unchanged: z.record(z.string(), z.int()),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** A source with what hangs on it. */
export const SourceRow = z.strictObject({ source: Source, buildingCount: z.int(), hutCount: z.int() });
export type SourceRow = z.infer<typeof SourceRow>;

export const configOperations = {
  /** Checks a configuration whole, then applies it whole. Fails with `invalid_input` naming every fault. */
  'config.import': command(z.strictObject({ text: z.string().max(10_000_000) }), ImportReport),
  'sources.list': query(z.strictObject({}), z.array(SourceRow)),
  /** Asks a source that is not saved yet for its live list. Costs one request of the host's budget. */
  'sources.test': command(z.strictObject({ source: Source }), z.array(LocationSuggestion)),
  /** Adds a source with a schedule of its own, or changes one. */
  'sources.save': command(z.strictObject({ source: Source, isNew: z.boolean() }), Source),
  /** The locations that a source listed last time, or now when `refresh` is set. */
  'sources.suggestions': query(z.strictObject({ sourceId: z.string() }), z.array(LocationSuggestion)),
  'sources.refreshSuggestions': command(z.strictObject({ sourceId: z.string() }), z.array(LocationSuggestion)),
};
