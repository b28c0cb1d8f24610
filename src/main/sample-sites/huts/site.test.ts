import { describe, expect, it } from 'vitest';
import { blockPageAt } from '../mishaps.ts';
import type { SampleAnswer } from '../site.ts';
import { availabilityAt } from './availability.ts';
import { createHutSite } from './site.ts';

const timeMs = Date.UTC(2026, 10, 22, 11, 30);
const calendarPath = '/api/v1/reservation/getHutAvailability';

function ask(address: string, { requestNumber = 1, hutCount = 24 } = {}): SampleAnswer | null {
  const { pathname, searchParams } = new URL(address, 'http://huts.example');
  return createHutSite({ seed: 1, hutCount }).answer({ path: pathname, query: searchParams, timeMs, requestNumber });
}

function infoOf(id: number): Record<string, unknown> {
  return JSON.parse(ask(`/api/v1/reservation/hutInfo/${id}`)?.body ?? '') as Record<string, unknown>;
}

describe('the hut exchange', () => {
  it('tells a calendar', () => {
    const answer = ask(`${calendarPath}?hutId=201&step=WIZARD`);
    expect(answer).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8' });
    expect(JSON.parse(answer?.body ?? '')).toEqual(availabilityAt(1, 201, timeMs));
  });

  it.each([
    `${calendarPath}?hutId=999`,
    `${calendarPath}?hutId=1000`,
    `${calendarPath}?hutId=x`,
    calendarPath,
    '/api/v1/reservation/hutInfo/999',
    '/api/v1/reservation/hutInfo/',
  ])('says that there is no such hut: %s', (address) => {
    const answer = ask(address);
    expect(answer).toMatchObject({ status: 404, contentType: 'application/json; charset=utf-8' });
    expect(JSON.parse(answer?.body ?? '')).toEqual({ status: 404, description: 'Hut not found' });
  });

  it('knows as many huts as it is told to', () => {
    expect(ask(`${calendarPath}?hutId=1975`, { hutCount: 1000 })).toMatchObject({ status: 200 });
    expect(ask(`${calendarPath}?hutId=1976`, { hutCount: 1000 })).toMatchObject({ status: 404 });
  });

  it('has a page for people, and none for huts that there are not', () => {
    expect(ask('/reservation/book-hut/214/wizard')?.body).toContain("<h1>Rifugio Croda dell'Eco</h1>");
    expect(ask('/reservation/book-hut/999/wizard')).toMatchObject({ status: 404 });
    expect(ask('/live/harbour-campus')).toBeNull();
  });

  it('describes a hut in every field of the real one', () => {
    expect(infoOf(213)).toEqual({
      hutWebsite: 'https://hut-213.example',
      hutId: 213,
      tenantCode: 'CAI',
      hutUnlocked: true,
      maxNumberOfNights: 20,
      hutName: 'Rifugio Sette Venti',
      hutWarden: 'Invented Warden',
      phone: '+00 000 000 00 00',
      coordinates: '45.914,7.703',
      altitude: '2.954m',
      totalBedsInfo: '86',
      tenantCountry: 'IT',
      picture: {
        fileType: 'HUT_PICTURE',
        blobPath: 'https://huts.example/data/files/hut_picture_213.jpg',
        fileName: 'picture_213.jpg',
        fileData: null,
      },
      hutLanguages: ['IT', 'DE_DE'],
      hutBedCategories: [
        expect.objectContaining({ index: 1, categoryID: 2131, totalSleepingPlaces: 66, reservationMode: 'ROOM' }),
        expect.objectContaining({ index: 2, categoryID: 2132, totalSleepingPlaces: 10, reservationMode: 'ROOM' }),
        {
          index: 3,
          categoryID: 2139,
          rooms: [],
          isVisible: true,
          totalSleepingPlaces: 12,
          reservationMode: 'UNSERVICED',
          hutBedCategoryLanguageData: [
            { language: 'IT', label: 'Locale invernale', shortLabel: 'WR', description: 'Locale invernale: 12' },
            { language: 'DE_DE', label: 'Winterraum', shortLabel: 'WR', description: 'Winterraum: 12' },
          ],
          isLinkedToReservation: false,
          tenantBedCategoryId: 9,
        },
      ],
      providerName: 'NO_EPAYMENT',
      hutGeneralDescriptions: [
        { language: 'IT', description: 'Pagamento solo in contanti.\r\nQuest&#39;edificio è inventato.' },
        { language: 'DE_DE', description: 'Nur Barzahlung!\r\nDiese Hütte ist erfunden.' },
      ],
      supportLink: null,
      waitingListEnabled: false,
    });
  });

  it('writes places and heights as each club likes it', () => {
    expect(infoOf(219)).toMatchObject({ coordinates: '44.938/6.381', altitude: '3018 m' });
    expect(infoOf(221)).toMatchObject({ coordinates: '46.352;13.768' });
    expect(infoOf(223)).toMatchObject({ hutUnlocked: false });
  });

  it('blocks a calendar now and then, but nothing else and nothing in the first rounds over all huts', () => {
    const requestNumber =
      Array.from({ length: 1000 }, (_, index) => index + 97).find((n) => blockPageAt(1, n, 96)) ?? 0;
    expect(ask(`${calendarPath}?hutId=224`, { requestNumber })).toMatchObject({
      status: 403,
      contentType: 'text/html; charset=utf-8',
      body: expect.stringContaining('Access denied'),
    });
    expect(ask('/api/v1/reservation/hutInfo/224', { requestNumber })?.status).toBe(200);
    expect(ask(`${calendarPath}?hutId=224`, { requestNumber, hutCount: 1000 })?.status).toBe(200);
  });
});
