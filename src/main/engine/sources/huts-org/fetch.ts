import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutsOrgSource } from '#shared/model/source.ts';
import { changed } from '../json-answer.ts';
import { namingSource, placeOf } from '../name-source.ts';
import { readAnswer, type SourceReader } from '../source-reader.ts';
import type { HutsOrgWeek } from './parse-week.ts';
import { toSiteDate } from './week-dates.ts';

/**
 * The week of all huts that holds the night `from`, by one request. Rejects like `readAnswer`, and with `source_changed`
 * where the site answers another week.
 */
export async function readHutsOrgWeek(
  reader: SourceReader,
  { baseUrl, associations, limits, allowPrivateAddress }: HutsOrgSource,
  from: CalendarDate,
  signal: AbortSignal,
): Promise<HutsOrgWeek> {
  const url = `${baseUrl}/getPage.php?page=oShowHutAvail.asp&thisWeek=${toSiteDate(from)}&hsid=${associations}`;
  const request = { url, accept: 'text/html', limits, allowPrivateAddress, signal };
  const week = await readAnswer(reader, 'huts-org.week', request);
  if (from >= week.from && from <= week.until) return week;
  const error = changed(`shows the nights ${week.from} to ${week.until}, although that of ${from} was asked for.`);
  throw namingSource(error, placeOf(url));
}
