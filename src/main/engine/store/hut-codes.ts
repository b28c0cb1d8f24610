import type { HutType, NightMark, ReservationStatus } from '#shared/model/hut.ts';

/**
 * Types and reservation states of nights by the code that stands for them in the database. The first two of each cost no
 * byte there. A list may grow at its end and never changes otherwise.
 */
export const hutTypes: readonly HutType[] = ['hut', 'closed', 'winter_room', 'unknown'];
export const reservations: readonly ReservationStatus[] = ['possible', 'not_possible', 'unknown', 'not_online'];

/** The type that a code stands for. */
export function hutTypeOfCode(code: number | null): HutType {
  return hutTypes[code ?? -1] ?? 'unknown';
}

/** The reservation state that a code stands for. */
export function reservationOfCode(code: number | null): ReservationStatus {
  return reservations[code ?? -1] ?? 'unknown';
}

/** What a stored, listed and readable night is shown as. */
export function markOf(free: number | null, reservation: number | null): NightMark {
  switch (reservationOfCode(reservation)) {
    case 'not_possible':
      return 'c';
    case 'not_online':
      return 'n';
    case 'possible':
      return 'o';
    case 'unknown':
      return free === null ? 'u' : 'o';
  }
}
