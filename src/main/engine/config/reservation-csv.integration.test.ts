import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReservationCsvReport } from '#shared/contract/bookings.ts';
import { exportDataset } from '../export/export-dataset.ts';
import { customerColumns, reservationColumns } from '../export/reservation-columns.ts';
import { parseRange } from '../export/range.ts';
import { offer, putSlots, sampleProvider, sampleService, secretName, writtenByRuns } from '../testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';

const start = Date.parse('2026-03-02T04:00:00Z');

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
  const { store } = test.engine;
  offer(store, sampleProvider(), sampleService({ maxPeople: 4 }));
  putSlots(store, 's1', '2026-03-03', 2);
});
afterEach(() => test.close());

const header = [...reservationColumns, ...customerColumns];
type Line = Partial<Record<(typeof header)[number], string>>;

const sound: Line = {
  id: 'r1',
  serviceId: 's1',
  date: '2026-03-03',
  from: '09:00',
  status: 'paid',
  people: '2',
  createdAt: '2026-03-01T08:00:00Z',
  customerName: secretName,
};

function fileOf(lines: readonly Line[], separator = ','): string {
  const rows = lines.map((line) => header.map((column) => line[column] ?? '').join(separator));
  return `${[header.join(separator), ...rows].join('\r\n')}\r\n`;
}

async function importText(text: string, apply = true): Promise<ReservationCsvReport> {
  return test.engine.handlers['bookings.importCsv']({ text, apply });
}
const importLines = (lines: readonly Line[], apply = true) => importText(fileOf(lines), apply);
const stored = (id: string) => test.engine.store.reservations.find(id);

describe('an import of reservations from CSV', () => {
  it('takes them in under their own ids, each with a place of its slot', async () => {
    const report = await importLines([
      { ...sound, customerEmail: 'z@example.invalid', customerPhone: '+507 6000-0011', totalPrice: '80.00' },
      { ...sound, id: 'r2', from: '10:00', status: 'pending', expiresAt: '2026-03-02T05:00:00+01:00' },
      { ...sound, id: 'r3', status: 'cancelled', cancelledAt: '2026-03-01T09:00:00Z', cancelledBy: 'expiry' },
    ]);
    expect(report).toMatchObject({ rows: 3, faults: [], created: 3, changed: 0, unchanged: 0 });
    expect(stored('r1')).toMatchObject({
      status: 'paid',
      totalPrice: '80.00',
      customerPhone: '+507 6000-0011',
      people: 2,
    });
    expect(stored('r2')).toMatchObject({ status: 'pending', expiresAt: start, totalPrice: '100.00' });
    expect(stored('r3')).toMatchObject({ status: 'cancelled', cancelledBy: 'expiry', slotId: null });
    expect(test.told.map(({ name }) => name)).toContain('bookings.changed');
  });

  it('changes nothing the second time', async () => {
    await importLines([sound]);
    expect(await importLines([sound])).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    expect(await importLines([{ ...sound, people: '3' }])).toMatchObject({ created: 0, changed: 1, unchanged: 0 });
    expect(stored('r1')?.people).toBe(3);
  });

  it('shows what it would do, and stores nothing, until it is applied', async () => {
    const report = await importLines([sound, { ...sound, id: 'r2', from: '10:00' }], false);
    expect(report).toMatchObject({ created: 2, faults: [] });
    expect(report.preview.map(({ id, totalPrice }) => [id, totalPrice])).toEqual([
      ['r1', '100.00'],
      ['r2', '100.00'],
    ]);
    expect(stored('r1')).toBeUndefined();
    expect(test.told).toEqual([]);
  });

  it('reads back what the export writes with persons, apostrophes before formulas and all', async () => {
    await importLines([
      { ...sound, customerPhone: '+507 6000-0011', customerName: '=HYPERLINK(1)' },
      { ...sound, id: 'r2', status: 'cancelled', cancelledAt: '2026-03-01T09:00:00Z', cancelledBy: 'desk' },
    ]);
    const { store } = test.engine;
    const chunks = exportDataset('reservations', 'csv', parseRange(), store, start, { includePersonal: true });
    const text = [...chunks].join('');
    expect(text).toContain("'+507 6000-0011");
    expect(await importText(text)).toMatchObject({ rows: 2, faults: [], created: 0, changed: 0, unchanged: 2 });
    expect(stored('r1')?.customerName).toBe('=HYPERLINK(1)');
  });

  it('reads semicolons, a byte order mark and quotes', async () => {
    const quoted = { ...sound, customerName: '"Doe; Jane"' };
    expect(await importText(`\uFEFF${fileOf([quoted], ';')}`)).toMatchObject({ created: 1 });
    expect(stored('r1')?.customerName).toBe('Doe; Jane');
  });

  it('goes through a long file without a fault, in batches', async () => {
    const lines = Array.from({ length: 450 }, (_, index) => ({
      ...sound,
      id: `c${index}`,
      status: 'cancelled',
      cancelledAt: '2026-03-01T09:00:00Z',
    }));
    expect(await importLines(lines)).toMatchObject({ rows: 450, created: 450, faults: [] });
  });
});

