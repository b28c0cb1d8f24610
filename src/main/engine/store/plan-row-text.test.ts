import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsFromText, rowsToText } from './plan-row-text.ts';

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('a', 1, 0));

it('Rows of a plan come back from their text as they were', () => {
  const rows = fc.integer({ min: 1, max: 6 }).chain((columns) => {
    const values = fc.option(fc.array(value, { minLength: columns, maxLength: columns }));
    return fc.array(
      fc.record(
        { key: fc.string(), version: fc.option(fc.nat()), before: values, after: values },
        { noNullPrototype: true },
      ),
      { maxLength: 8 },
    );
  });
  fc.assert(
    fc.property(rows, (some) => {
      expect(rowsFromText(rowsToText(some))).toEqual(some);
    }),
  );
});

it('A value that all rows share is written once', () => {
  const row = (key: string) => ({ key, version: null, before: null, after: ['shared service', key, 7] });
  const text = rowsToText([row('a'), row('b')]);
  expect(text.split('shared service')).toHaveLength(2);
  expect(rowsFromText(text)).toEqual([row('a'), row('b')]);
});

it('A text that is none is refused', () => {
  for (const text of [
    '[]',
    '{}',
    '{"rows":[[1]],"before":[],"after":[]}',
    '{"rows":[["a",1,[{}],null]],"before":[],"after":[]}',
  ])
    expect(() => rowsFromText(text)).toThrow('cannot be read');
});
