import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotificationRule } from '#shared/model/notification.ts';
import type { TriggerKind } from '#shared/model/notification.ts';
import { triggerLabels, triggerSentence } from './notification-words.ts';
import { checkRule, emptyRuleForm, ruleFormOf, withTriggerKind } from './rule-form.ts';
import type { RuleForm } from './rule-form.ts';

const named = (changes: Partial<RuleForm> = {}): RuleForm => ({
  ...emptyRuleForm('Europe/Zurich', ['desk']),
  id: 'r',
  name: 'R',
  ...changes,
});

const kinds = Object.keys(triggerLabels).filter((kind): kind is TriggerKind => Object.hasOwn(triggerLabels, kind));

describe('the form of a rule', () => {
  it('says the same rule again, whatever its trigger', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.record({ scheduleIds: ids, codes: ids, sourceIds: ids, channelIds: ids }),
        fc.record({ tellsEnd: fc.boolean(), isEnabled: fc.boolean(), hasTemplate: fc.boolean() }),
        fc.record({
          times: fc.integer({ min: 1, max: 100 }).map(String),
          percent: fc.integer({ min: 1, max: 100 }).map(String),
          minutes: fc.integer({ min: 0, max: 1440 }).map(String),
        }),
        (kind, chosen, flags, numbers) => {
          const form = named({ kind, ...chosen, ...flags, ...numbers, title: 'T {x}', body: 'B' });
          const { rule, problems } = checkRule(form, []);
          expect(problems).toEqual([]);
          expect(rule?.trigger.kind).toBe(kind);
          if (rule === null) return;
          expect(triggerSentence(rule.trigger)).not.toBe('');
          expect(checkRule(ruleFormOf(rule, 'UTC'), []).rule).toEqual(rule);
        },
      ),
    );
  });

  it('names what is wrong by its field', () => {
    const wrong = named({ name: '', kind: 'building_busy', percent: '101', minutes: 'x', hasTemplate: true });
    const { rule, words, problems } = checkRule(wrong, ['r']);
    expect(rule).toBeNull();
    expect(words).toBeNull();
    expect(problems.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'id belongs to another rule',
      'name is missing',
      'percent must be at most 100',
      'minutes must be a whole number',
      'title is missing',
    ]);
  });

  it('previews a rule that has no name yet', () => {
    expect(checkRule(named({ name: '', id: '' }), []).words).toEqual({
      trigger: { kind: 'job_failed', scheduleIds: null, times: 3 },
      template: null,
    });
  });

  it('takes the usual percentage of another trigger', () => {
    expect(withTriggerKind('coverage_low')).toEqual({ kind: 'coverage_low', percent: '50' });
    expect(withTriggerKind('summary')).toEqual({ kind: 'summary' });
  });

  it('keeps the day and the zone of a summary', () => {
    const rule = NotificationRule.parse({
      id: 's',
      name: 'S',
      channelIds: [],
      trigger: { kind: 'summary', weekday: 'mon', at: '06:30', timeZone: 'Europe/Zurich' },
    });
    expect(ruleFormOf(rule, 'UTC')).toMatchObject({ weekday: 'mon', at: '06:30', timeZone: 'Europe/Zurich' });
    expect(triggerSentence(rule.trigger)).toBe('every Monday at 06:30, Europe/Zurich');
  });
});
