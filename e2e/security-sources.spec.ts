import { expect, test } from './fixtures.ts';
import { scheduleId, sourceId } from './hosts/configuration.ts';
import { parseReport } from './hosts/run-report.ts';
import { location } from './hosts/waitz-site.ts';
import { BuildingPage } from './pages/building-page.ts';
import { OccupancyPage, openOccupancy } from './pages/occupancy-page.ts';
import { invoke } from './pages/page-api.ts';
import { Shell } from './pages/shell.ts';

test('a link opens outside, in the user’s browser, and only over http and https', async ({ launch, rounds, site }) => {
  await rounds.configure(site);
  const { app, window } = await launch();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedByTest', opened);
    shell.openExternal = async (url) => void opened.push(url);
  });
  const opened = (): Promise<unknown> => app.evaluate(() => Reflect.get(globalThis, 'openedByTest') as unknown);
  const { list } = await openOccupancy(window);
  await list.link('Climbing Gym').click();
  await new BuildingPage(window).sourceLink.click();
  await expect.poll(opened).toEqual([`${site.url}/test-campus`]);
  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://example.org/',
    'app://rounds/',
    'vbscript:x',
  ]) {
    expect(await invoke(window, 'app.openLink', { url }), url).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  }
  expect(await opened()).toHaveLength(1);
});

test('text from a source is shown as text wherever it stands, and is no formula in an export', async ({
  launch,
  rounds,
  site,
}) => {
  const image = '<img src=x onerror="window.wasHacked=1">';
  const script = '<script>window.wasHacked=1</script>';
  site.setLocations([
    location(1, `Library ${image}`, 41, {
      hourSummary: `open ${script}`,
      bestLabel: image,
      subLocs: [
        { ...location(11, `Floor ${image}`, 20), abbreviation: script, hourSummary: image },
        { ...location(12, 'Loft', 70), abbreviation: '2' },
      ],
    }),
    location(2, '=HYPERLINK("http://evil")', 12, { hourSummary: '+cmd|calc' }),
    location(3, `Unwatched ${image}`, 5),
  ]);
  const building = { sourceId, name: '', code: '', waitzId: '' };
  await rounds.configure(site, {
    buildings: [
      { ...building, code: 'B1', name: `Library ${image}`, waitzId: '1' },
      { ...building, code: '@B2', name: '=1+2', waitzId: '2' },
      { ...building, code: 'B9', name: 'Lost', waitzId: script },
    ],
  });
  await rounds.run(['--run-once', '--job', scheduleId]);
  const { window } = await launch();
  const foreign: string[] = [];
  window.on('dialog', (dialog) => foreign.push(`dialog ${dialog.message()}`));
  window.on('request', (request) => {
    if (!request.url().startsWith('app://rounds/')) foreign.push(request.url());
  });
  const shell = new Shell(window);
  const list = new OccupancyPage(window);

  await shell.open('Occupancy');
  await expect(list.row(`Library ${image}`)).toContainText(`Floor ${image}`);
  await list.link(`Library ${image}`).click();
  await expect(shell.heading).toHaveText(`Library ${image}`);
  await expect(window.getByText(`open ${script}`)).toBeVisible();
  await expect(window.getByRole('table', { name: /^Parts/ })).toContainText(image);
  await shell.open('Now');
  await expect(window.getByText(/Lost: Waitz lists no location/)).toContainText(script);
  await shell.open('Runs');
  await window.getByRole('table').getByRole('link').first().click();
  await expect(window.getByRole('table', { name: 'Targets that failed' })).toContainText(script);
  await shell.open('Occupancy');
  await list.addBuilding.click();
  await expect(shell.dialog('Add building').getByText(`Unwatched ${image}`)).toBeVisible();
  expect(await window.evaluate(() => 'wasHacked' in window || document.querySelector('img[src="x"]') !== null)).toBe(
    false,
  );
  expect(foreign).toEqual([]);

  const { stdout } = await rounds.run(['--export', 'occupancy', '--format', 'csv']);
  expect(stdout).toContain("\r\n'@B2,'=1+2,");
  expect(stdout).toContain(",'+cmd|calc,");
  const cells = stdout.split('\r\n').flatMap((line) => line.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? []);
  expect(cells.filter((cell) => /^,?"?[=+@-]/.test(cell))).toEqual([]);
});

test('a private address is not asked unless its source says so', async ({ rounds, site, launch }) => {
  await rounds.configure(site, { allowPrivateAddress: false });
  const { code, stdout } = await rounds.run(['--run-once', '--job', scheduleId, '--json']);
  expect(code).toBe(1);
  const [run] = parseReport(stdout).runs;
  expect(run?.errors[0]).toMatchObject({ target: sourceId, code: 'refused' });
  expect(run?.errors[0]?.message).toContain('private address');
  const { window } = await launch();
  const reply = await invoke(window, 'sources.refreshSuggestions', { sourceId });
  expect(reply).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(site.requests).toEqual([]);
});
