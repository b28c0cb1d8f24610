import { afterEach, describe, expect, it } from 'vitest';
import { portalAccount } from '../../../sample-sites/portal/site.ts';
import { ordersAt } from '../../../sample-sites/portal/orders.ts';
import { openPortalBench, type PortalBench } from '../testing/portal-bench.ts';

let bench: PortalBench;

afterEach(() => bench.close());

function posts(): number {
  return bench.pages.asked.filter(({ method }) => method === 'POST').length;
}

function numbersNow(count: number): string[] {
  return ordersAt(1, bench.now, count).map(({ number }) => `W-${number}`);
}

// Pages without a browser take their time where others use the machine too.
describe('reading the list of a portal', { timeout: 60_000 }, () => {
  it('signs in, asks for large pages and reads every one, which is proof', async () => {
    bench = await openPortalBench({ orderCount: 130 });
    const list = await bench.readList();
    expect(list).toMatchObject({ faults: [], doubts: [], trouble: null, pages: 2, matches: 130 });
    expect(list.orders.map(({ order }) => order.number)).toEqual(numbersNow(130));
    expect(bench.accounts.told).toEqual(['password', 'signed in', 'kept', 'kept']);
    expect(posts()).toBe(1);
    expect(bench.pages.openCount()).toBe(0);
    expect(bench.evidence).toEqual([]);
  });

  it('goes on with the session that was kept, and signs in anew once it has ended', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    await bench.readList();
    expect((await bench.readList()).doubts).toEqual([]);
    expect(posts()).toBe(1);
    bench.now += 13 * 3_600_000;
    expect((await bench.readList()).orders).toHaveLength(numbersNow(30).length);
    expect(posts()).toBe(2);
  });

  it('tries a wrong password exactly once, and then not at all', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    bench.accounts.secret = 'not-the-password';
    await expect(bench.readList()).rejects.toMatchObject({ code: 'signed_out' });
    expect([posts(), bench.accounts.told]).toEqual([1, ['password', 'refused', 'kept']]);
    const before = bench.pages.asked.length;
    await expect(bench.readList()).rejects.toMatchObject({ code: 'signed_out' });
    expect(bench.pages.asked).toHaveLength(before);
    expect(bench.pages.openCount()).toBe(0);
    expect(bench.evidence.map(({ step }) => step)).toEqual(['the list after signing in']);
    expect(JSON.stringify(bench.evidence)).not.toContain('not-the-password');
  });

  it('keeps nothing of a test with a password that was only typed', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    const portal = await bench.open({ password: portalAccount.password });
    expect(await portal.glance()).toEqual({ orders: 25, matches: 30 });
    await portal.close();
    await expect(bench.open({ password: 'wrong' })).rejects.toMatchObject({ code: 'signed_out' });
    expect([bench.accounts.told, bench.accounts.cookies]).toEqual([[], []]);
  });

  it('keeps what it read where the session dies at page 2, and does not sign in again', async () => {
    bench = await openPortalBench({ orderCount: 130 });
    bench.troubles = ['session dies at page 2'];
    const list = await bench.readList();
    expect(list.orders).toHaveLength(100);
    expect(list.trouble).toMatchObject({ code: 'signed_out' });
    expect(list.doubts).toEqual(['The reading ended on page 1, before the last one.']);
    expect(posts()).toBe(1);
    expect(bench.evidence.map(({ step }) => step)).toEqual(['page 2 of the list']);
  });

  it('keeps what it read where page 3 fails', async () => {
    bench = await openPortalBench({ orderCount: 60, timeoutMs: 2000 });
    bench.troubles = ['page 3 fails', 'deaf page size'];
    const list = await bench.readList();
    expect([list.orders.length, list.pages, list.trouble?.code]).toEqual([50, 2, 'timeout']);
    expect(list.doubts).toEqual(['The reading ended on page 2, before the last one.']);
  });

  it('keeps the first of an order on two pages, and doubts the whole', async () => {
    bench = await openPortalBench({ orderCount: 130 });
    bench.troubles = ['order on two pages'];
    const list = await bench.readList();
    expect(new Set(list.orders.map(({ order }) => order.number)).size).toBe(list.orders.length);
    expect(list.trouble).toBeNull();
    expect(list.doubts.join(' ')).toMatch(/^The list moved while it was read: W-\d+ was on two pages\.$/);
  });

  it('doubts a list that counts other than it shows', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    bench.troubles = ['wrong count'];
    expect((await bench.readList()).doubts).toEqual([
      'The list says that it has 33 matches, and 30 orders were found.',
    ]);
  });

  it('takes a row without a number for a fault of its own, and doubts the whole', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    bench.troubles = ['row without number'];
    const list = await bench.readList();
    expect(list.orders).toHaveLength(29);
    expect(list.faults).toEqual([{ number: null, label: 'page 1, row 3', reason: 'The row has no link to an order.' }]);
    expect(list.doubts.at(-1)).toBe("1 row could not be read, not even the order's number.");
  });

  it('knows the order of a row that it cannot read, so that the list is whole without it', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    bench.troubles = ['impossible date'];
    const list = await bench.readList();
    expect(list.faults).toHaveLength(1);
    expect(list.faults[0]).toMatchObject({
      number: numbersNow(30)[1],
      reason: 'The date of the next visit is no date.',
    });
    expect(list.doubts).toEqual([]);
  });

  it.each([
    ['changed layout', /30 of them are not built as they were\. The row has no status/],
    ['changed heading', /heads its list Order, Client, Positions, Dates/],
  ] as const)('stops at a %s', async (trouble, message) => {
    bench = await openPortalBench({ orderCount: 30 });
    bench.troubles = [trouble];
    const reading = bench.readList();
    await expect(reading).rejects.toMatchObject({ code: 'source_changed' });
    await expect(reading).rejects.toThrow(message);
    expect(bench.pages.openCount()).toBe(0);
  });

  it('goes on with small pages where the control does not answer', async () => {
    bench = await openPortalBench({ orderCount: 60, timeoutMs: 2000 });
    bench.troubles = ['deaf page size'];
    expect(await bench.readList()).toMatchObject({ pages: 3, matches: 60, doubts: [], trouble: null });
  });

  it('stops where a page comes again', async () => {
    bench = await openPortalBench({ orderCount: 130, timeoutMs: 2000 });
    bench.troubles = ['same page again'];
    const list = await bench.readList();
    expect([list.orders.length, list.trouble?.code]).toEqual([100, 'timeout']);
  });

  it('waits for rows that come later than their frame', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    bench.troubles = ['late rows'];
    expect(await bench.readList()).toMatchObject({ pages: 1, matches: 30, doubts: [], trouble: null });
  });

  it('believes an empty list after a second look, and not at once', async () => {
    bench = await openPortalBench({ orderCount: 30, timeoutMs: 1000 });
    bench.troubles = ['no orders'];
    expect(await bench.readList()).toMatchObject({ orders: [], matches: 0, doubts: [], trouble: null, pages: 1 });
    expect(bench.pages.asked.filter(({ path }) => path === '/app/work/list')).toHaveLength(3);
  });

  it('says what the server answered where the list fails', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    await bench.readList();
    bench.troubles = ['list fails'];
    const reading = bench.readList();
    await expect(reading).rejects.toMatchObject({ code: 'network' });
    await expect(reading).rejects.toThrow(/answered 500/);
    expect(posts()).toBe(1);
  });

  it('shows what stands at a place, and asks for turns for all it does', async () => {
    bench = await openPortalBench({ orderCount: 30 });
    const portal = await bench.open();
    const { orders } = await portal.readList();
    const locationId = orders[0]?.order.locationId ?? '';
    const equipment = await portal.readEquipment(locationId);
    expect(equipment.length).toBeGreaterThan(1);
    expect(equipment[0]?.fields.find(({ label }) => label === 'Stand Alone Code')?.value).toMatch(/^0\d{3}$/);
    await expect(portal.readEquipment('1')).rejects.toMatchObject({ code: 'refused' });
    expect((await portal.readList()).orders).toHaveLength(30);
    await portal.close();
    expect(bench.turns.filter((turn) => turn.startsWith('document')).length).toBe(bench.pages.asked.length);
  });
});
