import { createServer, type ServerResponse } from 'node:http';

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

/** An answer other than the live list. */
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers that are kept waiting. */
export interface Hold {
  /** Resolves when a request has come and waits. */
  readonly arrived: Promise<void>;
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
  answerWith(answer: Answer | null): void;
  /** Keeps answers to the live list waiting. */
  hold(): Hold;
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

/** Starts a Waitz school on a port of 127.0.0.1; 0 takes a free one. */
export async function startWaitzSite(wanted = 0): Promise<WaitzSite> {
  let locations = threePlaces;
  let other: Answer | null = null;
  let hold: { waiting: (() => void)[]; arrive: () => void } | null = null;
  const requests: string[] = [];
  const answer = (path: string, response: ServerResponse): void => {
    if (path === `/live/${school}`) send(response, other ?? { body: JSON.stringify({ data: locations }) });
    else if (path === `/compare/${school}`) send(response, { body: JSON.stringify({ data: [] }) });
    else send(response, { status: 404, type: 'text/html', body: '<h1>Not Found</h1>' });
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    if (hold === null || !path.startsWith('/live/')) return answer(path, response);
    hold.waiting.push(() => answer(path, response));
    hold.arrive();
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The site has no port.'));
      else resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
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
    hold() {
      const waiting: (() => void)[] = [];
      let arrive = (): void => undefined;
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      hold = { waiting, arrive };
      return {
        arrived,
        release() {
          hold = null;
          for (const go of waiting) go();
        },
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, { status = 200, type = 'application/json', headers = {}, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(body);
}
