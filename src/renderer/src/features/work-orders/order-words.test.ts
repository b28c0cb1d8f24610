import { describe, expect, it } from 'vitest';
import { sampleOrder, sampleOrderRow, sampleOrderSource } from '../../lib/testing/order-samples.ts';
import { HOUR } from '../../lib/testing/samples.ts';
import { rowText } from './order-columns.ts';
import { addressLines, overdueWords, placeWords, stateLook, visitsWord } from './order-words.ts';
import { ordersSentence } from './source-words.ts';

const now = Date.UTC(2026, 10, 22, 12);

describe('The words for an order', () => {
  it('tell of its state by what matters most', () => {
    const plain = sampleOrderRow({ now });
    expect(stateLook(plain, now)).toBeNull();
    expect(stateLook({ ...plain, isOverdue: true }, now)?.word).toBe('Overdue');
    expect(stateLook({ ...plain, isOverdue: true, unreadFrom: now }, now)).toMatchObject({
      word: 'Overdue, not confirmed',
      short: 'Overdue',
      also: 'waiting',
    });
    expect(stateLook({ ...plain, missingSince: now - 48 * HOUR, unreadFrom: now }, now)?.word).toMatch(
      /^Missing since \d+ Nov$/,
    );
  });

  it('explain why it is overdue', () => {
    expect(overdueWords({ dueDate: '2026-11-20', nextVisitDate: null })).toMatch(/no visit is planned/);
    expect(overdueWords({ dueDate: '2026-11-20', nextVisitDate: '2026-11-19' })).toMatch(/is not done/);
    expect(overdueWords({ dueDate: '2026-11-20', nextVisitDate: '2026-11-21' })).toMatch(/after the due date/);
  });

  it('tell what the portal leaves out as untold, not as nothing', () => {
    expect(visitsWord({ visitsDone: 0, visitsPlanned: 2 })).toBe('0 of 2');
    expect(visitsWord({ visitsDone: null, visitsPlanned: 2 })).toBe('? of 2');
    expect(visitsWord({ visitsDone: null, visitsPlanned: null })).toBe('–');
    expect(placeWords({ customer: null, storeNumber: null, city: null })).toBe('Place not told');
    expect(addressLines(sampleOrder({ street: null, crossStreet: null, city: null, state: null, zip: null }))).toEqual([
      'Sample County',
    ]);
  });

  it('make a line of text that can be pasted into a table', () => {
    const row = sampleOrderRow({ now, isOverdue: true });
    expect(rowText(row, ['number', 'status', 'visits', 'dueDate'], now)).toBe(
      'W-129651\tOverdue\tWork Created\t1 of 3\tFri 27 Nov',
    );
  });
});

describe('The sentence about all sources', () => {
  it('goes by the oldest read, and by the one that proves least', () => {
    const fresh = sampleOrderSource({ now });
    const old = sampleOrderSource({ now, sourceId: 'b', lastChecked: now - 2 * HOUR, lastComplete: now - 5 * HOUR });
    expect(ordersSentence([fresh], now)).toBe('58 open orders, 3 overdue; read 12 min ago, complete.');
    expect(ordersSentence([fresh, old], now)).toBe('116 open orders, 6 overdue; read 2 h ago, not proven complete.');
    expect(ordersSentence([fresh, { ...old, lastChecked: null, lastComplete: null, openCount: 0 }], now)).toBe(
      '58 open orders, 6 overdue; read 12 min ago, 1 source never read.',
    );
    expect(ordersSentence([{ ...fresh, missingCount: 2 }], now)).toMatch(/3 overdue, 2 missing;/);
  });
});
