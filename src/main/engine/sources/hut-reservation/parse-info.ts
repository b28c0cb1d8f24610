import type { BedCategory, HutMaster } from '#shared/model/hut.ts';
import { isRecord } from '../describe-issue.ts';
import { changed } from '../json-answer.ts';
import { readHutAnswer } from './answer.ts';
import { altitudeOf, bedsOf, countryOf, isTestName, placeOfHut, websiteOf, wordsOf } from './info-fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The hut of a `hutInfo` answer. A field that tells nothing possible is null and harms no other. Names and numbers of
 * people (`hutWarden`, `phone`) are never read. Throws `source_changed`, or `refused` for a block page.
 */
export function parseHutInfo(text: string): HutMaster {
  const hut = readHutAnswer(text);
  if (!isRecord(hut)) throw changed('answered JSON that is no hut.');
  const name = wordsOf(hut['hutName']);
  if (name === null) throw changed('tells no name of the hut: the field hutName is missing or empty.');
  return {
    name,
    website: websiteOf(hut['hutWebsite']),
    tenant: wordsOf(hut['tenantCode']),
    country: countryOf(hut['tenantCountry']),
    ...placeOfHut(hut['coordinates']),
    altitudeM: altitudeOf(hut['altitude']),
    beds: bedsOf(hut['totalBedsInfo']),
    isUnlocked: typeof hut['hutUnlocked'] === 'boolean' ? hut['hutUnlocked'] : null,
    isTest: isTestName(name),
    categories: categoriesOf(hut['hutBedCategories']),
  };
}

/** What has no id cannot be told apart and is left out; of two with one id the first is taken. */
function categoriesOf(field: unknown): BedCategory[] {
  const categories = new Map<string, BedCategory>();
  for (const entry of recordsOf(field)) {
    const id = categoryIdOf(entry['categoryID']);
    if (id === null || categories.has(id)) continue;
    categories.set(id, {
      id,
      label: labelOf(entry['hutBedCategoryLanguageData']) ?? `Category ${id}`,
      beds: bedsOf(entry['totalSleepingPlaces']),
      isWinterRoom: entry['reservationMode'] === 'UNSERVICED',
    });
  }
  return [...categories.values()];
}

/** As text, because nights name categories by text. */
function categoryIdOf(field: unknown): string | null {
  if (typeof field === 'number') return Number.isSafeInteger(field) ? String(field) : null;
  return wordsOf(field);
}

/** The label in English, else in German (`DE_DE`, `DE_CH`), else the first there is. */
function labelOf(field: unknown): string | null {
  const labels = recordsOf(field).flatMap(({ language, label }) => {
    const words = wordsOf(label);
    return words === null ? [] : [{ language: wordsOf(language)?.toUpperCase() ?? '', words }];
  });
  const speaking = (code: string): string | undefined =>
    labels.find(({ language }) => language === code || language.startsWith(`${code}_`))?.words;
  return speaking('EN') ?? speaking('DE') ?? labels[0]?.words ?? null;
}

function recordsOf(field: unknown): readonly Fields[] {
  return Array.isArray(field) ? field.filter(isRecord) : [];
}