describe('a long file of reservations', () => {
  it('keeps every name as it is, wherever the file is cut in reading it', async () => {
    const name = '🙂'.repeat(45);
    const lines = Array.from({ length: 400 }, (_, index) => ({
      ...sound,
      id: `c${index}`,
      status: 'cancelled',
      cancelledAt: '2026-03-01T09:00:00Z',
      customerName: name.slice(0, 80 + 2 * (index % 5)),
    }));
    const report = await importLines(lines);
    expect(report.faults).toEqual([]);
    expect(lines.map(({ id }) => stored(id)?.customerName)).toEqual(lines.map(({ customerName }) => customerName));
  });
});

describe('a fault in a file of reservations', () => {
  it.each<[string, Line, string, string]>([
    ['an id that is none', { id: 'not an id!' }, 'id', 'use letters, digits'],
    ['no id', { id: '' }, 'id', 'is missing'],
    ['an unknown service', { serviceId: 's9' }, 'serviceId', 'no service "s9"'],
    ['a date that is none', { date: '2026-02-30' }, 'date', 'must be a date'],
    ['a time that is none', { from: '9' }, 'from', 'must be a time'],
    ['a time without a slot', { from: '08:00' }, 'from', 'there is no slot'],
    ['an unknown status', { status: 'confirmed' }, 'status', 'must be pending, paid or cancelled'],
    ['people that are no number', { people: 'two' }, 'people', 'whole number'],
    ['nobody', { people: '0' }, 'people', 'whole number'],
    ['more people than the service takes', { people: '5' }, 'people', 'must be at most 4'],
    ['a price that is none', { totalPrice: '12.505' }, 'totalPrice', 'must be an amount'],
    ['an instant without a zone', { createdAt: '2026-03-01T08:00:00' }, 'createdAt', 'must be an instant'],
    ['one from the future', { createdAt: '2027-03-01T08:00:00Z' }, 'createdAt', 'lies in the future'],
    ['a hold without an end', { status: 'pending' }, 'expiresAt', 'is missing'],
    ['a cancelled one without an instant', { status: 'cancelled' }, 'cancelledAt', 'is missing'],
    ['a paid one that was cancelled', { cancelledAt: '2026-03-01T09:00:00Z' }, 'cancelledAt', 'must be empty'],
    ['a name that is too short', { customerName: 'Z' }, 'customerName', 'must have at least 2 letters'],
    ['a telephone number that is none', { customerPhone: '12' }, 'customerPhone', 'must have 8 to 15 digits'],
    ['an e-mail address that is none', { customerEmail: 'me' }, 'customerEmail', 'must be an e-mail address'],
  ])('is named with line and column, and nothing is imported: %s', async (_what, change, column, message) => {
    const report = await importLines([
      { ...sound, id: 'good', from: '10:00' },
      { ...sound, ...change },
    ]);
    expect(report.faults).toEqual([{ line: 3, column, message: expect.stringContaining(message) }]);
    expect(report).toMatchObject({ rows: 2, created: 0, preview: [] });
    expect(stored('good')).toBeUndefined();
  });

  it('may be that an id stands there twice, or that a slot has too few places', async () => {
    const report = await importLines([sound, { ...sound, from: '10:00' }, { ...sound, id: 'r2' }]);
    expect(report.faults).toEqual([
      { line: 3, column: 'id', message: 'stands in line 2 already' },
      { line: 4, column: 'from', message: 'the slot has no place left' },
    ]);
  });

  it.each([
    ['', /The file is empty/],
    ['id,serviceId\n', /The first line lacks date, from, status/],
    [`${header.join(',')},notes\n`, /unknown column "notes"/],
    [`${header.join(',')}\n"${secretName}`, /A quoted cell is not sound/],
    [`${header.join(',')}\n${secretName}${','.repeat(20)}`, /A line has more cells than the header, at line 2/],
  ])('of the whole is told without quoting the file: %j', async (text, message) => {
    const failure = await importText(text).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
    expect(failure).not.toHaveProperty('cause.record');
    expect(String(failure)).not.toContain(secretName);
  });

  it('never tells a name, and no sound import writes one anywhere but at the reservation', async () => {
    const { faults } = await importLines([{ ...sound, customerEmail: secretName, customerPhone: secretName }]);
    await importLines([sound]);
    expect(JSON.stringify(faults) + writtenByRuns(test) + JSON.stringify(test.told)).not.toMatch(/zebulon|quixote/i);
  });
});
