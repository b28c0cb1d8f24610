import { z } from 'zod';
import { changed, readJsonAnswer } from '../json-answer.ts';

const Root = z.object({ data: z.array(z.unknown()) });

/** More locations than any school has; an answer beyond that is not one. */
const maxLocations = 5000;

/** The `data` list that both feeds of Waitz have, its entries unread. Throws `source_changed`. */
export function readWaitzList(text: string): readonly unknown[] {
  const root = Root.safeParse(readJsonAnswer(text));
  if (!root.success) throw changed('answered JSON without a list named “data”.');
  const { length } = root.data.data;
  if (length > maxLocations) throw changed(`lists ${length} locations, more than any school has.`);
  return root.data.data;
}
