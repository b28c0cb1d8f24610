import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type LoopbackSite, sendAnswer, startLoopbackSite } from '../src/main/testing/loopback-site.ts';
import { expect, type Rounds, test } from './fixtures.ts';
import { onlyRun, type RunReport } from './hosts/run-report.ts';
import { root } from './hosts/runtime.ts';

const samples = join(root, '../shared/sources/samples/workfossa');
const recordedList = 'work-list-58-rows-2025-06-14.recorded.html';
const read = (name: string): string => readFileSync(join(samples, name), 'utf8');

const usDate = z.string().regex(/^\d\d\/\d\d\/\d{4}$/);
const ExpectedRow = z.object({
  work_id: z.string(),
  categories: z.array(z.string()),
  status: z.string(),
  reason: z.string().nullable(),
  project: z.string().nullable(),
  po: z.string().nullable(),
  created_local: z.string(),
  customer: z.string(),
  store: z.string(),
  brand: z.string(),
  address_lines: z.array(z.string()),
  items: z.array(
    z.object({
      type: z.string(),
      lines: z.array(z.object({ quantity: z.number(), name: z.string(), code: z.string().nullable() })),
    }),
  ),
  visits_done: z.int(),
  visits_total: z.int(),
  next_visit: z.object({ date: usDate, time: z.string() }).nullable(),
  due: usDate.nullable(),
  instructions: z.string(),
});
type ExpectedRow = z.infer<typeof ExpectedRow>;

const isoDate = (date: string): string => date.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2');

