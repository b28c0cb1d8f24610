import { expect, test } from './fixtures.ts';
import { sourceName } from './hosts/configuration.ts';
import { storedRuns } from './hosts/database.ts';
import { location } from './hosts/waitz-site.ts';
import { BuildingPage } from './pages/building-page.ts';
import { tabTo } from './pages/keyboard.ts';
import { NowPage } from './pages/now-page.ts';
import { openOccupancy, OccupancyPage } from './pages/occupancy-page.ts';
import { RunsPage } from './pages/runs-page.ts';
import { Shell } from './pages/shell.ts';

test('the sample data fills every page, and an update by hand is announced with its result', async ({ launch }) => {
  const { window } = await launch({ flags: ['--demo'] });
  const shell = new Shell(window);
  const list = new OccupancyPage(window);
  await expect(shell.heading).toHaveText('Now');
  await expect(window.getByText('Sample data', { exact: true })).toBeVisible();
  await shell.open('Occupancy');
  await expect(list.rows).toHaveCount(12);
  await expect(list.row('Harbour Library')).toContainText(/%|Closed/);

  await list.updateNow.click();
  await expect(shell.notices).toContainText(/Harbour Campus: 12 checked/);
  await shell.open('Runs');
  await expect(new RunsPage(window).rows.filter({ hasText: 'By hand' })).toHaveCount(1);

  await shell.open('Occupancy');
  await list.link('Harbour Library').click();
  const building = new BuildingPage(window);
  await expect(building.chart).toBeVisible();
  await expect(window.getByText(/^Over the last 24 hours, busyness was/)).toBeVisible();
  await expect(window.getByText(/^Rounds looked during/)).toBeVisible();
});

test.describe('the list of buildings', () => {
  test('shows a figure that changed at the source once it is updated by hand', async ({ launch, rounds, site }) => {
    rounds.prepare(site);
    const { window } = await launch();
    const { shell, list } = await openOccupancy(window);
    await expect(list.row('Main Library')).toContainText(/41\s*%/);
    await expect(list.row('Main Library')).toContainText('Second Floor');

    site.change(1, { busyness: 83, people: 166 });
    const { release } = await site.hold(() => list.updateNow.click());
    await expect(window.getByRole('progressbar', { name: new RegExp(sourceName) }).first()).toBeVisible();
    release();
    await expect(shell.notices).toContainText(`${sourceName}: 3 checked: 1 changed, 2 unchanged.`);
    await expect(list.row('Main Library')).toContainText(/83\s*%/);
    await expect(list.row('Main Library')).toContainText('Very busy');
    await expect(list.row('Climbing Gym')).toContainText(/12\s*%/);
  });

  test('keeps its search and its order in the address', async ({ launch, rounds, site }) => {
    rounds.prepare(site);
    const { window } = await launch();
    const { shell, list } = await openOccupancy(window);
    await list.search.fill('c');
    await expect(list.rows).toHaveCount(2);
    await list.table.getByRole('button', { name: 'Busyness, %' }).click();
    await expect.poll(() => shell.address()).toMatch(/^\/occupancy\?.*q=c/);
    await expect(list.rows.first()).toContainText('Corner Café');
    await window.reload();
    await expect(list.search).toHaveValue('c');
    await expect(list.rows.first()).toContainText('Corner Café');
    await window.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(list.rows).toHaveCount(3);
  });

  test('gains a building chosen from the source’s live list, which can be edited and removed', async ({
    launch,
    rounds,
    site,
  }) => {
    rounds.prepare(site);
    site.setLocations([...site.locations, location(7, 'Boat House', 33)]);
    const { window } = await launch();
    const { shell, list } = await openOccupancy(window);

    await list.addBuilding.click();
    const adding = shell.dialog('Add building');
    await adding.getByRole('button', { name: /^Ask 127\.0\.0\.1/ }).click();
    await expect(adding.getByRole('radio', { name: /^Main Library/ })).toBeDisabled();
    await adding.getByRole('radio', { name: /^Boat House/ }).check();
    await expect(adding.getByLabel('Name', { exact: true })).toHaveValue('Boat House');
    await adding.getByLabel('Code', { exact: true }).fill('BH');
    await adding.getByRole('button', { name: 'Watch this building' }).click();
    await expect(shell.notices).toContainText('Boat House is watched from now on.');
    await expect(list.rows).toHaveCount(4);
    await expect(list.row('Boat House')).toContainText('BH');
    await list.choose('Boat House', 'Update now');
    await expect(list.row('Boat House')).toContainText(/33\s*%/);

    await list.choose('Boat House', 'Edit');
    const editing = shell.dialog('Edit Boat House');
    await editing.getByLabel('Name', { exact: true }).fill('The Boat House');
    await editing.getByRole('button', { name: 'Save' }).click();
    await expect(list.row('The Boat House')).toContainText(/33\s*%/);

    await list.choose('The Boat House', 'Remove');
    const removing = shell.dialog('Stop watching The Boat House?');
    await removing.getByRole('button', { name: 'Keep watching' }).click();
    await expect(list.rows).toHaveCount(4);
    await list.choose('The Boat House', 'Remove');
    await removing.getByRole('button', { name: 'Stop watching' }).click();
    await expect(shell.notices).toContainText('The Boat House is no longer watched.');
    await expect(list.rows).toHaveCount(3);
  });
});

