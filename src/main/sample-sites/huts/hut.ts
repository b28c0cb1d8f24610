/** The first and the last night of a season as month × 100 + day; it may reach over the new year. */
export interface Season {
  readonly from: number;
  readonly until: number;
}

/** Beds that are booked together. */
export interface SampleCategory {
  readonly id: number;
  readonly kind: 'dormitory' | 'shared room' | 'winter room';
  readonly beds: number;
}

/** A hut of the invented exchange. */
export interface SampleHut {
  readonly id: number;
  readonly name: string;
  /** The club that runs it. */
  readonly tenant: string;
  readonly country: 'CH' | 'AT' | 'IT' | 'FR' | 'SI';
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeM: number;
  readonly timeZone: string;
  /** Beds that can be booked while the wardens are there. */
  readonly beds: number;
  /** Beds of the winter room, 0 where there is none. */
  readonly winterRoomBeds: number;
  readonly categories: readonly SampleCategory[];
  readonly seasons: readonly Season[];
  /** Share of the beds wanted on an average night of an ordinary month, about 0.3 to 1. */
  readonly popularity: number;
  /** Nights that the calendar holds, today's included. */
  readonly publishedNights: number;
  /** Says SERVICED on closed nights too, as one real hut does. */
  readonly saysServicedWhenClosed: boolean;
  /** Offers beds, one night at a time, in a category that its own description does not name. */
  readonly hasStrayCategory: boolean;
}

/** All of a hut that is chosen; the rest of it follows. */
export interface HutPlan {
  readonly tenant: string;
  readonly country: SampleHut['country'];
  /** Latitude, longitude and altitude in metres. */
  readonly at: readonly [number, number, number];
  readonly dormitory: number;
  readonly sharedRooms?: number;
  readonly winterRoom?: number;
  readonly seasons: readonly Season[];
  readonly popularity: number;
  readonly publishedNights: number;
  readonly saysServicedWhenClosed?: boolean;
  readonly hasStrayCategory?: boolean;
}

/** All these countries keep the same time. */
const alpineTimeZone = 'Europe/Zurich';

/** The whole hut; ids of categories are numbers of their own that no two huts share. */
export function hutFrom(id: number, name: string, plan: HutPlan): SampleHut {
  const { at, dormitory, sharedRooms = 0, winterRoom: winterRoomBeds = 0, ...rest } = plan;
  const categories: readonly SampleCategory[] = [
    { id: id * 10 + 1, kind: 'dormitory', beds: dormitory },
    { id: id * 10 + 2, kind: 'shared room', beds: sharedRooms },
    { id: id * 10 + 9, kind: 'winter room', beds: winterRoomBeds },
  ];
  return {
    saysServicedWhenClosed: false,
    hasStrayCategory: false,
    ...rest,
    id,
    name,
    latitude: at[0],
    longitude: at[1],
    altitudeM: at[2],
    timeZone: alpineTimeZone,
    beds: dormitory + sharedRooms,
    winterRoomBeds,
    categories: categories.filter(({ beds }) => beds > 0),
  };
}
