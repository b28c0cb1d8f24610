import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WorkOrder } from '#shared/model/work-order.ts';
import { hasPortalSamples, readPortalSample } from '../testing/portal-samples.ts';
import { readDate } from './page-parts.ts';
import { parseEquipment } from './parse-equipment.ts';
import { parsePortalPage } from './parse-page.ts';
import type { OrderRow, PortalList } from './portal-page.ts';

const AnswerKey = z.array(
  z.object({
    work_id: z.string(),
    categories: z.array(z.string()),
    status: z.string(),
    reason: z.string().nullable(),
    project: z.string().nullable(),
    po: z.string().nullable(),
    created_by: z.string(),
    created_local: z.string(),
    customer: z.string(),
    customer_url: z.string(),
    store: z.string(),
    location_url: z.string(),
    brand: z.string(),
    address_lines: z.array(z.string()),
    contact_lines: z.array(z.string()),
    items: z.array(
      z.object({
        type: z.string(),
        lines: z.array(z.object({ quantity: z.number(), name: z.string(), code: z.string().nullable() })),
      }),
    ),
    visits_done: z.number(),
    visits_total: z.number(),
    visit_text: z.string().optional(),
    next_visit: z.object({ url: z.string(), date: z.string(), time: z.string() }).nullable(),
    due: z.string().nullable(),
    instructions: z.string().nullable(),
  }),
);
type AnswerKey = z.infer<typeof AnswerKey>;

/** Our reading, put as the answer key puts it. */
function toKey({ order, persons, createdLocal }: OrderRow): AnswerKey[number] {
  const cityLine = `${order.city} ${order.state} ${order.zip}`;
  const next = order.nextVisitId;
  const key: AnswerKey[number] = {
    work_id: order.number,
    categories: order.categories,
    status: order.status,
    reason: order.reason,
    project: order.project,
    po: order.poNumber,
    created_by: persons.createdBy ?? '',
    created_local: createdLocal === null ? '' : `${usDate(createdLocal.date)} ${halfDay(createdLocal.minute)}`,
    customer: order.customer ?? '',
    customer_url: `/app/customers/${order.customerId}/`,
    store: order.storeNumber ?? '',
    location_url: `/app/customers/locations/${order.locationId}/`,
    brand: order.brand ?? '',
    address_lines: [order.street, order.crossStreet, cityLine, order.county].filter((line) => line !== null),
    contact_lines: persons.contact,
    items: order.items.map(({ type, lines }) => ({
      type,
      lines: lines.map(({ quantity, description, code }) => ({ quantity, name: description, code })),
    })),
    visits_done: order.visitsDone ?? -1,
    visits_total: order.visitsPlanned ?? -1,
    next_visit:
      next === null
        ? null
        : {
            url: `/app/work/${order.number.slice(2)}/visits/${next}/`,
            date: usDate(order.nextVisitDate),
            time: order.nextVisitTime ?? '',
          },
    due: order.dueDate === null ? null : usDate(order.dueDate),
    instructions: order.instructions,
  };
  if (order.lastVisitDate === null) return key;
  return { ...key, visit_text: `${key.visits_done} / ${key.visits_total} visits ${usDate(order.lastVisitDate)}` };
}

function usDate(date: string | null): string {
  return date === null ? '' : `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;
}

function halfDay(minute: number): string {
  const hour = Math.floor(minute / 60);
  const [clock, rest] = [String(hour % 12 || 12).padStart(2, '0'), String(minute % 60).padStart(2, '0')];
  return `${clock}:${rest}${hour < 12 ? 'am' : 'pm'}`;
}

function listOf(name: string): PortalList {
  const page = parsePortalPage(readPortalSample(name));
  if (page.kind !== 'list') throw new Error(`${name} is ${page.kind}.`);
  return page;
}

describe.skipIf(!hasPortalSamples)('the recorded pages of the portal beside the repository', () => {
  const key = hasPortalSamples
    ? AnswerKey.parse(JSON.parse(readPortalSample('work-list-58-rows-2025-06-14.expected.json')))
    : [];

  it('are read as the answer key says, 58 of 58 rows field by field', () => {
    const list = listOf('work-list-58-rows-2025-06-14.recorded.html');
    expect(list.faults).toEqual([]);
    expect(list.orders).toHaveLength(58);
    for (const [index, row] of list.orders.entries()) {
      expect(toKey(row)).toEqual(key[index]);
      expect(WorkOrder.safeParse({ ...row.order, createdAt: null }).error).toBeUndefined();
    }
    expect(list.pager).toEqual({
      hasNext: false,
      hasPrevious: false,
      matches: null,
      pageSize: 100,
      pageSizes: [25, 50, 100],
    });
  });

  it('are the same 58 orders where the list is divided into three pages', () => {
    const pages = [1, 2, 3].map((page) => listOf(`work-list-page-${page}-of-3.constructed.html`));
    expect(pages.map(({ rows }) => rows)).toEqual([25, 25, 8]);
    expect(pages.map(({ pager }) => [pager.hasPrevious, pager.hasNext, pager.pageSize])).toEqual([
      [false, true, 25],
      [true, true, 25],
      [true, false, 25],
    ]);
    expect(pages.flatMap(({ orders }) => orders.map(toKey))).toEqual(key);
  });

  it('are an empty list only where the frame of the list is there', () => {
    expect(listOf('work-list-empty.constructed.html')).toMatchObject({ orders: [], faults: [], rows: 0 });
    expect(parsePortalPage(readPortalSample('login-page.recorded.html'))).toEqual({ kind: 'login' });
  });

  it('show eight dispensers, codes with their zeros', () => {
    const equipment = parseEquipment(readPortalSample('equipment-dispensers-8.recorded.html'));
    expect(equipment).toHaveLength(8);
    expect(equipment[0]).toEqual({
      type: 'Dispenser',
      title: '1/2 - Regular, Plus, Diesel, Ethanol-Free Gasoline Plus, Super - Gilbarco',
      serialNumber: 'EN00037196',
      make: 'Gilbarco',
      model: 'NL3',
      fields: [
        { label: 'Grade', value: 'Regular, Plus, Diesel, Ethanol-Free Gasoline Plus, Super' },
        { label: 'Stand Alone Code', value: '0128' },
        { label: 'Number of Nozzles (per side)', value: '3' },
        { label: 'Meter Type', value: 'Electronic' },
      ],
    });
    expect(equipment.every(({ make, fields }) => make === 'Gilbarco' && fields.length === 4)).toBe(true);
    expect(new Set(equipment.map(({ title }) => title)).size).toBe(8);
  });
});

describe('dates and times of the portal', () => {
  it.each([
    ['04/08/2025', '2025-04-08'],
    ['02/30/2025', null],
    ['13/01/2025', null],
    ['2025-04-08', null],
  ])('%s is %s', (text, date) => {
    expect(readDate(text)).toBe(date);
  });
});
