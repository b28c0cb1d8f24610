import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { jobs } from '../jobs/registry.ts';
import { sampleSource, createTestStore, type TestStore } from '../testing/test-store.ts';
import { exportConfig } from './export-config.ts';
import { building, source as school } from './fixtures/sample-config.ts';
import { importHutCsv } from './hut-csv.ts';
import { importConfig } from './import-config.ts';

const alps = { id: 'alps', kind: 'hut-reservation', name: 'Alps', baseUrl: 'https://huts.example' };
const tenth = { id: 'tenth', kind: 'huts-org', name: 'Tenth', baseUrl: 'https://table.example' };
const trient = {
  slug: 'trient',
  name: 'Cabane du Trient',
  sourceId: 'alps',
  bookingRef: '281',
  capacityOpen: 90,
  capacityClosed: 12,
  timeZone: 'Europe/Zurich',
};
const francie = {
  slug: 'francie',
  name: 'Francie, the “Cabin”',
  sourceId: 'tenth',
  bookingRef: "Francie's Cabin",
  capacityOpen: null,
  capacityClosed: null,
  timeZone: 'America/Denver',
};
const header = 'slug,name,sourceId,bookingRef,capacityOpen,capacityClosed,timeZone';
const sound = [
  header,
  'trient,Cabane du Trient,alps,281,90,12,',
  'francie,"Francie, the “Cabin”",tenth,Francie\'s Cabin,,,America/Denver',
].join('\n');

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
  importFile({ version: 1, sources: [alps, tenth] });
  test.store.sources.save(sampleSource(), 0);
});
afterEach(() => test.close());

function importFile(file: object) {
  return importConfig(JSON.stringify(file), { store: test.store, jobs, now: 0 });
}
const read = (text: string, isApplied = true) => importHutCsv(text, { store: test.store, now: 5, isApplied });
const huts = () => test.store.huts.list();

