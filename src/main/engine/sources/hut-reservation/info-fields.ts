import { oneLine } from '../plain-text.ts';

const maxTextLength = 200;

/** A text on one line; null where the field holds none. */
export function wordsOf(field: unknown): string | null {
  return typeof field === 'string' ? oneLine(field, maxTextLength) : null;
}

/** Where a hut is, in degrees; null for both where the field tells no place on earth. */
export interface HutPlace {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const nowhere: HutPlace = { latitude: null, longitude: null };

/** The place in a text such as `47.49,13.58`, also written with `/` or `;`. No hut is at 0,0. */
export function placeOfHut(field: unknown): HutPlace {
  const found = typeof field === 'string' ? /^\s*(-?\d+(?:\.\d+)?)\s*[,;/]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(field) : null;
  if (found === null) return nowhere;
  const latitude = Number(found[1]);
  const longitude = Number(found[2]);
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return nowhere;
  return latitude === 0 && longitude === 0 ? nowhere : { latitude, longitude };
}

/** Metres above the sea in a text such as `2196 m` or `2.759m`, where the dot parts thousands; null for anything else. */
export function altitudeOf(field: unknown): number | null {
  if (typeof field === 'number') return withinAltitudes(Math.round(field));
  if (typeof field !== 'string') return null;
  const found = /^(?:(\d)[.,'’\s](\d{3})|(\d{1,4}))\s*(?:m(?![a-z]).*)?$/i.exec(field.trim());
  return found === null ? null : withinAltitudes(Number(found[3] ?? `${found[1]}${found[2]}`));
}

function withinAltitudes(altitudeM: number): number | null {
  return altitudeM >= -500 && altitudeM <= 9000 ? altitudeM : null;
}

/** A number of beds, also written as text: `89`; null for anything else. */
export function bedsOf(field: unknown): number | null {
  const beds = typeof field === 'string' && /^\s*\d{1,6}\s*$/.test(field) ? Number(field) : field;
  return typeof beds === 'number' && Number.isInteger(beds) && beds >= 0 && beds <= 100_000 ? beds : null;
}

/** An http(s) address without user name; null for anything else. */
export function websiteOf(field: unknown): string | null {
  const address = typeof field === 'string' ? field.trim() : '';
  if (address.length > 2000 || !URL.canParse(address)) return null;
  const { protocol, username, password } = new URL(address);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && username === '' && password === '' ? address : null;
}

/** A two-letter country code in capitals; null for anything else. */
export function countryOf(field: unknown): string | null {
  const code = typeof field === 'string' ? field.trim().toUpperCase() : '';
  return /^[A-Z]{2}$/.test(code) ? code : null;
}

/** Whether a name is that of a hut for trials: `ZZZ TEST …`, `AV Testhütte`, `TEST123`, but not `Testa Grigia`. */
export function isTestName(name: string): boolean {
  return /^zzz|(?<!\p{L})test(?:(?!\p{L})|[-\s]?(?:hütte|huette|hut|haus|cabane|refuge|rifugio))/iu.test(
    name.normalize('NFC'),
  );
}
