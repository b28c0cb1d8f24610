import { useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { formatList } from '../../lib/format.ts';
import { fieldId } from '../../ui/field-problems.ts';
import { FormField } from '../../ui/form-field.tsx';
import type { RuleForm } from './rule-form.ts';
import type { WordsPreview } from './use-preview.ts';

type Part = 'title' | 'body';

interface TemplateSectionProps {
  readonly form: RuleForm;
  readonly problems: readonly FieldProblem[];
  readonly set: (changes: Partial<RuleForm>) => void;
  readonly preview: WordsPreview;
}

/** Words of one's own in place of those that Rounds has; names in braces are filled in. */
export function TemplateSection({ form, problems, set, preview }: TemplateSectionProps): ReactNode {
  // Where a name goes that is clicked on: the field that was typed into last.
  const last = useRef<Part>('body');
  const insert = (name: string): void => insertAt(last.current, `{${name}}`, (changes) => set(changes));
  return (
    <section className="editor__section" aria-labelledby="rule-words">
      <h2 id="rule-words">In which words</h2>
      <label className="choices__choice">
        <input
          type="checkbox"
          checked={form.hasTemplate}
          onChange={(event) => set({ hasTemplate: event.target.checked })}
        />
        Write the words myself
      </label>
      {form.hasTemplate ? (
        <>
          <Names names={preview.data?.names ?? []} onChoose={insert} />
          <FormField name="title" label="Title" problems={problems}>
            {(control) => (
              <input
                {...control}
                className="input"
                value={form.title}
                autoComplete="off"
                onFocus={() => remember(last, 'title')}
                onChange={(event) => set({ title: event.target.value })}
              />
            )}
          </FormField>
          <FormField name="body" label="Text" problems={problems}>
            {(control) => (
              <textarea
                {...control}
                className="input notify-body"
                value={form.body}
                onFocus={() => remember(last, 'body')}
                onChange={(event) => set({ body: event.target.value })}
              />
            )}
          </FormField>
          <Unknown names={preview.isBehind ? [] : (preview.data?.unknownNames ?? [])} />
        </>
      ) : null}
    </section>
  );
}

function remember(last: RefObject<Part>, part: Part): void {
  last.current = part;
}

/** Puts a text where the caret of a field is, and the caret behind it. */
function insertAt(part: Part, text: string, set: (changes: Partial<RuleForm>) => void): void {
  const field = document.getElementById(fieldId(part));
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  const { value, selectionStart, selectionEnd } = field;
  const from = selectionStart ?? value.length;
  const changed = `${value.slice(0, from)}${text}${value.slice(selectionEnd ?? from)}`;
  set(part === 'title' ? { title: changed } : { body: changed });
  field.focus();
  // Once the field holds what was put into it.
  requestAnimationFrame(() => field.setSelectionRange(from + text.length, from + text.length));
}

function Names({
  names,
  onChoose,
}: {
  readonly names: readonly string[];
  readonly onChoose: (name: string) => void;
}): ReactNode {
  if (names.length === 0) return null;
  return (
    <fieldset className="choices">
      <legend className="field__label">Names that are filled in</legend>
      <div className="notify-names">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-label={`Insert ${name}`}
            onClick={() => onChoose(name)}
          >
            {`{${name}}`}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Unknown({ names }: { readonly names: readonly string[] }): ReactNode {
  if (names.length === 0) return null;
  const listed = formatList(names.map((name) => `{${name}}`));
  return (
    <p className="fault" role="alert">
      {names.length === 1 ? `${listed} is a name` : `${listed} are names`} that this trigger does not have. The rule
      cannot be saved with it.
    </p>
  );
}
