import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteAnswer } from '../src/main/testing/loopback-site.ts';
import { expect, test } from './fixtures.ts';
import { scheduleId, sourceId } from './hosts/configuration.ts';
import { integrityOf, storedHistory, storedStates } from './hosts/database.ts';
import { onlyRun } from './hosts/run-report.ts';
import { root } from './hosts/runtime.ts';
import { location, type WaitzLocation } from './hosts/waitz-site.ts';

const samples = join(root, '../shared/sources/samples/waitz');
const recordingFile = join(samples, 'live-ucsd.recorded.json');
const runAll = ['--run-once', '--job', scheduleId, '--json'];

test.describe('against the answer that UC San Diego once gave', () => {
  test.skip(!existsSync(recordingFile), `The recording ${recordingFile} is not there.`);

  /** What an exported row must say of a location, by the rules of the exchange format. */
  function expectedRow(entry: WaitzLocation): object {
    const percent = entry.isAvailable ? entry.busyness : null;
    const open = (entry.subLocs || []).filter((part) => part.isOpen && part.isAvailable);
    const best = open.toSorted((left, right) => left.busyness - right.busyness)[0];
    return {
      buildingCode: `B${entry.id}`,
      buildingName: entry.name,
      sourceId,
      waitzId: String(entry.id),
      status: statusOf(entry, percent),
      busynessPercent: percent,
      people: entry.isAvailable ? entry.people : null,
      capacity: entry.capacity,
      isOpen: entry.isOpen,
      isAvailable: entry.isAvailable,
      hourSummary: entry.hourSummary,
      bestSpot: best?.name ?? null,
    };
  }

  function statusOf({ isOpen }: WaitzLocation, percent: number | null): string {
    if (!isOpen) return 'closed';
    if (percent === null) return 'no_data';
    if (percent < 30) return 'not_busy';
    if (percent < 60) return 'moderate';
    return percent < 80 ? 'busy' : 'very_busy';
  }

  test('every field of every building is stored as the source sent it, and looking again changes nothing', async ({
    rounds,
    site,
    profile,
  }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the recording is a file of known shape
    const recording = JSON.parse(readFileSync(recordingFile, 'utf8')) as { data: readonly WaitzLocation[] };
    site.setLocations(recording.data);
    await rounds.configure(site);

    const first = await rounds.run(runAll);
    expect(first.code, first.stderr).toBe(0);
    const count = recording.data.length;
    expect(onlyRun(first.stdout)).toMatchObject({
      kind: 'occupancy.update',
      trigger: 'command-line',
      status: 'succeeded',
      checked: count,
      created: count,
      failed: 0,
      errors: [],
    });

    const exported = await rounds.run(['--export', 'occupancy', '--format', 'json']);
    expect(exported.code).toBe(0);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compared field by field below
    const rows = JSON.parse(exported.stdout) as Record<string, unknown>[];
    const byCode = (left: object, right: object): number =>
      JSON.stringify(left).localeCompare(JSON.stringify(right), 'en');
    const seen = rows.map(({ firstChecked, lastChecked, ...rest }) => {
      expect(firstChecked).toBe(lastChecked);
      expect(firstChecked).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      return rest;
    });
    expect(seen.toSorted(byCode)).toEqual(recording.data.map(expectedRow).toSorted(byCode));

    const history = storedHistory(profile);
    expect(history).toHaveLength(count);
    const second = await rounds.run(runAll);
    expect(onlyRun(second.stdout)).toMatchObject({ status: 'succeeded', unchanged: count, changed: 0, created: 0 });
    expect(storedHistory(profile)).toEqual(history);

    const [place] = recording.data;
    if (place === undefined) throw new Error('The recording is empty.');
    site.change(place.id, { busyness: place.busyness + 7 });
    const third = await rounds.run([...runAll, '--verbose']);
    expect(onlyRun(third.stdout)).toMatchObject({
      changed: 1,
      unchanged: count - 1,
      changes: [
        { target: `B${place.id}`, field: 'busynessPercent', before: place.busyness, after: place.busyness + 7 },
      ],
    });
    expect(storedHistory(profile)).toHaveLength(count + 1);
    expect(integrityOf(profile)).toBe('ok');
  });
});

test.describe('a look that gives nothing', () => {
  const sample = (name: string): string => readFileSync(join(samples, name), 'utf8');
  const html = (status: number, name: string): SiteAnswer => ({
    status,
    headers: { 'content-type': 'text/html' },
    body: existsSync(samples) ? sample(name) : `<html><body><h1>${status}</h1></body></html>`,
  });
  const failures: readonly { what: string; answer: SiteAnswer; code: string; cause: RegExp }[] = [
    {
      what: 'a page that is not there',
      answer: html(404, 'error-404.constructed.html'),
      code: 'refused',
      cause: /404/,
    },
    { what: 'too many requests', answer: html(429, 'error-429.constructed.html'), code: 'network', cause: /429/ },
    {
      what: 'a web page in place of figures',
      answer: {
        headers: { 'content-type': 'text/html' },
        body: '<!DOCTYPE html><title>Log in</title><p>Please log in',
      },
      code: 'source_changed',
      cause: /web page|HTML|JSON/i,
    },
    { what: 'an empty list', answer: { body: '{"data": []}' }, code: 'source_changed', cause: /no location/ },
    { what: 'an empty body', answer: { body: '' }, code: 'source_changed', cause: /empty|nothing/i },
    {
      what: 'an answer cut short',
      answer: { body: '{"data": [{"name": "Main Library", "id": 1, "busyness": 4' },
      code: 'source_changed',
      cause: /JSON|cut|end/i,
    },
    {
      what: 'a list without one known building',
      answer: { body: JSON.stringify({ data: [location(900, 'Elsewhere', 5)] }) },
      code: 'source_changed',
      cause: /none|no .*known/i,
    },
  ];
  for (const { what, answer, code, cause } of failures) {
    test(`${what} fails the run by name and leaves what is known as it was`, async ({ rounds, site, profile }) => {
      rounds.prepare(site);
      const [states, history] = [storedStates(profile), storedHistory(profile)];
      expect(states).toHaveLength(3);
      site.answerWith(answer);

      const { code: exitCode, stdout } = await rounds.run(runAll);
      expect(exitCode).toBe(1);
      const run = onlyRun(stdout);
      expect(run).toMatchObject({ status: 'failed', checked: 3, failed: 3, changed: 0, unchanged: 0 });
      const own = run.errors.find(({ target }) => target === sourceId);
      expect(own?.code).toBe(code);
      expect(own?.message).toMatch(cause);
      expect(run.errors.map(({ target }) => target)).toEqual(expect.arrayContaining(['B1', 'B2', 'B3']));
      expect(storedStates(profile)).toEqual(states);
      expect(storedHistory(profile)).toEqual(history);
    });
  }

  test('a building that the list lacks fails alone and is named', async ({ rounds, site, profile }) => {
    rounds.prepare(site);
    const before = storedStates(profile);
    site.setLocations(site.locations.filter(({ id }) => id !== 2));

    const { code, stdout } = await rounds.run(runAll);
    expect(code).toBe(3);
    const run = onlyRun(stdout);
    expect(run).toMatchObject({ status: 'partial', checked: 3, unchanged: 2, failed: 1 });
    expect(run.errors).toMatchObject([{ target: 'B2', code: 'not_found' }]);
    expect(run.errors[0]?.message).toContain('id 2');
    expect(storedStates(profile)[1]).toEqual(before[1]);
  });
});
