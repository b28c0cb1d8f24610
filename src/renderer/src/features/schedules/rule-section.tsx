import type { ReactNode } from 'react';
import { formatBucket } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceGroup, FormField, TextControl } from '../../ui/form-field.tsx';
import { type RuleKind, intervalFields, intervalMs, presets, units } from './schedule-form.ts';
import type { Unit } from './schedule-form.ts';
import type { EditorModel } from './use-editor.ts';
import { ZoneField } from '../../ui/zone-field.tsx';

const ruleKinds: readonly (readonly [RuleKind, string])[] = [
  ['every', 'Every so often, whatever the clock shows'],
  ['dailyAt', 'Daily at times of day'],
  ['cron', 'By a cron rule'],
];

/** When it runs. */
export function RuleSection({ editor }: { readonly editor: EditorModel }): ReactNode {
  const { form, set, problems } = editor;
  return (
    <section className="editor__section" aria-labelledby="editor-when">
      <h2 id="editor-when">When it runs</h2>
      <ChoiceGroup
        name="rule"
        label="Rule"
        value={form.ruleKind}
        choices={ruleKinds}
        problems={[]}
        onChange={(ruleKind) => set({ ruleKind })}
      />
      {form.ruleKind === 'every' ? <Interval editor={editor} /> : null}
      {form.ruleKind === 'dailyAt' ? <Times editor={editor} /> : null}
      {form.ruleKind === 'cron' ? <CronRule editor={editor} /> : null}
      <ZoneField value={form.timeZone} problems={problems} onChange={(timeZone) => set({ timeZone })} />
      <FormField
        name="jitterSeconds"
        label="Spread of starts, seconds"
        hint="Each start comes up to so many seconds after its planned instant, so that many desks do not ask at once. 0: on the dot."
        problems={problems}
      >
        {(control) => (
          <TextControl
            control={control}
            className="editor__number"
            isNumber
            value={form.jitterSeconds}
            onChange={(jitterSeconds) => set({ jitterSeconds })}
          />
        )}
      </FormField>
    </section>
  );
}

function Times({ editor: { form, set, problems } }: { readonly editor: EditorModel }): ReactNode {
  return (
    <FormField
      name="dailyAt"
      label="Times of day"
      hint="Parted by commas: 07:00, 13:30. Each runs once a day, also on days when the clocks change."
      problems={problems}
    >
      {(control) => <TextControl control={control} value={form.dailyAt} onChange={(dailyAt) => set({ dailyAt })} />}
    </FormField>
  );
}

function CronRule({ editor: { form, set, problems } }: { readonly editor: EditorModel }): ReactNode {
  return (
    <FormField
      name="cron"
      label="Cron rule"
      hint="Five fields: minute, hour, day of month, month, day of week. 0 6 * * 1-5 is 06:00 on weekdays."
      problems={problems}
    >
      {(control) => (
        <TextControl control={control} className="editor__code" value={form.cron} onChange={(cron) => set({ cron })} />
      )}
    </FormField>
  );
}

function Interval({ editor }: { readonly editor: EditorModel }): ReactNode {
  const { form, set, problems } = editor;
  const chosen = intervalMs(form);
  return (
    <FormField
      name="every"
      label="Interval"
      hint="From 30 seconds to 24 hours. Slots follow elapsed time and stay in step, however long a run takes."
      problems={problems}
    >
      {(control) => (
        <div className="interval">
          <TextControl
            control={control}
            className="editor__number"
            isNumber
            value={form.everyCount}
            onChange={(everyCount) => set({ everyCount })}
          />
          <select
            className="select"
            aria-label="Unit of the interval"
            value={form.everyUnit}
            onChange={(event) => set({ everyUnit: unitOf(event.target.value) })}
          >
            <option value="second">seconds</option>
            <option value="minute">minutes</option>
            <option value="hour">hours</option>
          </select>
          <fieldset className="interval__presets" aria-label="Usual intervals">
            {presets.map((everyMs) => (
              <Button
                key={everyMs}
                look="quiet"
                aria-pressed={chosen === everyMs}
                onClick={() => set(intervalFields(everyMs))}
              >
                {everyMs === 86_400_000 ? '24 h' : formatBucket(everyMs)}
              </Button>
            ))}
          </fieldset>
        </div>
      )}
    </FormField>
  );
}

function unitOf(value: string): Unit {
  return Object.hasOwn(units, value) && (value === 'second' || value === 'hour') ? value : 'minute';
}
