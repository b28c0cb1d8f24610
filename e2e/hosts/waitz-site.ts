import type { ServerResponse } from 'node:http';
import { sendAnswer, type SiteAnswer, startLoopbackSite } from '../../src/main/testing/loopback-site.ts';

/** A part of a location, in the words of Waitz. */
export interface WaitzPart {
  readonly id: number;
  readonly name: string;
  readonly abbreviation: string;
  readonly busyness: number;
  readonly people: number;
  readonly capacity: number;
  readonly isAvailable: boolean;
  readonly isOpen: boolean;
  readonly hourSummary: string;
}

/** A location of the live list, in the words of Waitz. */
export interface WaitzLocation extends Omit<WaitzPart, 'abbreviation'> {
  readonly bestLabel: string | null;
  readonly subLocs: readonly WaitzPart[] | false;
}

/** Answers that are kept waiting. */
export interface Hold<Started> {
  /** What was started gave. */
  readonly started: Started;
  /** Answers what waits, and from then on everything at once. */
  release(): void;
}

/** A Waitz school on loopback whose figures the test sets. */
export interface WaitzSite {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Paths asked for so far, oldest first. */
  readonly requests: readonly string[];
  readonly locations: readonly WaitzLocation[];
  /** Replaces the live list. */
  setLocations(locations: readonly WaitzLocation[]): void;
  /** Changes figures of one location. */
  change(id: number, changes: Partial<WaitzLocation>): void;
  /** Answers the live list with something else; null goes back to the list. */
  answerWith(answer: SiteAnswer | null): void;
  /** Keeps answers to the live list waiting, starts what asks for it, and resolves when the request has come and waits. */
  hold<Started>(start: () => Started | Promise<Started>): Promise<Hold<Started>>;
  /** Ends the server with every connection. */
  close(): Promise<void>;
}

/** The school key of the site. */
export const school = 'test-campus';

/** A location with figures that agree with one another. */
export function location(id: number, name: string, busyness: number, more: Partial<WaitzLocation> = {}): WaitzLocation {
  const figures = { busyness, people: busyness * 2, capacity: 200, isAvailable: true, isOpen: true };
  return { id, name, ...figures, hourSummary: 'open until 10pm', bestLabel: null, subLocs: false, ...more };
}

const threePlaces: readonly WaitzLocation[] = [
  location(1, 'Main Library', 41, {
    bestLabel: 'floor',
    subLocs: [
      { ...location(11, 'First Floor', 62), abbreviation: '1' },
      { ...location(12, 'Second Floor', 20), abbreviation: '2' },
    ],
  }),
  location(2, 'Climbing Gym', 12),
  location(3, 'Corner Café', 85),
];

const notFound: SiteAnswer = { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' };

/** Starts a Waitz school on a port of 127.0.0.1; 0 takes a free one. */
export async function startWaitzSite(port = 0): Promise<WaitzSite> {
  let locations = threePlaces;
  let other: SiteAnswer | null = null;
  let hold: { waiting: (() => void)[]; arrive: () => void } | null = null;
  const list = (data: readonly WaitzLocation[]): SiteAnswer => ({ body: JSON.stringify({ data }) });
  const answer = (path: string, response: ServerResponse): void => {
    if (path === `/live/${school}`) sendAnswer(response, other ?? list(locations));
    else sendAnswer(response, path === `/compare/${school}` ? list([]) : notFound);
  };
  const site = await startLoopbackSite({
    port,
    otherwise: ({ url: path = '' }, response) => {
      if (hold === null || !path.startsWith('/live/')) return answer(path, response);
      hold.waiting.push(() => answer(path, response));
      hold.arrive();
    },
  });
  return {
    url: site.url,
    get requests() {
      return site.requests.map(({ path }) => path);
    },
    get locations() {
      return locations;
    },
    setLocations(next) {
      locations = next;
    },
    change(id, changes) {
      locations = locations.map((each) => (each.id === id ? { ...each, ...changes } : each));
    },
    answerWith(next) {
      other = next;
    },
    async hold(start) {
      const waiting: (() => void)[] = [];
      const arrived = new Promise<void>((arrive) => {
        hold = { waiting, arrive };
      });
      const started = await start();
      await arrived;
      return {
        started,
        release() {
          hold = null;
          for (const go of waiting) go();
        },
      };
    },
    close: site.close,
  };
}