describe('huts in a CSV file', () => {
  it.each([
    ['commas', sound],
    ['a byte order mark and CRLF', `\uFEFF${sound.replaceAll('\n', '\r\n')}\r\n`],
    ['blank lines and blanks', sound.replaceAll('\n', '\n\n').replaceAll('trient,', ' trient , ')],
    [
      'every field in quotes',
      sound.replace('trient,Cabane du Trient,alps,281', '"trient","Cabane du Trient","alps","281"'),
    ],
    [
      'columns in another order',
      [
        'bookingRef,sourceId,name,slug,timeZone,capacityClosed,capacityOpen',
        '281,alps,Cabane du Trient,trient,,12,90',
        'Francie\'s Cabin,tenth,"Francie, the “Cabin”",francie,America/Denver,,',
      ].join('\n'),
    ],
    [
      'semicolons',
      [
        'slug;name;sourceId;bookingRef;capacityOpen;capacityClosed;timeZone',
        'trient;Cabane du Trient;alps;281;90;12;',
        'francie;"Francie, the “Cabin”";tenth;Francie\'s Cabin;;;America/Denver',
      ].join('\n'),
    ],
    [
      'semicolons, and a comma in a name without quotes',
      [
        'slug;name;sourceId;bookingRef;capacityOpen;capacityClosed;timeZone',
        'trient;Cabane du Trient;alps;281;90;12;',
        "francie;Francie, the “Cabin”;tenth;Francie's Cabin;;;America/Denver",
      ].join('\n'),
    ],
  ])('are read with %s', (_what, text) => {
    expect(read(text)).toEqual({ rows: 2, faults: [], created: 2, changed: 0, unchanged: 0 });
    expect(huts()).toEqual([francie, trient]);
  });

  it('may leave out what is not needed', () => {
    expect(read('slug,name,sourceId,bookingRef\nx,X,alps,1\n')).toMatchObject({ created: 1 });
    expect(huts()).toMatchObject([{ slug: 'x', capacityOpen: null, timeZone: 'Europe/Zurich' }]);
  });

  it('change nothing where they are only checked', () => {
    expect(read(sound, false)).toMatchObject({ created: 2, faults: [] });
    expect(huts()).toEqual([]);
  });

  it('change nothing the second time, and say what is new in another file', () => {
    read(sound);
    expect(read(sound)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const other = sound.replace(',90,', ',91,');
    expect(read(other, false)).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(read(other)).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(test.store.huts.get('trient').capacityOpen).toBe(91);
  });

  it('are none of them taken where two lines are wrong, and both are named', () => {
    const text = [header, 'trient,Trient,alps,281,90,12,', 'adamek,,alps,491,many,,', 'x,X,alps,1,,,Mars/Olympus'].join(
      '\n',
    );
    const report = read(text);
    expect(report.faults.map(({ line, column }) => [line, column])).toEqual([
      [3, 'name'],
      [3, 'capacityOpen'],
      [4, 'timeZone'],
    ]);
    expect(report.faults[0]?.message).toBe('is missing');
    expect(report).toMatchObject({ rows: 3, created: 0 });
    expect(huts()).toEqual([]);
  });

  it.each([
    ['an unknown source', 'x,X,nobody,1,,,', [2, 'sourceId', 'no source "nobody"']],
    ['a source of buildings', 'x,X,harbour,1,,,', [2, 'sourceId', 'source "harbour" tells of no huts']],
  ])('are refused with %s', (_what, line, [at, column, message]) => {
    expect(read(`${header}\n${line}`).faults).toEqual([{ line: at, column, message }]);
    expect(huts()).toEqual([]);
  });

  it('are refused where a slug stands twice', () => {
    expect(read(`${header}\nx,X,alps,1,,,\n\ny,Y,alps,2,,,\nx,Z,alps,3,,,`).faults).toEqual([
      { line: 5, column: 'slug', message: '"x" stands in line 2 already' },
    ]);
  });

  it.each([
    ['an empty text', '', 'The file is empty'],
    ['blank lines only', '\n \n', 'The file is empty'],
    ['a missing column', 'slug,name\nx,X', 'lacks sourceId, bookingRef'],
    ['a strange column', `${header},colour\n`, 'unknown column "colour"'],
    ['a quote that does not end', `${header}\n"x,X,alps,1,,,`, 'Quote'],
    ['a line with too many cells', `${header}\nx,X,alps,1,,,,,9`, 'Record Length'],
  ])('are refused as a whole where the file is %s', (_what, text, message) => {
    let error: unknown;
    try {
      read(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid_input', userMessage: expect.stringContaining(message) });
    expect(huts()).toEqual([]);
  });
});

describe('huts in a configuration file', () => {
  it('come out as they went in, and change nothing the second time', () => {
    const report = importFile({ version: 1, huts: [trient, { ...francie, timeZone: 'America/Denver' }] });
    expect(report.created).toMatchObject({ huts: 2 });
    const text = exportConfig(test);
    expect(JSON.parse(text)).toMatchObject({ huts: [francie, trient] });
    const again = importConfig(text, { store: test.store, jobs, now: 9 });
    expect([again.created['huts'], again.changed['huts'], again.unchanged['huts']]).toEqual([0, 0, 2]);
    expect(exportConfig(test)).toBe(text);
  });

  it.each([
    [
      'a hut of an unknown source',
      { huts: [trient, { ...trient, slug: 'x', sourceId: 'no' }] },
      'huts[1].sourceId: no source "no"',
    ],
    [
      'a hut of a school',
      { huts: [{ ...trient, sourceId: 'harbour' }] },
      'huts[0].sourceId: source "harbour" is a waitz source, which has no huts',
    ],
    [
      'a building of a source of huts',
      { sources: [school], buildings: [{ ...building, sourceId: 'alps' }] },
      'buildings[0].sourceId: source "alps" is a hut-reservation source, which has no buildings',
    ],
    ['the same hut twice', { huts: [trient, trient] }, 'huts[1].slug: "trient" stands in huts[0] already'],
  ])('are refused with %s', (_what, file, message) => {
    expect(() => importFile({ version: 1, ...file })).toThrow(message);
    expect(huts()).toEqual([]);
  });
});
