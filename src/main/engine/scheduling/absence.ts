import type { EpochMs } from '#shared/model/primitives.ts';
import type { MachineStretch } from '../store/machine-log.ts';

/** Why nobody could run what was planned at an instant. */
export type Absence = 'asleep' | 'app_closed' | 'offline' | 'clock_changed';

/** A stretch of time, `until` exclusive; null where somebody could have run what was planned. */
export interface Piece {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly absence: Absence | null;
}

/** A slot planned so shortly before a stretch begins belongs to it: there was no time left to start it. */
const lastMomentMs = 60_000;

/** Of several reasons for the same instant, the one that would have been enough by itself. */
const order = ['clock_changed', 'asleep', 'offline'] as const;

/** Cuts the time within `from` and `until` (exclusive) by what went on then, in order and without holes. */
export function absences(stretches: readonly MachineStretch[], from: EpochMs, until: EpochMs): Piece[] {
  const edges = new Set([from, until]);
  for (const stretch of stretches) {
    for (const edge of [stretch.from, stretch.until]) if (edge > from && edge < until) edges.add(edge);
  }
  const cuts = [...edges].toSorted((left, right) => left - right);
  const pieces = cuts.slice(0, -1).map((start, index): Piece => {
    const end = cuts[index + 1] ?? until;
    return { from: start, until: end, absence: absenceWithin(stretches, start, end) };
  });
  return pieces.flatMap((piece, index) => withLastMoment(piece, pieces[index + 1]));
}

function absenceWithin(stretches: readonly MachineStretch[], start: EpochMs, end: EpochMs): Absence | null {
  const covering = stretches.filter((stretch) => stretch.from <= start && stretch.until >= end);
  const found = order.find((kind) => covering.some((stretch) => stretch.kind === kind));
  if (found !== undefined) return found;
  return covering.some(({ kind }) => kind === 'watching') ? null : 'app_closed';
}

/** Gives the last moment of a watched piece to the absence that follows. */
function withLastMoment(piece: Piece, next: Piece | undefined): Piece[] {
  if (piece.absence !== null || next === undefined || next.absence === null) return [piece];
  const border = Math.max(piece.from, piece.until - lastMomentMs);
  return [
    { ...piece, until: border },
    { from: border, until: piece.until, absence: next.absence },
  ].filter(({ from, until }) => from < until);
}
