import type { ReactNode } from 'react';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import { ParameterField } from './parameter-field.tsx';
import type { EditorModel } from './use-editor.ts';

interface BasicsSectionProps {
  readonly editor: EditorModel;
  readonly isNew: boolean;
}

/** What runs: the job, what it works on, and the schedule's own id. */
export function BasicsSection({ editor, isNew }: BasicsSectionProps): ReactNode {
  const { form, set, job, jobs, parameters, problems } = editor;
  return (
    <section className="editor__section" aria-labelledby="editor-what">
      <h2 id="editor-what">What runs</h2>
      <FormField name="job" label="Job" hint={job?.description} problems={problems}>
        {(control) => (
          <select
            {...control}
            className="select"
            value={form.job}
            onChange={(event) => set({ job: event.target.value, params: {} })}
          >
            {job === undefined ? <option value={form.job}>{form.job} (not known here)</option> : null}
            {jobs.map(({ kind, title }) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {parameters.map((parameter) => (
        <ParameterField key={parameter.name} parameter={parameter} editor={editor} />
      ))}
      <FormField
        name="id"
        label="Id"
        hint={
          isNew
            ? 'What commands, exports and the history call it; it cannot change later.'
            : 'An id cannot change. Duplicate the schedule for another one.'
        }
        problems={problems}
      >
        {(control) => (
          <TextControl control={control} value={form.id} isReadOnly={!isNew} onChange={(id) => set({ id })} />
        )}
      </FormField>
      <label className="choices__choice">
        <input type="checkbox" checked={form.enabled} onChange={(event) => set({ enabled: event.target.checked })} />
        Switched on: it makes runs by itself
      </label>
    </section>
  );
}
