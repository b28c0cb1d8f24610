import { describe, expect, it } from 'vitest';
import type { SampleAnswer } from '../site.ts';
import { ordersAt } from './orders.ts';
import { createPortalSite, portalAccount } from './site.ts';
import { troublesAt } from './troubles.ts';

/** When no order is away. */
const start = Date.UTC(2026, 2, 2, 15, 20);
const hourMs = 3_600_000;
const stepMs = 10 * 60_000;
const seed = 1;

/** A browser that keeps cookies, at a portal where nothing goes wrong. */
function visitor() {
  const site = createPortalSite({ seed, orderCount: 60, troubles: () => [] });
  const cookies = new Map<string, string>();
  const keep = (answer: SampleAnswer | null | undefined): SampleAnswer => {
    const header = answer?.headers?.['set-cookie'];
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(typeof header === 'string' ? header : '') ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name, value);
    if (answer == null) throw new Error('Nobody answers.');
    return answer;
  };
  const request = (address: string, timeMs: number) => {
    const { pathname, searchParams } = new URL(address, 'http://portal.example');
    return { path: pathname, query: searchParams, timeMs, requestNumber: 1, cookies };
  };
  const get = (address: string, timeMs = start): SampleAnswer => keep(site.answer(request(address, timeMs)));
  const send = (fields: Record<string, string>): SampleAnswer =>
    keep(site.submit?.({ ...request('/login', start), form: new URLSearchParams(fields) }));
  const signIn = (change: Record<string, string> = {}): SampleAnswer => {
    const [, token = ''] = /name="_token" value="([^"]*)"/.exec(get('/').body) ?? [];
    return send({ _token: token, email: portalAccount.username, password: portalAccount.password, ...change });
  };
  return { get, send, signIn };
}

describe('the login of the sample portal', () => {
  it('lets in with its account, and shows the form instead of everything else', () => {
    const { get, signIn } = visitor();
    expect(get('/app/work/list')).toMatchObject({ status: 302, headers: { location: '/' } });
    expect(get('/app/work/list.json').status).toBe(401);
    expect(signIn()).toMatchObject({ status: 302, headers: { location: '/app/dashboard' } });
    expect(get('/app/work/list')).toMatchObject({ status: 200 });
    expect(get('/').status).toBe(302);
  });

  it('shows the form again with status 200 for a wrong password', () => {
    const { signIn, get } = visitor();
    const answer = signIn({ password: 'wrong' });
    expect([answer.status, answer.body.includes('class="login-form"')]).toEqual([200, true]);
    expect(answer.body).toContain('alert-danger');
    expect(get('/app/dashboard').status).toBe(302);
  });

  it('takes no form without its own token', () => {
    const { send, signIn } = visitor();
    expect(send({ email: portalAccount.username, password: portalAccount.password }).status).toBe(419);
    expect(signIn({ _token: 'mine' }).status).toBe(419);
  });

  it('ends after two hours, or after twelve where it shall remember', () => {
    const short = visitor();
    short.signIn();
    expect(short.get('/app/dashboard', start + 1.9 * hourMs).status).toBe(200);
    expect(short.get('/app/dashboard', start + 2.1 * hourMs).status).toBe(302);
    const long = visitor();
    long.signIn({ remember: '1' });
    expect(long.get('/app/dashboard', start + 11 * hourMs).status).toBe(200);
    expect(long.get('/app/dashboard', start + 13 * hourMs).status).toBe(302);
  });

  it('ends by signing out', () => {
    const { get, signIn } = visitor();
    signIn();
    get('/logout');
    expect(get('/app/dashboard').status).toBe(302);
  });
});

describe('the list of the sample portal', () => {
  it('comes in pages of the size that is asked for, and counts only with a filter', () => {
    const { get, signIn } = visitor();
    signIn();
    const page = (query: string): Record<string, unknown> =>
      JSON.parse(get(`/app/work/list.json?${query}`).body) as Record<string, unknown>;
    expect(page('page=3&limit=25')).toMatchObject({ page: 3, pages: 3, limit: 25, matches: null });
    expect(page('page=3&limit=25')['rows']).toHaveLength(10);
    expect(page('limit=100&work_visit_completion=none')).toMatchObject({ page: 1, pages: 1, matches: 60 });
    expect(page('page=x&limit=7')).toMatchObject({ page: 1, limit: 25 });
  });

  it('has pages for places and orders, and none for what there is not', () => {
    const { get, signIn } = visitor();
    signIn();
    const place = ordersAt(seed, start, 1)[0]?.locationId ?? 0;
    expect(get(`/app/customers/locations/${place}/`).body).toMatch(/Stand Alone Code<\/div> <div[^>]*>0\d{3}</);
    expect(get('/app/customers/locations/1/').status).toBe(404);
    expect(get('/app/work/123/').body).toContain('W-123');
  });
});

