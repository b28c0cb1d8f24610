import { existsSync } from 'node:fs';
import { isRecord, readJson, textIn } from './json.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * What is read of a test file in Vitest's report.
 * @typedef {{ status: string, assertionResults: { status: string }[] }} VitestFile
 */

/**
 * What is read of Vitest's JSON report (https://vitest.dev/guide/reporters#json-reporter).
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {boolean} success
 * @property {VitestFile[]} testResults
 */

/**
 * What is read of Playwright's JSON report (https://playwright.dev/docs/test-reporters#json-reporter).
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, flaky: number, unexpected: number, skipped: number }} stats
 * @property {unknown[]} errors
 */

/** @param {Record<string, unknown>} value @param {readonly string[]} names */
const hasNumbers = (value, names) => names.every((name) => typeof value[name] === 'number');

/** @param {unknown} value @returns {value is { status: string }} */
const hasStatus = (value) => isRecord(value) && typeof value['status'] === 'string';

/** @param {unknown} value @returns {value is VitestFile} */
const isVitestFile = (value) =>
  isRecord(value) &&
  typeof value['status'] === 'string' &&
  Array.isArray(value['assertionResults']) &&
  value['assertionResults'].every(hasStatus);

/** @param {unknown} value @returns {value is VitestReport} */
const isVitestReport = (value) =>
  isRecord(value) &&
  hasNumbers(value, ['numPassedTests', 'numFailedTests', 'numPendingTests', 'numTodoTests']) &&
  typeof value['success'] === 'boolean' &&
  Array.isArray(value['testResults']) &&
  value['testResults'].every(isVitestFile);

/** @param {unknown} value @returns {value is PlaywrightReport} */
const isPlaywrightReport = (value) =>
  isRecord(value) &&
  isRecord(value['stats']) &&
  hasNumbers(value['stats'], ['expected', 'flaky', 'unexpected', 'skipped']) &&
  Array.isArray(value['errors']);

const nothing = { passed: 0, failed: 0, skipped: 0 };
const oneFailure = { ...nothing, failed: 1 };

/** Adds up. @param {readonly Counts[]} all @returns {Counts} */
export const sum = (all) =>
  all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    nothing,
  );

/**
 * Counts Vitest's JSON report. A file that failed without a failed test in it (it could not be loaded, or a hook of its
 * failed) is one failure. Throws if the report is not of that form.
 * @param {unknown} report @returns {Counts}
 */
export function countVitest(report) {
  if (!isVitestReport(report)) throw new Error('This is no report of Vitest.');
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * The tests that failed in Vitest's JSON report, each with the first line of its reason, for the end of a long output. None
 * where the report is missing or not of that form: `countRunner` counts that.
 * @param {string} file @returns {string[]}
 */
export function failuresOfVitest(file) {
  const report = existsSync(file) ? readWhole(file) : null;
  if (!isVitestReport(report)) return [];
  return report.testResults.flatMap((each) => {
    const failed = each.assertionResults.filter(({ status }) => status === 'failed');
    if (each.status === 'failed' && failed.length === 0) return [`${textIn(each, 'name') ?? ''}: ${firstLine(each)}`];
    return failed.map((test) => `${textIn(test, 'fullName') ?? ''}: ${firstLine(test)}`);
  });
}

/** What a file says; null where it was cut short. @param {string} file @returns {unknown} */
function readWhole(file) {
  try {
    return readJson(file);
  } catch {
    return null;
  }
}

/** @param {unknown} failed what failed, a file or a test */
function firstLine(failed) {
  const messages = isRecord(failed) ? failed['failureMessages'] : undefined;
  const reason = Array.isArray(messages) ? String(messages[0]) : (textIn(failed, 'message') ?? '');
  return reason.split('\n', 1)[0] ?? '';
}

/**
 * Counts Playwright's JSON report; an error outside any test (a file that could not be loaded) is a failure. Throws if
 * the report is not of that form.
 * @param {unknown} report @returns {Counts}
 */
export function countPlaywright(report) {
  if (!isPlaywrightReport(report)) throw new Error('This is no report of Playwright.');
  const { stats, errors } = report;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/**
 * What one runner did. Its report missing or unreadable, or a bad exit code without a counted failure, is a failure too.
 * @param {{ file: string, exitCode: number, count: (report: unknown) => Counts }} runner
 * @returns {Counts}
 */
export function countRunner({ file, exitCode, count }) {
  if (!existsSync(file)) return oneFailure;
  try {
    const counts = count(readJson(file));
    return exitCode !== 0 && counts.failed === 0 ? sum([counts, oneFailure]) : counts;
  } catch {
    return oneFailure;
  }
}

/** The line a test run ends with. @param {Counts} counts */
export const summaryLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Whether a run may count as good: nothing failed and something ran. @param {Counts} counts */
export const isGood = ({ passed, failed }) => failed === 0 && passed > 0;
