import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  countPlaywright,
  countRunner,
  countVitest,
  failuresOfVitest,
  isGood,
  sum,
  summaryLine,
} from './test-summary.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'summary-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** @param {unknown} content */
const report = (content) => {
  const file = path.join(folder, `${Math.random()}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const vitest = (change = {}) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 2,
  success: true,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...change,
});

describe('countVitest', () => {
  it('counts skipped and todo as skipped', () => {
    expect(countVitest(vitest())).toEqual({ passed: 5, failed: 0, skipped: 3 });
  });

  it('counts a file that could not be loaded as one failure beside the failed tests', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] },
    ];
    expect(countVitest(vitest({ numFailedTests: 2, success: false, testResults })).failed).toBe(3);
  });

  it('counts a failed hook, whose tests are only skipped, as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'skipped' }] }];
    expect(countVitest(vitest({ success: false, testResults })).failed).toBe(1);
  });

  it('does not call a run good that says it was not', () => {
    expect(countVitest(vitest({ success: false })).failed).toBe(1);
  });
});

describe('failuresOfVitest', () => {
  it('names the tests that failed, and the files that could not be loaded, with the first line of why', () => {
    const testResults = [
      {
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'a sum is right', failureMessages: ['Error: 3 is not 4\n    at sum.test.ts'] },
          { status: 'passed', fullName: 'a sum is there' },
        ],
      },
      { status: 'failed', name: 'broken.test.ts', message: 'Cannot find it\nanywhere', assertionResults: [] },
    ];
    expect(failuresOfVitest(report(vitest({ testResults, success: false })))).toEqual([
      'a sum is right: Error: 3 is not 4',
      'broken.test.ts: Cannot find it',
    ]);
  });

  it('names none where nothing failed or no report was written', () => {
    expect(failuresOfVitest(report(vitest()))).toEqual([]);
    expect(failuresOfVitest(path.join(folder, 'none.json'))).toEqual([]);
    expect(failuresOfVitest(report('{"numPassedTests": 3'))).toEqual([]);
  });
});

describe('countPlaywright', () => {
  const stats = { expected: 3, flaky: 1, unexpected: 2, skipped: 4 };

  it('counts flaky tests as passed', () => {
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 2, skipped: 4 });
  });

  it('counts an error outside any test as a failure', () => {
    expect(countPlaywright({ stats, errors: [{ message: 'cannot load' }] }).failed).toBe(3);
  });
});

describe('countRunner', () => {
  it('takes a missing report for a failure', () => {
    expect(countRunner({ file: path.join(folder, 'none.json'), exitCode: 0, count: countVitest })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  it.each(['', '{"numPassedTests": 3', '{}'])('takes the unreadable report %j for a failure', (content) => {
    expect(countRunner({ file: report(content), exitCode: 0, count: countVitest }).failed).toBe(1);
  });

  it('takes a bad exit code without a counted failure for a failure, and counts no failure twice', () => {
    expect(countRunner({ file: report(vitest()), exitCode: 1, count: countVitest })).toEqual({
      passed: 5,
      failed: 1,
      skipped: 3,
    });
    const one = vitest({ numFailedTests: 1, success: false });
    expect(countRunner({ file: report(one), exitCode: 1, count: countVitest }).failed).toBe(1);
  });
});

describe('the sum', () => {
  it('adds up the runners and reads as one line', () => {
    const counts = sum([
      { passed: 10, failed: 0, skipped: 1 },
      { passed: 5, failed: 2, skipped: 0 },
    ]);
    expect(summaryLine(counts)).toBe('15 passed, 2 failed, 1 skipped');
    expect(isGood(counts)).toBe(false);
  });

  it('is not good when nothing ran', () => {
    expect(isGood(sum([]))).toBe(false);
    expect(isGood({ passed: 1, failed: 0, skipped: 9 })).toBe(true);
  });
});
