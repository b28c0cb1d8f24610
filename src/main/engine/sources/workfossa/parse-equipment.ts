import { type CheerioAPI, load } from 'cheerio/slim';
import type { Equipment } from '#shared/model/work-order.ts';
import { changed } from '../json-answer.ts';
import { ownTextOf, type PagePart, textOf } from './page-parts.ts';
import { selectors } from './selectors.ts';

/**
 * The equipment that the page of a place shows, group by group, in its order; codes are text with their zeros. Throws
 * `source_changed` where there is no group, or a group shows another number of units than its heading says.
 */
export function parseEquipment(text: string): readonly Equipment[] {
  const document = load(text, { xml: { xmlMode: false, decodeEntities: true } });
  const headings = document(selectors.equipmentHeading).toArray();
  if (headings.length === 0) throw changed('shows a place without a heading of equipment.');
  return headings.flatMap((heading) => readGroup(document, document(heading)));
}

function readGroup(document: CheerioAPI, heading: PagePart): readonly Equipment[] {
  const type = textOf(heading.find('.bold').first());
  const [, count] = /\((\d{1,4})\)/.exec(textOf(heading) ?? '') ?? [];
  if (type === null || count === undefined) throw changed('shows a group of equipment without its type and number.');
  const units = heading
    .parent()
    .find('.flex.align-start')
    .toArray()
    .map((unit) => readUnit(document, document(unit), type));
  if (units.length !== Number(count))
    throw changed(`says that there are ${count} of ${type} and shows ${units.length} of them.`);
  return units;
}

function readUnit(document: CheerioAPI, top: PagePart, type: string): Equipment {
  const body = top.children().first();
  const title = ownTextOf(body);
  if (title === null) throw changed(`shows a unit of ${type} without a title.`);
  const labelled = new Map<string, string>();
  for (const element of body.find('.text-tiny > div').toArray()) {
    const [, label, value] = /^([^:]+): (.+)$/.exec(textOf(document(element)) ?? '') ?? [];
    if (label !== undefined && value !== undefined) labelled.set(label, value);
  }
  const [, serialNumber = null] = /^S\/N: (.+)$/.exec(textOf(body.find('.muted.text-tiny').first()) ?? '') ?? [];
  const fields = readFields(document, top.parent().find('.custom-fields-view').first());
  const [make, model] = [labelled.get('Make') ?? null, labelled.get('Model') ?? null];
  return { type: `${type.charAt(0).toUpperCase()}${type.slice(1)}`, title, serialNumber, make, model, fields };
}

/** Every label with the value below it; one without a value is left out. */
function readFields(document: CheerioAPI, view: PagePart): Equipment['fields'] {
  return view
    .find('.muted.uppercase')
    .toArray()
    .flatMap((element) => {
      const label = textOf(document(element));
      const value = textOf(document(element).next());
      return label === null || value === null ? [] : [{ label, value }];
    });
}
