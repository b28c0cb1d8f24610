import { draw, keyOf } from '../random.ts';
import { hutFrom, type HutPlan, type SampleHut, type Season } from './hut.ts';
import { namedHuts } from './named-huts.ts';

/** Huts beyond the named ones count from here. */
const firstFurtherId = 1000;
/** The list of further huts is the same for every seed. */
const listSeed = 8_848;

/** Points along the main ridge, from the Maritime to the Julian Alps: latitude, longitude, and who is there. */
const ridge: readonly (readonly [number, number, HutPlan['country'], string])[] = [
  [44.2, 7, 'FR', 'FFCAM'],
  [45, 6.7, 'FR', 'FFCAM'],
  [45.8, 7.1, 'IT', 'CAI'],
  [46.1, 7.8, 'CH', 'SAC'],
  [46.6, 8.8, 'CH', 'SAC'],
  [46.6, 9.9, 'CH', 'SAC'],
  [46.7, 10.9, 'IT', 'AVS'],
  [47.1, 11.9, 'AT', 'OEAV'],
  [47.2, 12.9, 'AT', 'DAV'],
  [46.4, 13.8, 'SI', 'PZS'],
];
const beginnings = 'Bar Cor Dal Fen Gal Hir Jor Kar Lun Mar Nev Or Pra Ros Sal Tar Ulm Val Wen Zir'.split(' ');
const middles = 'a e i o u al en il or un ara eno ive olo usa'.split(' ');
const endings = 'bell dron fell gard lisk mont nack rion sett vern'.split(' ');
const calendarLengths = [121, 151, 201, 242, 301, 366];
const summer: Season = { from: 615, until: 930 };
const skiTouring: Season = { from: 1220, until: 510 };
const seasonChoices: readonly (readonly Season[])[] = [[summer], [summer, skiTouring], [{ from: 101, until: 1231 }]];

/** The first so many huts of the exchange: the named ones, then further ones, ids from 1000 on. */
export function hutsOf(count: number): readonly SampleHut[] {
  const further = Math.max(0, count - namedHuts.length);
  return [
    ...namedHuts.slice(0, count),
    ...Array.from({ length: further }, (_, index) => furtherHut(firstFurtherId + index)),
  ];
}

/** The hut with this id, named or further; undefined where there is none among the first so many. */
export function hutOf(id: number, count = Infinity): SampleHut | undefined {
  if (id < firstFurtherId) return namedHuts.slice(0, count).find((hut) => hut.id === id);
  return Number.isSafeInteger(id) && id - firstFurtherId < count - namedHuts.length ? furtherHut(id) : undefined;
}

function furtherHut(id: number): SampleHut {
  const key = keyOf(listSeed, id, 0);
  const place = draw(key, 0) * (ridge.length - 1);
  const [latitude, longitude] = pointAt(place);
  const [, , country, tenant] = pick(ridge, (Math.round(place) + 0.5) / ridge.length);
  return hutFrom(id, furtherName(id - firstFurtherId, country), {
    tenant,
    country,
    at: [
      rounded(latitude + 0.4 * (draw(key, 1) - 0.5)),
      rounded(longitude + 0.4 * (draw(key, 2) - 0.5)),
      Math.round(1400 + 1900 * draw(key, 3)),
    ],
    dormitory: 16 + Math.floor(60 * draw(key, 4)),
    sharedRooms: Math.floor(20 * draw(key, 5)),
    winterRoom: Math.max(0, Math.floor(30 * draw(key, 6)) - 12),
    seasons: pick(seasonChoices, draw(key, 7)),
    popularity: 0.35 + 0.6 * draw(key, 8),
    publishedNights: pick(calendarLengths, draw(key, 9)),
  });
}

function pointAt(place: number): readonly [number, number] {
  const step = Math.floor(place);
  const from = ridge[step] ?? [46, 8];
  const to = ridge[step + 1] ?? from;
  const share = place - step;
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** A name that no other hut of the list has. */
function furtherName(index: number, country: HutPlan['country']): string {
  const names = beginnings.length * middles.length * endings.length;
  const round = Math.floor(index / names);
  // A step that shares no factor with the number of names goes through all of them before one comes again.
  const at = (index * 1_237) % names;
  const beginning = beginnings[at % beginnings.length] ?? '';
  const middle = middles[Math.floor(at / beginnings.length) % middles.length] ?? '';
  const ending = endings[Math.floor(at / beginnings.length / middles.length)] ?? '';
  const place = `${beginning}${middle}${ending}`;
  const name = {
    CH: `${place}hütte`,
    AT: `${place}haus`,
    IT: `Rifugio ${place}`,
    FR: `Refuge ${place}`,
    SI: `Koča ${place}`,
  };
  return round === 0 ? name[country] : `${name[country]} ${round + 1}`;
}

function pick<T>(choices: readonly [T, ...T[]] | readonly T[], share: number): T {
  const choice = choices[Math.floor(share * choices.length)] ?? choices[0];
  if (choice === undefined) throw new RangeError('There is nothing to pick from.');
  return choice;
}

/** Degrees to about a hundred metres. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
