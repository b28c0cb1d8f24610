import { describe, expect, it } from 'vitest';
import { sampleProvider } from '../../lib/testing/provider-samples.ts';
import { checkProvider, emptyProviderForm, providerFormOf, windowFormsOf } from './provider-form.ts';

const line = { from: '09:00', until: '12:00', breakFrom: '', breakUntil: '' } as const;

function problemOf(form: Parameters<typeof checkProvider>[0], path: string): string | undefined {
  return checkProvider(form).problems.find((problem) => problem.path.join('.') === path)?.message;
}

describe('The form of a provider', () => {
  it('says the stored provider again, whatever its hours and exceptions', () => {
    const provider = sampleProvider({
      availability: [
        { weekday: 'mon', from: '09:00', until: '12:00', breakFrom: null, breakUntil: null },
        { weekday: 'mon', from: '22:00', until: '02:00', breakFrom: '23:30', breakUntil: '24:00' },
      ],
      exceptions: [
        { kind: 'closed', date: '2026-12-25', reason: 'Holiday' },
        { kind: 'extra', date: '2026-12-26', from: '10:00', until: '24:00', breakFrom: null, breakUntil: null },
      ],
    });
    expect(checkProvider(providerFormOf(provider))).toEqual({ provider, problems: [] });
  });

  it('gives days with the same hours one line, and equal windows of one day two', () => {
    const window = { from: '09:00', until: '12:00', breakFrom: null, breakUntil: null };
    expect(
      windowFormsOf([
        { weekday: 'wed', ...window },
        { weekday: 'mon', ...window },
        { weekday: 'mon', ...window },
      ]),
    ).toEqual([
      { days: ['mon', 'wed'], ...line },
      { days: ['mon'], ...line },
    ]);
  });

  it('names what is wrong by the place in the form, each place once', () => {
    const form = {
      ...emptyProviderForm('UTC'),
      id: 'asha',
      name: 'Asha',
      windows: [
        { ...line, days: ['mon'] as const },
        { ...line, days: ['tue', 'wed'] as const, from: '9' },
        { ...line, days: [] },
        { ...line, days: ['fri'] as const, breakFrom: '10:00' },
      ],
    };
    expect(checkProvider(form).problems).toEqual([
      { path: ['windows', 2, 'days'], message: 'name at least one day' },
      { path: ['windows', 1, 'from'], message: 'must be a time such as 02:00 or 14:30' },
      { path: ['windows', 3, 'breakUntil'], message: 'needs both ends of the break, or neither' },
    ]);
    expect(checkProvider(form).provider).toBeNull();
  });

  it('says what is missing or unknown', () => {
    const form = {
      ...emptyProviderForm('Mars/Base'),
      exceptions: [{ ...line, kind: 'closed' as const, date: '', reason: '' }],
    };
    expect(problemOf(form, 'name')).toBe('is missing');
    expect(problemOf(form, 'id')).toBe('is missing');
    expect(problemOf(form, 'timeZone')).toBe('is not a time zone known here');
    expect(problemOf(form, 'exceptions.0.date')).toBe('must be a date, YYYY-MM-DD');
  });
});
