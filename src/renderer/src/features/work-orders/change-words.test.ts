import { describe, expect, it } from 'vitest';
import { sampleOrderChange } from '../../lib/testing/order-samples.ts';
import { orderChangeWords, readChangeTypes } from './change-words.ts';

describe('The words for a change of an order', () => {
  it('tell of a visit that moved, was set and was taken away', () => {
    const moved = sampleOrderChange({ type: 'date_changed', field: 'nextVisitDate', before: '2025-08-29' });
    expect(orderChangeWords({ ...moved, after: '2025-10-01' })).toBe(
      'Visit moved from Fri 29 Aug 2025 to Wed 1 Oct 2025.',
    );
    expect(orderChangeWords({ ...moved, before: null, after: '2025-10-01' })).toBe('Visit set to Wed 1 Oct 2025.');
    expect(orderChangeWords({ ...moved, after: null })).toBe('Visit on Fri 29 Aug 2025 taken away.');
    expect(orderChangeWords({ ...moved, field: 'dueDate', after: '2025-10-01' })).toBe(
      'Due moved from Fri 29 Aug 2025 to Wed 1 Oct 2025.',
    );
  });

  it('tell of both orders of a swap and of a replacement', () => {
    const swap = sampleOrderChange({
      type: 'swapped',
      number: 'W-1',
      otherNumber: 'W-2',
      before: '2025-08-29',
      after: '2025-10-01',
    });
    expect(orderChangeWords(swap)).toBe(
      'W-1 and W-2 swapped their dates: W-1 is now on Wed 1 Oct 2025, W-2 on Fri 29 Aug 2025.',
    );
    expect(orderChangeWords({ ...swap, type: 'replaced' })).toBe('W-1 went and W-2 came, for the same place and date.');
  });

  it('tell of a field with its values, but never repeat instructions', () => {
    const changed = sampleOrderChange({ type: 'changed', field: 'status', before: 'Work Created', after: 'Assigned' });
    expect(orderChangeWords(changed)).toBe('Status changed from Work Created to Assigned.');
    expect(orderChangeWords({ ...changed, before: null })).toBe('Status set to Assigned.');
    expect(orderChangeWords({ ...changed, field: 'instructions', after: 'Call Erika' })).toBe('Instructions changed.');
    expect(orderChangeWords({ ...changed, field: 'project', after: 'x'.repeat(100) })).toBe('Project changed.');
  });

  it('say of an order that went that the list was complete', () => {
    expect(orderChangeWords(sampleOrderChange({ type: 'removed' }))).toMatch(/proven complete/);
  });

  it('read only the types that there are', () => {
    expect(readChangeTypes('swapped,added,stolen')).toEqual(['added', 'swapped']);
    expect(readChangeTypes(null)).toEqual([]);
  });
});
