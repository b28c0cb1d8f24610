import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '#shared/model/audit.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { planOf } from './fixtures/query-plan.ts';

const start = Date.UTC(2026, 10, 22, 8);

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
});
afterEach(() => test.close());

const note = (change: Partial<AuditEntry> = {}): AuditEntry =>
  test.store.audit.note({
    at: start,
    origin: 'window',
    actor: 'ada',
    action: 'schedule.paused',
    subjectKind: 'schedule',
    subjectId: 'occupancy',
    summary: 'Paused "occupancy".',
    ...change,
  });

describe('what was done by hand', () => {
  it('comes back as it was noted, newest first, page by page', () => {
    const entries = [
      note(),
      note({ at: start - 5, origin: 'command-line' }),
      note({ summary: 'Resumed "occupancy".' }),
    ];
    const newestFirst = entries.toReversed();
    const { audit } = test.store;
    expect(audit.list({ before: null, limit: 3 })).toEqual({ entries: newestFirst, nextBefore: null });
    const page = audit.list({ before: null, limit: 2 });
    expect(page).toEqual({ entries: newestFirst.slice(0, 2), nextBefore: '2' });
    expect(audit.list({ before: page.nextBefore, limit: 2 })).toEqual({
      entries: newestFirst.slice(2),
      nextBefore: null,
    });
  });

  it('is narrowed to one thing', () => {
    const mine = note();
    const run = note({ subjectKind: 'run', subjectId: '7' });
    const other = note({ subjectId: 'huts' });
    const list = (subjectKind?: string, subjectId?: string) =>
      test.store.audit.list({ subjectKind, subjectId, before: null, limit: 10 }).entries;
    expect(list('schedule', 'occupancy')).toEqual([mine]);
    expect(list('schedule')).toEqual([other, mine]);
    expect(list(undefined, '7')).toEqual([run]);
    expect(list('building', '7')).toEqual([]);
  });

  it('is read by an index', () => {
    const { audit } = test.store;
    expect([
      ...planOf(test, () => audit.list({ before: null, limit: 10 })),
      ...planOf(test, () => audit.list({ subjectKind: 'run', subjectId: '7', before: null, limit: 10 })),
    ]).toEqual([
      expect.stringMatching(/SEARCH audit USING INTEGER PRIMARY KEY/),
      expect.stringMatching(
        /SEARCH audit USING INDEX audit_by_subject \(subject_kind=\? AND subject_id=\? AND id<\?\)/,
      ),
    ]);
  });
});
