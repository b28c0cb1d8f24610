import { seeBuildings, type SeenBuilding } from '../../store/busy-buildings.ts';
import { minuteMs } from '#shared/schedule/zone.ts';
import { defineLasting, type Finding, isChosen } from '../trigger.ts';
import { instantWords } from '../words.ts';

/** Somewhat more than the time asked for is read, so that the look before it is among what is read, milliseconds. */
const marginMs = 24 * 3_600_000;

/** Buildings at or over a share for some time, until a look finds them below; time that nobody observed does not count. */
export const buildingBusy = defineLasting('building_busy', {
  isLasting: true,
  sample: {
    building: 'North Library',
    source: 'Harbour University',
    percent: '87',
    limit: '80',
    minutes: '15',
    since: '2026-11-22 14:32 UTC',
  },
  words: {
    title: '{building} is {percent} % full',
    body: 'At or over {limit} % since {since}, for {minutes} minutes or more. Rounds goes on looking and tells when it is below.',
  },
  endWords: { title: '{building} is below {limit} % again', body: 'It had been at or over it since {since}.' },
  many: { title: '{count} buildings are busy', endTitle: 'The buildings that were busy together are no longer' },
  find({ codes, percent, minutes }, { store, now }, isOpen) {
    const forMs = minutes * minuteMs;
    return seeBuildings(store.connection, percent, { now, overMs: forMs + marginMs })
      .filter(({ code }) => isChosen(codes, code))
      .filter((building) => (isOpen(building.code) ? !building.isBelow : isBusyFor(building, forMs)))
      .map((building) => toFinding(building, percent, minutes));
  },
});

function isBusyFor({ busySince, lastChecked }: SeenBuilding, forMs: number): boolean {
  return busySince !== null && lastChecked - busySince >= forMs;
}

function toFinding({ code, name, sourceName, ...seen }: SeenBuilding, limit: number, minutes: number): Finding {
  const percent = String(Math.round(seen.percent ?? limit));
  const since = instantWords(seen.busySince ?? seen.lastChecked);
  return {
    cause: code,
    facts: { building: name, source: sourceName, percent, limit: String(limit), minutes: String(minutes), since },
    path: `/occupancy/${encodeURIComponent(code)}`,
    line: `${name}: ${percent} %, since ${since}`,
    group: sourceName,
  };
}
