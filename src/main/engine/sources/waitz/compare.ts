import { load } from 'cheerio';
import { z } from 'zod';
import { changed } from '../json-answer.ts';
import { oneLine } from '../plain-text.ts';
import { idOf } from './fields.ts';
import { readWaitzList } from './list.ts';

/** Text facts about a location, free of markup. */
export interface WaitzTrend {
  readonly id: string;
  readonly nextHour: string | null;
  readonly usual: string | null;
  readonly peak: string | null;
  readonly best: string | null;
}

const maxTextLength = 200;

const Entry = z.object({ comparison: z.array(z.unknown()).nullish() });
const Row = z.object({ trend: z.string(), valid: z.boolean().nullish(), string: z.string() });

/**
 * The text facts of a `compare` answer (https://waitz.io/compare/<school>), one entry per location id. Rows marked
 * invalid or of another shape are left out; a location without comparison has no facts. Throws `source_changed`.
 */
export function parseWaitzCompare(text: string): readonly WaitzTrend[] {
  const entries = readWaitzList(text);
  const trends = entries.flatMap((entry) => {
    const id = idOf(entry);
    return id === null ? [] : [toTrend(id, entry)];
  });
  if (entries.length > 0 && trends.length === 0) throw changed('lists no location that has an id.');
  return trends;
}

function toTrend(id: string, entry: unknown): WaitzTrend {
  const parsed = Entry.safeParse(entry);
  const facts = new Map<string, string | null>();
  for (const raw of (parsed.success ? parsed.data.comparison : null) ?? []) {
    const row = Row.safeParse(raw);
    if (row.success && row.data.valid !== false && !facts.has(row.data.trend)) {
      facts.set(row.data.trend, toPlainText(row.data.string));
    }
  }
  return {
    id,
    nextHour: facts.get('hour') ?? null,
    usual: facts.get('day') ?? null,
    peak: facts.get('peak') ?? null,
    best: facts.get('best') ?? null,
  };
}

/** The words of an HTML fragment on one line, at most 200 characters; null when there are none. */
function toPlainText(fragment: string): string | null {
  const document = load(fragment, null, false);
  document('script, style, template, noscript').remove();
  document('br, p, li, div').before(' ').after(' ');
  return oneLine(document.root().text(), maxTextLength);
}
