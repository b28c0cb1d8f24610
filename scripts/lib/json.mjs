import { readFileSync } from 'node:fs';

/**
 * What a JSON file says, to be looked at before use. Throws if it is missing or no JSON.
 * @param {string} file @returns {unknown}
 */
export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether a value has members to look at. @param {unknown} value @returns {value is Record<string, unknown>} */
export const isRecord = (value) => typeof value === 'object' && value !== null;

/**
 * A member of a JSON object if it is there and is text.
 * @param {unknown} value @param {string} name @returns {string | undefined}
 */
export function textIn(value, name) {
  const member = isRecord(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}
