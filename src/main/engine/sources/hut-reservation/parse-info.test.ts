import { describe, expect, it } from 'vitest';
import { HutMaster } from '#shared/model/hut.ts';
import { readFixture } from './fixtures/read.ts';
import { parseHutInfo } from './parse-info.ts';

const parse = (fields: object): HutMaster => parseHutInfo(JSON.stringify({ hutName: 'Here', ...fields }));

describe('a hut as it should be', () => {
  const hut = parseHutInfo(readFixture('hut-karst.json'));

  it('is read field by field', () => {
    expect(hut).toEqual({
      name: 'Karst-Hütte',
      website: 'https://karst-hut.example',
      tenant: 'SAC',
      country: 'CH',
      latitude: 46.5001,
      longitude: 7.2502,
      altitudeM: 2105,
      beds: 58,
      isUnlocked: true,
      isTest: false,
      categories: [
        { id: '7001', label: 'Dormitory', beds: 36, isWinterRoom: false },
        { id: '7002', label: 'Zimmer', beds: 14, isWinterRoom: false },
        { id: '7003', label: 'hiver', beds: 8, isWinterRoom: true },
      ],
    });
    expect(HutMaster.parse(hut)).toEqual(hut);
  });

  it('holds no name and no number of a person', () => {
    expect(JSON.stringify(hut)).not.toMatch(/warden|Vera|Otto|\+41|phone/i);
  });
});

describe('where a hut is', () => {
  it.each([
    ['47.492209,13.583920', 47.492209, 13.58392],
    [' 47.5 , 13.6 ', 47.5, 13.6],
    ['47.5/13.6', 47.5, 13.6],
    ['47.5;-13', 47.5, -13],
    ['-90,180', -90, 180],
    ['91,13', null, null],
    ['47.5,-180.1', null, null],
    ['0,0', null, null],
    ['47.5', null, null],
    ['47.5,13.6,2196', null, null],
    ['N 47° 29′', null, null],
    [47.5, null, null],
    [null, null, null],
  ])('%s', (coordinates, latitude, longitude) => {
    expect(parse({ coordinates })).toMatchObject({ latitude, longitude });
  });
});

describe('how high a hut is', () => {
  it.each([
    ['2196 m', 2196],
    ['2.759m', 2759],
    ["2'759 m ü. M.", 2759],
    ['2,759 m', 2759],
    ['950m', 950],
    ['3001', 3001],
    [2196.4, 2196],
    ['0 m', 0],
    ['9001 m', null],
    ['7000 ft', null],
    ['2196 miles', null],
    ['about 2000', null],
    ['2.7 m', null],
    ['', null],
    [null, null],
  ])('%s', (altitude, altitudeM) => {
    expect(parse({ altitude }).altitudeM).toBe(altitudeM);
  });
});

describe('a field that tells nothing possible', () => {
  it.each([
    [{ hutWebsite: 'javascript:alert(1)' }, { website: null }],
    [{ hutWebsite: 'www.karst-hut.example' }, { website: null }],
    [{ hutWebsite: 'https://vera:word@karst-hut.example' }, { website: null }],
    [{ hutWebsite: ' http://karst-hut.example/x ' }, { website: 'http://karst-hut.example/x' }],
    [{ tenantCountry: 'Austria' }, { country: null }],
    [{ tenantCode: 7 }, { tenant: null }],
    [{ totalBedsInfo: '89 or so' }, { beds: null }],
    [{ totalBedsInfo: -1 }, { beds: null }],
    [{ totalBedsInfo: 40 }, { beds: 40 }],
    [{ hutUnlocked: 'yes' }, { isUnlocked: null }],
    [{ hutUnlocked: false }, { isUnlocked: false }],
    [{ hutBedCategories: 'none' }, { categories: [] }],
  ])('harms no other: %o', (fields, expected) => {
    expect(parse(fields)).toMatchObject({ name: 'Here', ...expected });
  });

  it('leaves out categories without an id and the second of one id', () => {
    const hutBedCategories = [
      { categoryID: null },
      'none',
      { categoryID: 5, totalSleepingPlaces: 1.5, hutBedCategoryLanguageData: [{ language: 'EN', label: ' ' }] },
      { categoryID: '5', totalSleepingPlaces: 3 },
    ];
    expect(parse({ hutBedCategories }).categories).toEqual([
      { id: '5', label: 'Category 5', beds: null, isWinterRoom: false },
    ]);
  });
});

describe('a hut for trials', () => {
  it.each(['ZZZ TEST Hütte', 'AV Testhütte', 'TEST123', 'SAC-Test 2', 'zzz do not book', 'Test Hut', 'Testhütte'])(
    'is told by its name: %s',
    (hutName) => {
      expect(parse({ hutName }).isTest).toBe(true);
    },
  );

  it.each(['Rifugio Testa Grigia', 'Testerhütte', 'Contesthütte', 'Latest Hut', 'Attestal', 'Grosse Zzzhütte'])(
    'is not %s',
    (hutName) => {
      expect(parse({ hutName }).isTest).toBe(false);
    },
  );
});

describe('an answer that is no hut', () => {
  it.each([
    ['{}', 'source_changed', 'The source tells no name of the hut: the field hutName is missing or empty.'],
    [
      '{"hutName":" "}',
      'source_changed',
      'The source tells no name of the hut: the field hutName is missing or empty.',
    ],
    ['[]', 'source_changed', 'The source answered JSON that is no hut.'],
    [
      '{"status":404,"description":"Hut not found"}',
      'refused',
      'The source answered 404 (not found) in its text. It knows no hut of this number; correct the number of the hut.',
    ],
  ])('says what it is: %s', (text, code, userMessage) => {
    expect(() => parseHutInfo(text)).toThrow(expect.objectContaining({ code, userMessage }));
  });
});