test(
  'a building’s history has a chart with a twin as a table, and its range stands in the address',
  { tag: '@long' },
  async ({ launch, rounds, site }) => {
    rounds.prepare(site);
    const { window } = await launch();
    const shell = new Shell(window);
    const building = new BuildingPage(window);
    await shell.open('Occupancy');
    await new OccupancyPage(window).link('Main Library').click();
    await expect(shell.heading).toHaveText('Main Library');
    await expect(shell.heading).toBeFocused();
    await expect(building.now).toContainText(/41\s*%/);
    await expect(building.now).toContainText('82 of 200');
    await expect(window.getByRole('table', { name: /^Parts of Main Library/ })).toContainText('First Floor');

    await expect(building.chart).toHaveAccessibleName('Busyness over the last 24 hours, moment shown');
    await building.chart.focus();
    await window.keyboard.press('End');
    await expect(building.chart).toHaveAttribute('aria-valuetext', /41\s*%|nobody looked/);

    await building.range('7 d').click();
    await expect(building.range('7 d')).toBeChecked();
    await expect(building.chart).toHaveAccessibleName('Busyness over the last 7 days, moment shown');
    expect(shell.address()).toBe('/occupancy/B1?range=7d');
    await building.showTable.click();
    await expect(building.historyTable).toContainText(/41\s*%/);
    await expect(building.chart).toBeHidden();
    expect(shell.address()).toBe('/occupancy/B1?range=7d&view=table');
    await window.reload();
    await expect(building.historyTable).toContainText(/41\s*%/);
    await expect(building.range('7 d')).toBeChecked();
    await building.showChart.click();
    await expect(building.chart).toBeVisible();
  },
);

test('a source that fails is named with what is still true, until a press of the button finds it well again', async ({
  launch,
  rounds,
  site,
}) => {
  rounds.prepare(site);
  const { window } = await launch();
  const shell = new Shell(window);
  const list = new OccupancyPage(window);
  const now = new NowPage(window);
  await expect(now.needs).toContainText('Nothing needs you.');
  await shell.open('Occupancy');
  const seen = list.row('Main Library').getByRole('time');
  const seenAt = await seen.getAttribute('datetime');

  site.answerWith({ status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' });
  await list.updateNow.click();
  await expect(shell.notices).toContainText('404 (not found)');
  await expect(list.row('Main Library')).toContainText(/41\s*%/);
  await expect(list.row('Main Library')).toContainText('The last look failed');
  expect(await seen.getAttribute('datetime')).toBe(seenAt);
  await list.link('Main Library').click();
  await expect(window.getByRole('note')).toContainText('404 (not found)');
  await expect(window.getByRole('note')).toContainText('The figures shown are the last good ones.');

  await shell.open('Now');
  const need = now.need('404 (not found)');
  await expect(need).toContainText(`${sourceName}: `);
  await expect(need).toContainText('The last figures of 3 of 3 buildings stay shown with their age.');
  await expect(shell.schedule(sourceName)).toContainText('failed');

  site.answerWith(null);
  site.change(1, { busyness: 44 });
  await need.getByRole('button', { name: /^Try again now/ }).click();
  await expect(now.needs).toContainText('Nothing needs you.');
  await shell.open('Occupancy');
  await expect(list.row('Main Library')).toContainText(/44\s*%/);
  await expect(list.row('Main Library')).not.toContainText('The last look failed');
});

test('a run under way can be canceled', async ({ launch, rounds, site, profile }) => {
  rounds.prepare(site);
  const { window } = await launch();
  const { shell, list } = await openOccupancy(window);
  const { release } = await site.hold(() => list.updateNow.click());
  await shell.backgroundWork.getByRole('button', { name: `Cancel ${sourceName}` }).click();
  await expect(shell.notices).toContainText('Canceled.');
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  expect(storedRuns(profile).at(-1)).toMatchObject({ status: 'canceled' });
  release();
});

test('the keyboard alone updates the figures, opens a building and finds a page by name', async ({
  launch,
  rounds,
  site,
}) => {
  rounds.prepare(site);
  const { window } = await launch();
  const shell = new Shell(window);
  const list = new OccupancyPage(window);
  await expect(shell.heading).toHaveText('Now');
  await tabTo(window, shell.areas.getByRole('link', { name: 'Occupancy' }));
  await window.keyboard.press('Enter');
  await expect(shell.heading).toHaveText('Occupancy');
  await expect(list.rows).toHaveCount(3);

  site.change(2, { busyness: 71 });
  await tabTo(window, list.updateNow);
  await window.keyboard.press('Enter');
  await expect(list.row('Climbing Gym')).toContainText(/71\s*%/);

  await tabTo(window, list.link('Climbing Gym'));
  await window.keyboard.press('ArrowDown');
  await expect(list.link('Corner Café')).toBeFocused();
  await window.keyboard.press('m');
  await expect(list.link('Main Library')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(shell.heading).toHaveText('Main Library');

  await window.keyboard.press('Control+k');
  await expect(shell.palette.getByRole('combobox')).toBeFocused();
  await window.keyboard.type('runs');
  await expect(shell.palette.getByRole('option', { name: /^Runs/ })).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('Enter');
  await expect(shell.heading).toHaveText('Runs');
  await window.keyboard.press('Control+k');
  await window.keyboard.type('corner');
  await window.keyboard.press('Enter');
  await expect(shell.heading).toHaveText('Corner Café');
  await window.keyboard.press('Control+k');
  await window.keyboard.press('Escape');
  await expect(shell.palette).toBeHidden();
});