describe('the orders of the sample portal', () => {
  const datesAt = (timeMs: number): Map<number, string | undefined> =>
    new Map(ordersAt(seed, timeMs, 230).map(({ number, visit }) => [number, visit?.date]));

  it('follow from seed and time, as many as wanted, each once', () => {
    expect(ordersAt(seed, start, 500)).toEqual(ordersAt(seed, start, 500));
    expect(new Set(ordersAt(seed, start, 500).map(({ number }) => number)).size).toBe(500);
    expect(ordersAt(2, start, 230)).not.toEqual(ordersAt(seed, start, 230));
  });

  it('move, go for good, and come back within a day', () => {
    const steps = Array.from({ length: 141 }, (_, index) => datesAt(start + index * stepMs));
    const [first = new Map<number, string>()] = steps;
    const moved = [...first].filter(([number, date]) =>
      steps.some((dates) => dates.has(number) && dates.get(number) !== date),
    );
    const last = steps.at(-1);
    const gone = [...first.keys()].filter((number) => last?.has(number) === false);
    const back = [...first.keys()].filter(
      (number) => last?.has(number) === true && steps.some((dates) => !dates.has(number)),
    );
    expect(Math.min(moved.length, gone.length, back.length)).toBeGreaterThan(0);
  });

  it('have two that exchange their visits', () => {
    const before = datesAt(start);
    const after = datesAt(start + 4 * stepMs);
    const pairs = [...before.keys()].filter(
      (number) => number % 40 === 10 && before.get(number) && before.get(number + 1),
    );
    expect(pairs.length).toBeGreaterThan(1);
    for (const number of pairs)
      expect([after.get(number), after.get(number + 1)]).toEqual([before.get(number + 1), before.get(number)]);
  });

  it('have every trap of the real ones', () => {
    const orders = ordersAt(seed, start, 500);
    const lines = orders.flatMap(({ items }) => items.flatMap((item) => item.lines));
    expect(new Set(orders.map(({ address }) => address.length))).toEqual(new Set([3, 4]));
    expect(new Set(orders.map(({ contact }) => contact.length))).toEqual(new Set([4, 5]));
    expect(new Set(orders.map(({ categories }) => categories.length))).toEqual(new Set([1, 2]));
    expect(lines.some(({ quantity }) => quantity === 0)).toBe(true);
    expect(orders.some(({ store }) => store.includes('/6448'))).toBe(true);
    expect(orders.some(({ visitsDone, visit, lastVisit }) => visitsDone === 1 && !visit && lastVisit)).toBe(true);
    expect(orders.some(({ visitsDone, visit }) => visitsDone === 0 && !visit)).toBe(true);
    for (const part of ['project', 'po', 'due'] as const)
      expect(new Set(orders.map((order) => order[part] === null))).toEqual(new Set([true, false]));
    expect(orders.some(({ instructions }) => instructions.startsWith('Day 1 of 2\n'))).toBe(true);
  });
});

describe('what goes wrong at the sample portal of its own accord', () => {
  it('is a session that dies for an hour now and then, and a page that fails, never at first', () => {
    const hours = Array.from({ length: 24 * 60 }, (_, hour) => troublesAt(seed, start + hour * hourMs, 1));
    const dying = hours.filter((troubles) => troubles.includes('session dies at page 2'));
    expect(dying.length).toBeGreaterThan(4);
    expect(dying.length).toBeLessThan(10);
    const failing = Array.from({ length: 3000 }, (_, number) => troublesAt(seed, start, number)).flatMap(
      (troubles, number) => (troubles.includes('page 3 fails') ? [number] : []),
    );
    expect(failing[0]).toBeGreaterThan(400);
    expect(failing.length).toBeGreaterThan(40);
  });
});
