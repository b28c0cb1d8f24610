// The sample hut service in a process of its own, with every answer made ahead: what asks it is measured, not the service.
import { createServer } from 'node:http';
import { availabilityAt, type HutDayJson } from '../../src/main/sample-sites/huts/availability.ts';
import { hutsOf } from '../../src/main/sample-sites/huts/hut-list.ts';
import { hutInfoOf } from '../../src/main/sample-sites/huts/info.ts';

const dayMs = 86_400_000;
/** The nights of every calendar; most of the sample service's own are shorter. */
const nightCount = 365;
/** The share of nights that another version of the calendars changes. */
const changedShare = 0.05;

const [, , hutCountText, nowText, seedText] = process.argv;
const hutCount = Number(hutCountText);
const now = Number(nowText);
const seed = Number(seedText);

/** A hut's calendar; behind the nights that it publishes come those that it would publish later. */
function calendarOf(id: number): HutDayJson[] {
  const nights: HutDayJson[] = [];
  while (nights.length < nightCount) {
    const more = availabilityAt(seed, id, now + nights.length * dayMs);
    if (more === null) throw new Error(`The service has no hut ${id}.`);
    nights.push(...more);
  }
  return nights.slice(0, nightCount);
}

/** The same calendar with another number of free beds on so many of its nights; closed nights pass it on to open ones. */
function changed(nights: readonly HutDayJson[]): HutDayJson[] {
  let owed = 0;
  return nights.map((night) => {
    owed += changedShare;
    const [category] = Object.entries(night.freeBedsPerCategory).find(([, beds]) => beds > 0) ?? [];
    if (owed < 1 || night.freeBeds === null || category === undefined) return night;
    owed -= 1;
    const freeBeds = night.freeBeds - 1;
    const beds = (night.freeBedsPerCategory[category] ?? 0) - 1;
    return {
      ...night,
      freeBeds,
      freeBedsPerCategory: { ...night.freeBedsPerCategory, [category]: beds },
      percentage: freeBeds === 0 ? 'FULL' : night.percentage,
    };
  });
}

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const descriptions = new Map<string, Buffer>();
const versions = { before: new Map<string, Buffer>(), after: new Map<string, Buffer>() };
for (const hut of hutsOf(hutCount)) {
  const path = `/api/v1/reservation/getHutAvailability?hutId=${hut.id}`;
  const calendar = calendarOf(hut.id);
  versions.before.set(path, bytesOf(calendar));
  versions.after.set(path, bytesOf(changed(calendar)));
  descriptions.set(`/api/v1/reservation/hutInfo/${hut.id}`, bytesOf(hutInfoOf(hut)));
}

let told = versions.before;
const server = createServer((request, response) => {
  const body = told.get(request.url ?? '') ?? descriptions.get(request.url ?? '');
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('message', (version) => {
  told = version === 'after' ? versions.after : versions.before;
  process.send?.('told');
});
process.on('disconnect', () => process.exit(0));
