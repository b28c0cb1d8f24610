import type { ReactNode } from 'react';
import { Weekday } from '#shared/schedule/rule.ts';
import { ChoiceGroup, Problems } from '../../ui/form-field.tsx';
import { fieldId, problemsAt } from '../../ui/field-problems.ts';
import type { EditorModel } from './use-editor.ts';
import { WeekGridTable } from '../../ui/week-grid-table.tsx';
import '../../ui/week-grid.css';
import { paint } from '../../ui/week-grid.ts';
import { WindowList } from './window-list.tsx';

/** Working days, to begin with something that can be seen. */
const firstWindows = [{ days: Weekday.options.slice(0, 5), from: '08:00', until: '18:00' }];

/** The hours outside of which it waits. */
export function HoursSection({ editor }: { readonly editor: EditorModel }): ReactNode {
  const { form, set, problems } = editor;
  const mine = problemsAt(problems, 'activeHours');
  const setAlways = (isAlways: boolean): void =>
    set({ isAlways, windows: !isAlways && form.windows.length === 0 ? firstWindows : form.windows });
  return (
    <section className="editor__section" aria-labelledby="editor-hours">
      <h2 id="editor-hours">Active hours</h2>
      <ChoiceGroup
        name="hours"
        label="When it may run"
        value={form.isAlways ? 'always' : 'hours'}
        choices={[
          ['always', 'At any time'],
          ['hours', 'Only in these hours of the week'],
        ]}
        problems={[]}
        onChange={(choice) => setAlways(choice === 'always')}
      />
      {form.isAlways ? null : (
        <fieldset
          id={fieldId('activeHours')}
          className="hours"
          aria-label="Hours of the week"
          aria-describedby={mine.length === 0 ? undefined : `${fieldId('activeHours')}-problem`}
        >
          <WeekGridTable
            label="Active hours by half hours"
            windows={form.windows}
            onPaint={(range, isOn) => set({ windows: paint(form.windows, range, isOn) })}
          />
          <WindowList windows={form.windows} problems={problems} onChange={(windows) => set({ windows })} />
          <Problems id={`${fieldId('activeHours')}-problem`} problems={mine.filter(({ path }) => path.length === 1)} />
        </fieldset>
      )}
    </section>
  );
}
