import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { FormField, Problems, TextControl } from '../../ui/form-field.tsx';
import { fieldId, problemsAt } from '../../ui/field-problems.ts';
import { TimeInput } from '../../ui/window-fields.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import type { ChannelForm } from './channel-form.ts';

interface QuietSectionProps {
  readonly form: ChannelForm;
  readonly problems: readonly FieldProblem[];
  readonly set: (changes: Partial<ChannelForm>) => void;
}

/** When a channel says nothing, and how much it says at most. */
export function QuietSection({ form, problems, set }: QuietSectionProps): ReactNode {
  return (
    <section className="editor__section" aria-labelledby="channel-quiet">
      <h2 id="channel-quiet">How much it says</h2>
      <FormField
        name="perHour"
        label="Messages within any hour, at most"
        hint="What is over is told as a count with the next one."
        problems={problems}
      >
        {(control) => (
          <TextControl
            control={control}
            className="editor__number"
            value={form.perHour}
            isNumber
            onChange={(perHour) => set({ perHour })}
          />
        )}
      </FormField>
      <label className="choices__choice">
        <input
          type="checkbox"
          checked={form.hasQuietHours}
          onChange={(event) => set({ hasQuietHours: event.target.checked })}
        />
        Quiet hours: what comes up meanwhile is told after them, where it still holds
      </label>
      {form.hasQuietHours ? <QuietHours form={form} problems={problems} set={set} /> : null}
    </section>
  );
}

function QuietHours({ form, problems, set }: QuietSectionProps): ReactNode {
  const wrong = [...problemsAt(problems, 'quietHours.from'), ...problemsAt(problems, 'quietHours.until')];
  return (
    <>
      <div id={fieldId('quietHours')} className="notify-times">
        From
        <TimeInput
          path="quietHours.from"
          label="Quiet from"
          value={form.quietFrom}
          problems={problems}
          onChange={(quietFrom) => set({ quietFrom })}
        />
        until
        <TimeInput
          path="quietHours.until"
          label="Quiet until"
          value={form.quietUntil}
          problems={problems}
          onChange={(quietUntil) => set({ quietUntil })}
        />
      </div>
      <Problems id={`${fieldId('quietHours')}-problem`} problems={wrong} />
      <ZoneField
        name="quietHours.timeZone"
        label="Time zone of the quiet hours"
        value={form.quietZone}
        problems={problems}
        onChange={(quietZone) => set({ quietZone })}
      />
    </>
  );
}
