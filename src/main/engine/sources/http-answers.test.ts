import { describe, expect, it } from 'vitest';
import { clockTime, refusalError, retryAfter, statusError } from './http-answers.ts';

/** 2026-03-02T14:00:00Z */
const now = Date.UTC(2026, 2, 2, 14);
const none = { retryAt: null, now };
const url = new URL('https://waitz.io/live/ucsd?token=secret#part');

describe('Retry-After', () => {
  it.each([
    ['60', now + 60_000],
    [' 5 ', now + 5000],
    ['86400', now + 86_400_000],
    ['99999999999999999999', now + 86_400_000],
    ['Mon, 02 Mar 2026 14:01:00 GMT', now + 60_000],
    ['Monday, 02-Mar-26 14:01:00 GMT', now + 60_000],
    ['Mon Mar  2 14:01:00 2026', now + 60_000],
    ['Fri, 01 Jan 2100 00:00:00 GMT', now + 86_400_000],
  ])('%s is understood', (header, instant) => {
    expect(retryAfter(header, now)).toBe(instant);
  });

  it.each([
    [undefined],
    [''],
    ['0'],
    ['-5'],
    ['1.5'],
    ['soon'],
    ['2026-03-02T14:01:00Z'],
    ['Mon, 02 Mar 2026 13:00:00 GMT'],
    ['Mon, 99 Foo 2026 25:61:61 GMT'],
  ])('%s asks for nothing', (header) => {
    expect(retryAfter(header, now)).toBeNull();
  });
});

describe('what a status means', () => {
  it.each([
    [401, 'refused', 'waitz.io/live/ucsd answered 401 (a login is needed). Rounds has no login for it.'],
    [403, 'refused', 'waitz.io/live/ucsd answered 403 (forbidden). The site does not want to be asked.'],
    [404, 'refused', 'waitz.io/live/ucsd answered 404 (not found). Check the address of the source.'],
    [410, 'refused', 'waitz.io/live/ucsd answered 410 (gone). The address is no longer in use.'],
    [408, 'network', 'waitz.io/live/ucsd answered 408 (request timeout).'],
    [425, 'network', 'waitz.io/live/ucsd answered 425 (too early).'],
    [429, 'network', 'waitz.io/live/ucsd answered 429 (too many requests).'],
    [500, 'network', 'waitz.io/live/ucsd answered 500 (server error).'],
    [599, 'network', 'waitz.io/live/ucsd answered 599.'],
    [418, 'source_changed', 'waitz.io/live/ucsd answered 418, which Rounds cannot read.'],
    [
      304,
      'source_changed',
      'waitz.io/live/ucsd answered 304 (not changed, without being asked for changes), which Rounds cannot read.',
    ],
  ])('%d is %s and never shows the query', (status, code, userMessage) => {
    expect(statusError(url, status, none)).toMatchObject({ code, userMessage, retryable: code === 'network' });
  });

  it('gives the advice of whoever asked in place of the general one, but only where the source refuses', () => {
    const advice = new Map([
      [404, 'Hut number 4711 is not known there.'],
      [429, 'Never said.'],
    ]);
    const told = { ...none, advice };
    expect(statusError(url, 404, told)).toMatchObject({
      code: 'refused',
      userMessage: 'waitz.io/live/ucsd answered 404 (not found). Hut number 4711 is not known there.',
    });
    expect(statusError(url, 429, told).userMessage).toBe('waitz.io/live/ucsd answered 429 (too many requests).');
    expect(statusError(url, 401, told).userMessage).toBe(statusError(url, 401, none).userMessage);
  });

  it('names the end of a wait that was asked for', () => {
    expect(statusError(url, 429, { retryAt: now + 60_000, now })).toMatchObject({
      userMessage: 'waitz.io/live/ucsd answered 429 (too many requests) and asked Rounds to wait until 14:01 UTC.',
      retryAt: now + 60_000,
    });
  });
});

describe('why a host is not asked', () => {
  it.each([
    [
      { kind: 'asked_to_wait', until: now + 300_000 } as const,
      'network',
      'waitz.io asked Rounds to wait until 14:05 UTC.',
    ],
    [
      { kind: 'broken', until: now + 60_000, failuresInRow: 5 } as const,
      'network',
      'waitz.io failed 5 times in a row; Rounds leaves it alone until 14:01 UTC.',
    ],
    [
      { kind: 'over_budget', until: Date.UTC(2026, 2, 3), requestsPerDay: 2000 } as const,
      'refused',
      'waitz.io was asked 2000 times today, which is its limit. It is asked again from 2026-03-03 00:00 UTC.',
    ],
  ])('is said with the time: %o', (refusal, code, userMessage) => {
    expect(refusalError('waitz.io', refusal, now)).toMatchObject({ code, userMessage, retryAt: refusal.until });
  });

  it('rounds a time up to the minute at which the wait is over', () => {
    expect(clockTime(now + 1, now)).toBe('14:01 UTC');
    expect(clockTime(Date.UTC(2026, 2, 2, 23, 59, 30), now)).toBe('2026-03-03 00:00 UTC');
  });
});
