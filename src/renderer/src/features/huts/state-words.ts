import type { HutNightState, HutType, NightMark, ReservationStatus } from '#shared/model/hut.ts';
import { nightWords } from './night-view.ts';

type Shown = Pick<HutNightState, 'isListed' | 'free' | 'total' | 'hutType' | 'reservationStatus'>;

/** What is known of a night in this state, as the calendar marks it. */
export function markOfState({ isListed, hutType, reservationStatus, free }: Shown): NightMark {
  if (!isListed) return 'x';
  if (hutType === 'closed' || reservationStatus === 'not_possible') return 'c';
  if (reservationStatus === 'not_online') return 'n';
  return reservationStatus === 'unknown' && free === null ? 'u' : 'o';
}

/** The state in words, without its date: `12 of 90 beds free`. */
export function stateWords(state: Shown): string {
  return nightWords({ date: '1970-01-01', mark: markOfState(state), free: state.free, total: state.total });
}

const hutTypes: Readonly<Record<HutType, string>> = {
  hut: 'Hut',
  winter_room: 'Winter room',
  closed: 'Closed',
  unknown: 'Unknown',
};

/** As what the hut offers a night. */
export function hutTypeWord(type: HutType): string {
  return hutTypes[type];
}

const reservations: Readonly<Record<ReservationStatus, string>> = {
  possible: 'Bookable',
  not_possible: 'Not possible',
  not_online: 'Not online',
  unknown: 'Unknown',
};

/** Whether a night can be booked. */
export function reservationWord(status: ReservationStatus): string {
  return reservations[status];
}
