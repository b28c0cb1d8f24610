import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HutsOrgSource } from '#shared/model/source.ts';
import { hasHutSamples, readHutSample } from '../testing/hut-samples.ts';
import { parseHere } from '../testing/parse-here.ts';
import { openPoliteBench, type PoliteBench } from '../testing/polite-bench.ts';
import type { SourceReader } from '../source-reader.ts';
import { readHutsOrgWeek } from './fetch.ts';
import { weekPage } from './fixtures/week-page.ts';

const never = new AbortController().signal;

let bench: PoliteBench;
let reader: SourceReader;
let source: HutsOrgSource;

beforeEach(async () => {
  bench = await openPoliteBench();
  reader = { http: bench.createHttp({}), parse: parseHere };
  source = HutsOrgSource.parse({
    id: 'tenth',
    kind: 'huts-org',
    name: 'Huts of the Rockies',
    baseUrl: bench.site.url,
    associations: '1,3',
    allowPrivateAddress: true,
    limits: { minGapMs: 0 },
  });
});

afterEach(() => bench.close());

describe('asking huts.org', () => {
  it('gets the week that holds a date by one request', async () => {
    bench.site.on('/getPage.php', { headers: { 'content-type': 'text/html' }, body: weekPage({}) });
    expect((await readHutsOrgWeek(reader, source, '2028-01-03', never)).from).toBe('2027-12-29');
    expect(bench.site.requests.map(({ path }) => path)).toEqual([
      '/getPage.php?page=oShowHutAvail.asp&thisWeek=1/3/2028&hsid=1,3',
    ]);
    expect(bench.site.requests[0]?.headers.accept).toBe('text/html');
  });

  it.each(['text/html', 'text/html; charset=iso-8859-1'])('reads latin-1 as it is sent: %s', async (type) => {
    const page = weekPage({ rows: [['Café Hüt', '1', '2', '3', '4', '5', '6', '7']] });
    bench.site.on('/getPage.php', { headers: { 'content-type': type }, body: Buffer.from(page, 'latin1') });
    const { huts } = await readHutsOrgWeek(reader, source, '2027-12-29', never);
    expect(huts.map(({ name }) => name)).toEqual(['Café Hüt']);
  });

  it.each(['2027-12-28', '2028-01-05', '2028-12-29'])('refuses another week than that of %s', async (from) => {
    bench.site.on('/getPage.php', { headers: { 'content-type': 'text/html' }, body: weekPage({}) });
    await expect(readHutsOrgWeek(reader, source, from, never)).rejects.toMatchObject({
      code: 'source_changed',
      userMessage: `${bench.site.host}/getPage.php shows the nights 2027-12-29 to 2028-01-04, although that of ${from} was asked for.`,
    });
  });

  it.skipIf(!hasHutSamples)('reads the recorded page as the site sends it', async () => {
    const body = Buffer.from(readHutSample('huts-org-week-2016-12-01.recorded.html'), 'latin1');
    bench.site.on('/getPage.php', { headers: { 'content-type': 'text/html' }, body });
    expect((await readHutsOrgWeek(reader, source, '2016-12-01', never)).huts).toHaveLength(29);
    await expect(readHutsOrgWeek(reader, source, '2016-12-08', never)).rejects.toMatchObject({
      code: 'source_changed',
    });
  });
});
