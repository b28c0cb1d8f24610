import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type LoopbackSite, startLoopbackSite } from '../src/main/testing/loopback-site.ts';
import { expect, test } from './fixtures.ts';
import { onlyRun } from './hosts/run-report.ts';
import { root } from './hosts/runtime.ts';
import { HutsPage } from './pages/huts-page.ts';
import { Shell } from './pages/shell.ts';

const samples = join(root, '../shared/sources/samples/huts');
const trientFile = join(samples, 'availability-281-trient-242-days.recorded.json');

const Days = z.array(
  z.object({ date: z.string(), freeBeds: z.int().nullable(), totalSleepingPlaces: z.int(), percentage: z.string() }),
);
const Exported = z.array(
  z.object({
    hutSlug: z.string(),
    date: z.string(),
    free: z.int().nullable(),
    total: z.int().nullable(),
    occupancyPercent: z.number().nullable(),
    occupancyStatus: z.string(),
    reservationStatus: z.string(),
  }),
);

/** What the rules say of free and total beds: 100 % where there are none at all, and unknown then. */
function rulesOf(free: number | null, total: number): { percent: number; status: string } {
  if (total === 0) return { percent: 100, status: 'unknown' };
  const percent = ((total - (free ?? 0)) / total) * 100;
  if (percent === 100) return { percent, status: 'full' };
  return { percent, status: percent > 62 ? 'high' : percent > 37 ? 'medium' : percent > 0 ? 'low' : 'empty' };
}

function expectedRows(hutSlug: string, days: z.infer<typeof Days>): object[] {
  return days.map(({ date, freeBeds, totalSleepingPlaces: total, percentage }) => {
    const { percent, status } = rulesOf(freeBeds, total);
    return {
      hutSlug,
      date: date.slice(0, 10),
      free: freeBeds,
      total,
      occupancyPercent: percent,
      occupancyStatus: status,
      reservationStatus: percentage === 'CLOSED' ? 'not_possible' : 'possible',
    };
  });
}

function configuration(site: LoopbackSite): object {
  const limits = { minGapMs: 0 };
  const service = { id: 'recorded', kind: 'hut-reservation', name: 'Recorded huts', baseUrl: site.url };
  const hut = { sourceId: service.id, timeZone: 'Europe/Zurich' };
  return {
    version: 1,
    sources: [{ ...service, allowPrivateAddress: true, limits }],
    huts: [
      { ...hut, slug: 'trient', name: 'Cabane du Trient', bookingRef: '281' },
      { ...hut, slug: 'adamek', name: 'Adamek-Hütte', bookingRef: '491' },
    ],
    schedules: [{ id: 'huts', job: 'huts.update', params: { sourceId: service.id }, every: 'PT24H' }],
  };
}

test.describe('against the answers that hut-reservation once gave', () => {
  test.skip(!existsSync(trientFile), `The recording ${trientFile} is not there.`);

  test('every night of Trient and Adamek is kept, exported and shown as it was told', async ({
    rounds,
    launch,
    home,
  }) => {
    const read = (name: string): string => readFileSync(join(samples, name), 'utf8');
    const trient = z
      .object({ availability: Days })
      .parse(JSON.parse(read('availability-281-trient-242-days.recorded.json')));
    const raw = z
      .object({ availability: z.unknown() })
      .parse(JSON.parse(read('availability-281-trient-242-days.recorded.json')));
    const adamekText = read('availability-491-adamek-2025-06-21_to_2025-08-07.recorded.json');
    const site = await startLoopbackSite();
    const nightsPath = '/api/v1/reservation/getHutAvailability?hutId=';
    site.on(`${nightsPath}281`, { body: JSON.stringify(raw.availability) });
    site.on(`${nightsPath}491`, { body: adamekText });
    site.on('/api/v1/reservation/hutInfo/491', { body: read('hutinfo-491-adamek.recorded.json') });
    const file = join(home, 'huts.json');
    writeFileSync(file, JSON.stringify(configuration(site)));
    expect((await rounds.run(['--import-config', file])).code).toBe(0);

    const run = await rounds.run(['--run-once', '--job', 'huts.update', '--all', '--days', '731', '--json']);
    expect(run.code, run.stderr).toBe(0);
    expect(onlyRun(run.stdout)).toMatchObject({ status: 'succeeded', checked: 2, created: 2, failed: 0 });
    const exported = await rounds.run(['--export', 'hut-availability', '--format', 'json']);
    expect(Exported.parse(JSON.parse(exported.stdout))).toEqual([
      ...expectedRows('adamek', Days.parse(JSON.parse(adamekText))),
      ...expectedRows('trient', trient.availability),
    ]);

    const { window } = await launch();
    const shell = new Shell(window);
    const page = new HutsPage(window);
    await window.evaluate(() => void (location.hash = '#/huts?from=2026-09-01'));
    const { availability } = trient;
    const shown = availability
      .slice(0, 14)
      .map(({ freeBeds, totalSleepingPlaces: total }) =>
        freeBeds === null ? /closed/ : new RegExp(`${freeBeds} of ${total} beds free`),
      );
    for (const [index, words] of shown.entries()) {
      await expect(page.cells('Cabane du Trient').nth(index)).toHaveAccessibleName(words);
    }
    await window.evaluate(() => void (location.hash = '#/huts/adamek?night=2025-06-21&from=2025-06'));
    await expect(shell.heading).toHaveText('Adamek-Hütte');
    await expect(window.getByText('2,196 m')).toBeVisible();
    const [first] = Days.parse(JSON.parse(adamekText));
    await expect(window.getByRole('gridcell', { name: /^Sat 21 Jun 2025/ })).toHaveAccessibleName(
      new RegExp(`${first?.freeBeds} of ${first?.totalSleepingPlaces} beds free`),
    );
    await site.close();
  });
});
