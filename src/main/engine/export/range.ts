import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';

/** A span of time; `until` is not part of it. */
export interface ExportRange {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

const dayMs = 86_400_000;
/** The last instant that a date can name. */
const endOfTime: EpochMs = 8.64e15;

/**
 * The span between two instants (`2026-11-22T08:00:00Z`, any offset) or UTC dates; a date as `to` includes its whole day.
 * What is left out is unbounded. Rejects with `invalid_input`.
 */
export function parseRange(from?: string, to?: string): ExportRange {
  const range = {
    from: from === undefined ? 0 : parseEnd('from', from).at,
    until: to === undefined ? endOfTime : endOf(parseEnd('to', to)),
  };
  if (range.until > range.from) return range;
  throw new AppError(
    'invalid_input',
    `The range ends before it begins: from ${from ?? 'the beginning'} to ${to ?? 'now'}.`,
  );
}

interface End {
  readonly at: EpochMs;
  readonly isDate: boolean;
}

function endOf({ at, isDate }: End): EpochMs {
  return isDate ? at + dayMs : at;
}

function parseEnd(name: string, text: string): End {
  const isDate = z.iso.date().safeParse(text).success;
  const at = isDate || z.iso.datetime({ offset: true }).safeParse(text).success ? Date.parse(text) : Number.NaN;
  if (at >= 0) return { at, isDate };
  throw new AppError(
    'invalid_input',
    `--${name} must be a date such as 2026-11-22 or an instant such as 2026-11-22T08:00:00Z, from 1970 on; it is ${JSON.stringify(text)}.`,
  );
}