/** `04/08/2025 09:41am` in New York as an instant: whichever offset gives that wall clock there. */
function instantOf(local: string): string | undefined {
  const [, date = '', hour = '', minute = '', half = ''] = /^(\S+) (\d\d):(\d\d)([ap]m)$/.exec(local) ?? [];
  const hours = (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
  const wall = `${isoDate(date)}T${String(hours).padStart(2, '0')}:${minute}:00`;
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return ['-04:00', '-05:00']
    .map((offset) => new Date(`${wall}${offset}`))
    .find((at) => shown.format(at).replace(' ', 'T') === wall)
    ?.toISOString();
}

/** What the export must say of a row of the answer key, but for when Rounds looked. */
function exportedOf(row: ExpectedRow): object {
  const lines = row.address_lines;
  const [, city, state, zip] = /^(.*) ([A-Za-z]{2}) (\S+)$/.exec(lines.at(-2) ?? '') ?? [];
  return {
    number: row.work_id,
    status: row.status,
    categories: row.categories,
    reason: row.reason,
    project: row.project,
    poNumber: row.po,
    createdAt: instantOf(row.created_local),
    customer: row.customer,
    storeNumber: row.store,
    brand: row.brand,
    street: lines[0],
    crossStreet: lines.length === 4 ? lines[1] : null,
    city,
    state,
    zip,
    county: lines.at(-1),
    items: row.items.map(({ type, lines: own }) => ({
      type,
      lines: own.map(({ quantity, name: description, code }) => ({ quantity, description, code })),
    })),
    visitsDone: row.visits_done,
    visitsPlanned: row.visits_total,
    nextVisitDate: row.next_visit === null ? null : isoDate(row.next_visit.date),
    nextVisitTime: row.next_visit?.time ?? null,
    dueDate: row.due === null ? null : isoDate(row.due),
    instructions: row.instructions,
    missingSince: null,
  };
}

/** Turns the page when its visible link is clicked, as the portal's own script would. */
const turning = (next: string): string =>
  `<script>for (const link of document.querySelectorAll('.paginator-wrapper a.next-page'))
    link.addEventListener('click', (event) => { event.preventDefault(); location.href = '${next}'; });</script></body>`;

/** What a test's portal shows: its list as pages, or something else in its place. */
interface Portal {
  readonly site: LoopbackSite;
  show(...pages: readonly string[]): void;
}

async function startPortal(): Promise<Portal> {
  let shown: readonly string[] = [];
  const site = await startLoopbackSite({
    otherwise: (request, response) => {
      const address = new URL(request.url ?? '/', site.url);
      const number = Number(address.searchParams.get('page') ?? '1');
      const page = address.pathname === '/app/work/list' ? shown[number - 1] : undefined;
      if (page === undefined) return sendAnswer(response, { status: 404 });
      const body = page.replace('</body>', () => turning(`/app/work/list?page=${number + 1}`));
      return sendAnswer(response, { headers: { 'content-type': 'text/html; charset=utf-8' }, body });
    },
  });
  return { site, show: (...pages) => void (shown = pages) };
}

async function configure(rounds: Rounds, home: string, { site }: Portal): Promise<void> {
  const limits = { minGapMs: 0, timeoutMs: 5000 };
  const source = {
    id: 'recorded',
    kind: 'workfossa',
    name: 'Recorded portal',
    baseUrl: site.url,
    allowPrivateAddress: true,
    username: 'operator@example.org',
    passwordEnv: 'TEST_PORTAL_PASSWORD',
    timeZone: 'America/New_York',
    limits,
  };
  const schedules = [{ id: 'orders', job: 'work-orders.sync', params: { sourceId: 'recorded' }, every: 'PT1H' }];
  const file = join(home, 'portal.json');
  writeFileSync(file, JSON.stringify({ version: 1, sources: [source], schedules }));
  const imported = await rounds.run(['--import-config', file]);
  expect(imported.code, imported.stderr).toBe(0);
}

async function sync(rounds: Rounds): Promise<{ readonly code: number | null; readonly run: RunReport }> {
  const { code, stdout, stderr } = await rounds.run(['--run-once', '--job', 'work-orders.sync', '--json'], {
    env: { TEST_PORTAL_PASSWORD: 'nobody asks for it' },
  });
  expect(stdout, stderr).not.toBe('');
  return { code, run: onlyRun(stdout) };
}

const Exported = z.array(z.looseObject({ number: z.string(), missingSince: z.string().nullable() }));

async function exported(rounds: Rounds): Promise<z.infer<typeof Exported>> {
  const { stdout } = await rounds.run(['--export', 'work-orders', '--format', 'json']);
  return Exported.parse(JSON.parse(stdout));
}

const byNumber = (left: { readonly number: string }, right: { readonly number: string }): number =>
  left.number < right.number ? -1 : 1;

test.describe('against the pages that WorkFossa once showed', () => {
  test.skip(!existsSync(join(samples, recordedList)), `The recordings of ${samples} are not there.`);
  test.slow();

  test('every field of 58 orders is kept and exported; a login page and an empty list are told apart', async ({
    rounds,
    home,
  }) => {
    const portal = await startPortal();
    await configure(rounds, home, portal);
    portal.show(read(recordedList));
    const first = await sync(rounds);
    expect(first).toMatchObject({ code: 0, run: { status: 'succeeded', checked: 58, created: 58, failed: 0 } });
    const expected = z.array(ExpectedRow).parse(JSON.parse(read('work-list-58-rows-2025-06-14.expected.json')));
    const rows = (await exported(rounds)).map(({ firstChecked: _first, lastChecked: _last, ...row }) => row);
    const wanted = expected.map((row) => ({ number: row.work_id, ...exportedOf(row) }));
    expect(rows.toSorted(byNumber)).toEqual(wanted.toSorted(byNumber));

    portal.show(read('login-page.recorded.html'));
    const out = await sync(rounds);
    expect(out.code).toBe(1);
    expect(out.run).toMatchObject({ status: 'failed', errors: [{ code: 'signed_out' }] });
    expect((await exported(rounds)).map(({ missingSince }) => missingSince)).toEqual(rows.map(() => null));
    await portal.site.close();
  });

  test('three pages are read to their end, and an empty list after them leaves every order missing', async ({
    rounds,
    home,
  }) => {
    const portal = await startPortal();
    await configure(rounds, home, portal);
    portal.show(...[1, 2, 3].map((number) => read(`work-list-page-${number}-of-3.constructed.html`)));
    const first = await sync(rounds);
    expect(first).toMatchObject({ code: 0, run: { status: 'succeeded', checked: 58, created: 58, failed: 0 } });
    expect(await exported(rounds)).toHaveLength(58);

    portal.show(read('work-list-empty.constructed.html'));
    const second = await sync(rounds);
    expect(second).toMatchObject({ code: 0, run: { status: 'succeeded', failed: 0 } });
    const rows = await exported(rounds);
    expect(rows).toHaveLength(58);
    for (const { missingSince } of rows) expect(missingSince).not.toBeNull();
    await portal.site.close();
  });
});
