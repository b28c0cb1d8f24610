/** The school key and name of the invented campus. */
export const harbourSchool = 'harbour-campus';
export const harbourName = 'Harbour Campus';

/** Opening of one day in minutes since its midnight; an end beyond 1440 lies in the next day. */
export interface Opening {
  readonly from: number;
  readonly until: number;
}

/** When a place is open and how full it gets. */
export interface Rhythm {
  /** Openings by weekday, 0 is Sunday; null is closed all day. */
  readonly openings: readonly (Opening | null)[];
  /** Fullness, 0–1, that it never falls below while open. */
  readonly base: number;
  /** Hours at which it fills, how much that adds, and for how many hours around. */
  readonly peaks: readonly { readonly hour: number; readonly height: number; readonly width: number }[];
  /** What a weekend leaves of the peaks. */
  readonly weekend: number;
}

/** A floor, a wing or a venue inside a location. */
export interface CampusPart {
  readonly id: number;
  readonly name: string;
  readonly abbreviation: string;
  readonly capacity: number;
  /** How full it is, compared with the location. */
  readonly favour: number;
  readonly rhythm?: Rhythm;
  readonly isBlind?: boolean;
}

/** A place of the campus. */
export interface CampusLocation {
  readonly id: number;
  readonly name: string;
  readonly capacity: number;
  readonly rhythm: Rhythm;
  readonly bestLabel?: string;
  readonly parts?: readonly CampusPart[];
  /** Its counter is out of order: never any live data. */
  readonly isBlind?: boolean;
}

const hours = (from: number, until: number): Opening => ({ from: from * 60, until: until * 60 });
const week = (weekday: Opening | null, saturday: Opening | null, sunday = saturday): (Opening | null)[] => [
  sunday,
  weekday,
  weekday,
  weekday,
  weekday,
  weekday,
  saturday,
];

const study: Rhythm = {
  openings: week(hours(7, 25), hours(9, 22)),
  base: 0.08,
  peaks: [
    { hour: 11, height: 0.38, width: 2.2 },
    { hour: 15, height: 0.52, width: 2.6 },
    { hour: 20.5, height: 0.34, width: 2 },
  ],
  weekend: 0.6,
};
const sport: Rhythm = {
  openings: week(hours(6, 23), hours(8, 20)),
  base: 0.05,
  peaks: [
    { hour: 7.5, height: 0.35, width: 1.1 },
    { hour: 12.5, height: 0.25, width: 1 },
    { hour: 18, height: 0.85, width: 1.9 },
  ],
  weekend: 0.55,
};
const meals: Rhythm = {
  openings: week(hours(7.5, 20), hours(10, 16)),
  base: 0.04,
  peaks: [
    { hour: 8.5, height: 0.25, width: 0.7 },
    { hour: 12.4, height: 0.95, width: 0.9 },
    { hour: 18, height: 0.45, width: 0.9 },
  ],
  weekend: 0.45,
};

/** The places of the campus; all names are invented. Ids of parts are numbers of their own and repeat some of these. */
export const campus: readonly CampusLocation[] = [
  {
    id: 1,
    name: 'Harbour Library',
    capacity: 860,
    rhythm: study,
    bestLabel: 'floor',
    parts: [
      { id: 1, name: 'Ground Floor', abbreviation: 'G', capacity: 240, favour: 1.15 },
      { id: 2, name: 'Reading Gallery', abbreviation: 'RG', capacity: 180, favour: 1.3 },
      { id: 3, name: 'Quiet Study', abbreviation: 'QS', capacity: 260, favour: 0.85 },
      { id: 4, name: 'Basement Stacks', abbreviation: 'B', capacity: 120, favour: 0.45 },
    ],
  },
  {
    id: 2,
    name: 'Science & Engineering Library',
    capacity: 520,
    rhythm: { ...study, openings: week(hours(8, 24), hours(10, 18)) },
    bestLabel: 'floor',
    parts: [
      { id: 11, name: '1st Floor', abbreviation: '1', capacity: 200, favour: 1.2 },
      { id: 12, name: '2nd Floor', abbreviation: '2', capacity: 190, favour: 0.95 },
      { id: 14, name: '3rd Floor', abbreviation: '3', capacity: 130, favour: 0.7, isBlind: true },
    ],
  },
  {
    id: 3,
    name: "Mariner's Reading Room",
    capacity: 90,
    rhythm: { ...study, openings: week(hours(9, 21), hours(11, 17), null) },
  },
  {
    id: 4,
    name: 'Lighthouse Gym',
    capacity: 260,
    rhythm: sport,
    bestLabel: 'area',
    parts: [
      { id: 20, name: 'Weights Floor', abbreviation: 'LG', capacity: 110, favour: 1.2 },
      { id: 21, name: 'Cardio Deck', abbreviation: 'LG', capacity: 100, favour: 0.9 },
      { id: 22, name: 'Climbing Wall', abbreviation: 'CW', capacity: 50, favour: 0.6 },
    ],
  },
  { id: 5, name: 'Swimming Hall', capacity: 140, rhythm: { ...sport, openings: week(hours(6.5, 21.5), hours(9, 18)) } },
  { id: 6, name: 'Quayside Canteen', capacity: 420, rhythm: meals },
  {
    id: 7,
    name: "Fisher's Café & Bakery",
    capacity: 75,
    rhythm: { ...meals, openings: week(hours(7, 17), hours(8, 14)), weekend: 0.9 },
  },
  {
    id: 8,
    name: 'Dining',
    capacity: 610,
    rhythm: { ...meals, openings: week(hours(7, 23), hours(9, 22)) },
    bestLabel: 'venue',
    parts: [
      {
        id: 31,
        name: "Captain's Table",
        abbreviation: 'CT',
        capacity: 280,
        favour: 1.05,
        rhythm: { ...meals, openings: week(hours(7, 15), hours(9, 14)) },
      },
      {
        id: 32,
        name: 'Noodle Dock',
        abbreviation: 'ND',
        capacity: 190,
        favour: 1.2,
        rhythm: { ...meals, openings: week(hours(11, 21), hours(11, 21)) },
      },
      {
        id: 33,
        name: 'The Galley',
        abbreviation: 'TG',
        capacity: 140,
        favour: 0.7,
        rhythm: { ...meals, openings: week(hours(17, 23), hours(17, 22)) },
      },
    ],
  },
  {
    id: 9,
    name: 'Student Union',
    capacity: 700,
    rhythm: {
      openings: week(hours(8, 26), hours(10, 26), hours(10, 23)),
      base: 0.1,
      peaks: [
        { hour: 13, height: 0.4, width: 1.5 },
        { hour: 21.5, height: 0.6, width: 2.4 },
      ],
      weekend: 1.1,
    },
  },
  {
    id: 10,
    name: 'Old Customs House',
    capacity: 300,
    rhythm: { ...study, openings: week(hours(8, 20), hours(9, 17)) },
    isBlind: true,
  },
  {
    id: 11,
    name: 'Boathouse Grill',
    capacity: 110,
    rhythm: { ...meals, openings: week(null, hours(11, 17)), weekend: 0.9 },
  },
  {
    id: 12,
    name: 'Tidewater Computer Lab',
    capacity: 160,
    rhythm: { ...study, openings: week(hours(0, 24), hours(0, 24)), base: 0.06 },
  },
];
