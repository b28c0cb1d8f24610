import { describe, expect, it } from 'vitest';
import type { RunPage } from '#shared/contract/runs.ts';
import type { Run } from '#shared/model/run.ts';
import { sampleRun } from '../../lib/testing/samples.ts';
import { catchUp, placeRun, runsOf } from './run-pages.ts';

function run(id: number, status: Run['status'] = 'succeeded'): Run {
  return sampleRun({ startedAt: 1_000_000 + id, id: String(id), status });
}

function page(ids: readonly number[], nextBefore: string | null): RunPage {
  return { runs: ids.map((id) => run(id)), nextBefore };
}

const two = [page([9, 8], '8'), page([7, 5], '5')];
const ids = (pages: readonly RunPage[]): readonly string[] => runsOf(pages).map((each) => each.id);

describe('A run that changed', () => {
  it('takes its own place, by number', () => {
    expect(ids(placeRun(two, run(10, 'running'), {}))).toEqual(['10', '9', '8', '7', '5']);
    expect(ids(placeRun(two, run(6), {}))).toEqual(['9', '8', '7', '6', '5']);
    expect(ids(placeRun([page([], null)], run(1), {}))).toEqual(['1']);
    expect(ids(placeRun([page([], '900'), page([], '500')], run(950), {}))).toEqual(['950']);
  });

  it('comes with its own page where it is older than all that was read', () => {
    expect(placeRun(two, run(3), {})).toEqual(two);
    expect(ids(placeRun([page([9], null)], run(3), {}))).toEqual(['9', '3']);
  });

  it('replaces what was known of it, but never an end by its beginning', () => {
    const changed = placeRun(two, run(9, 'failed'), {});
    expect(runsOf(changed)[0]?.status).toBe('failed');
    expect(runsOf(placeRun(changed, run(9, 'running'), {}))[0]?.status).toBe('failed');
  });

  it('goes where no filter lets it through any more, and never comes where none did', () => {
    expect(ids(placeRun(two, run(8, 'failed'), { status: ['succeeded'] }))).toEqual(['9', '7', '5']);
    expect(placeRun(two, run(10, 'running'), { status: ['succeeded'] })).toEqual(two);
  });
});

describe('The newest page, read again', () => {
  it('adds what is new and renews what is known', () => {
    const head = { runs: [run(11), run(10), run(9, 'failed')], nextBefore: '9' };
    const caught = catchUp(two, head, {});
    expect(ids(caught)).toEqual(['11', '10', '9', '8', '7', '5']);
    expect(runsOf(caught)[2]?.status).toBe('failed');
  });

  it('begins anew where runs between were never read', () => {
    expect(catchUp(two, page([40, 39], '39'), {})).toEqual([page([40, 39], '39')]);
  });
});
