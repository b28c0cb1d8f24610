import type { ReactNode } from 'react';
import { ChoiceGroup, FormField, TextControl } from '../../ui/form-field.tsx';
import type { ScheduleForm } from './schedule-form.ts';
import type { EditorModel } from './use-editor.ts';

/** What happens when things do not go as planned. */
export function PolicySection({ editor }: { readonly editor: EditorModel }): ReactNode {
  const { form, set } = editor;
  return (
    <section className="editor__section" aria-labelledby="editor-policy">
      <h2 id="editor-policy">When things go otherwise</h2>
      <Choices editor={editor} />
      <Numbers editor={editor} />
      <label className="choices__choice">
        <input
          type="checkbox"
          checked={form.runAtStart}
          onChange={(event) => set({ runAtStart: event.target.checked })}
        />
        Also runs once each time Rounds starts
      </label>
    </section>
  );
}

function Choices({ editor: { form, set, problems } }: { readonly editor: EditorModel }): ReactNode {
  return (
    <>
      <ChoiceGroup
        name="overlap"
        label="While a run is still going on, the next slot"
        value={form.overlap}
        choices={[
          ['skip', 'is left out'],
          ['queue', 'waits for its end; one waits at most'],
          ['cancel', 'stops the old run and begins'],
        ]}
        problems={problems}
        onChange={(overlap) => set({ overlap })}
      />
      <ChoiceGroup
        name="missed"
        label="Slots missed while the machine slept or Rounds was closed"
        value={form.missed}
        choices={[
          ['latest', 'are made up for by one run, for the newest of them'],
          ['skip', 'are left out'],
          ['all', 'are all made up for, up to a limit'],
        ]}
        problems={problems}
        onChange={(missed) => set({ missed })}
      />
    </>
  );
}

function Numbers({ editor }: { readonly editor: EditorModel }): ReactNode {
  return (
    <div className="editor__pair">
      <NumberField editor={editor} name="retry.attempts" field="attempts" label="Attempts of one run" hint="1 to 10." />
      <NumberField
        editor={editor}
        name="retry.backoffSeconds"
        field="backoffSeconds"
        label="First wait, seconds, at most"
        hint="Before the second attempt; doubled each time after."
      />
      <NumberField
        editor={editor}
        name="timeoutSeconds"
        field="timeoutSeconds"
        label="Time limit of one run, seconds"
        hint="Empty: the job’s own."
      />
      <NumberField
        editor={editor}
        name="pauseAfterFailures"
        field="pauseAfterFailures"
        label="Pauses itself after failed runs in a row"
        hint="Empty: never."
      />
    </div>
  );
}

interface NumberFieldProps {
  readonly editor: EditorModel;
  readonly name: string;
  readonly field: keyof Pick<ScheduleForm, 'attempts' | 'backoffSeconds' | 'timeoutSeconds' | 'pauseAfterFailures'>;
  readonly label: string;
  readonly hint: string;
}

function NumberField({ editor, name, field, label, hint }: NumberFieldProps): ReactNode {
  return (
    <FormField name={name} label={label} hint={hint} problems={editor.problems}>
      {(control) => (
        <TextControl
          control={control}
          className="editor__number"
          isNumber
          value={editor.form[field]}
          onChange={(value) => editor.set({ [field]: value })}
        />
      )}
    </FormField>
  );
}
