import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import {
  draftOf,
  emptyForm,
  formOf,
  freeId,
  intervalFields,
  intervalMs,
  joinProblems,
  localProblems,
} from './schedule-form.ts';

const schema = {
  type: 'object',
  properties: {
    sourceId: { type: 'string' },
    buildings: { type: 'array', items: { type: 'string' } },
    requestsPerDay: { type: 'integer', default: 3, description: 'At most.' },
    mode: { type: 'string', enum: ['quick', 'full'] },
    isForced: { type: 'boolean' },
    extra: { type: 'object' },
  },
  required: ['sourceId', 'requestsPerDay'],
};
const parameters = parametersOf(schema);

function stored(overrides: Partial<Schedule> = {}): Schedule {
  return Schedule.parse({
    id: 'ucsd',
    job: 'occupancy.update',
    every: 'PT90M',
    params: { sourceId: 'ucsd' },
    ...overrides,
  });
}

describe('The fields of a job', () => {
  it('follow from its JSON Schema', () => {
    const kinds = (all: readonly Parameter[]): unknown => all.map(({ name, input }) => [name, input.kind]);
    expect(kinds(parameters)).toEqual([
      ['sourceId', 'source'],
      ['buildings', 'buildings'],
      ['requestsPerDay', 'number'],
      ['mode', 'choice'],
      ['isForced', 'flag'],
      ['extra', 'json'],
    ]);
    expect(parameters[2]).toMatchObject({ label: 'Requests per day', hint: 'At most.', isRequired: false });
    expect(parameters[0]?.isRequired).toBe(true);
  });

  it('are sent as the job reads them, and left out where they are empty', () => {
    const form = {
      ...emptyForm('occupancy.update', 'PT10M', 'UTC'),
      params: { sourceId: '', buildings: '166, 240', requestsPerDay: '12', mode: 'full', extra: '{"a":1}' },
    };
    expect(draftOf(form, parameters, null)['params']).toEqual({
      buildings: ['166', '240'],
      requestsPerDay: 12,
      mode: 'full',
      extra: { a: 1 },
    });
  });
});

describe('A schedule’s form', () => {
  it('gives a stored schedule back as it was, its own way of writing the interval too', () => {
    const schedule = stored({
      activeHours: [{ days: ['fri'], from: '22:10', until: '06:00' }],
      pauseAfterFailures: 5,
      timeoutSeconds: 60,
    });
    expect(draftOf(formOf(schedule), parameters, schedule)).toEqual(schedule);
  });

  it('sends only the chosen kind of rule', () => {
    const form = { ...formOf(stored()), ruleKind: 'dailyAt' as const, dailyAt: '07:00 13:30,' };
    const draft = draftOf(form, parameters, stored());
    expect(draft).toMatchObject({ dailyAt: ['07:00', '13:30'] });
    expect(draft).not.toHaveProperty('every');
  });

  it('shows every interval as a whole number of its largest unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 86_400 }), (seconds) => {
        expect(intervalMs(intervalFields(seconds * 1000))).toBe(seconds * 1000);
        const form = { ...emptyForm('job', 'PT10M', 'UTC'), ...intervalFields(seconds * 1000) };
        expect(Schedule.safeParse({ ...draftOf(form, [], null), id: 'a' }).success).toBe(true);
      }),
    );
  });

  it('says itself what a draft could not say in words, and says each thing once', () => {
    const form = { ...emptyForm('job', 'PT10M', 'UTC'), everyCount: 'ten', jitterSeconds: '1.5', isAlways: false };
    const local = localProblems(form);
    expect(local.map(({ path }) => path.join('.'))).toEqual(['id', 'every', 'activeHours', 'jitterSeconds']);
    expect(joinProblems(local, [{ path: ['every'], message: 'must be a duration' }])).toHaveLength(4);
  });

  it('finds an id that is free', () => {
    expect(freeId('occupancy.update', [])).toBe('occupancy-update');
    expect(freeId('ucsd-copy', ['ucsd-copy', 'ucsd-copy-2'])).toBe('ucsd-copy-3');
  });
});
