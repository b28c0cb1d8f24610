import type { ReactNode, SubmitEvent } from 'react';
import { useBlocker, useNavigate } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { useSaveKey } from '../../ui/use-save-key.ts';
import { BasicsSection } from './basics-section.tsx';
import { HoursSection } from './hours-section.tsx';
import { LeaveDialog } from '../../ui/leave-dialog.tsx';
import { PolicySection } from './policy-section.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { focusField } from '../../ui/field-problems.ts';
import { problemSentence } from './problem-words.ts';
import { RuleSection } from './rule-section.tsx';
import { summaryId, useEditor } from './use-editor.ts';
import type { EditorInput, EditorModel } from './use-editor.ts';

interface EditorProps extends EditorInput {
  /** What is stored makes no sense any more, so the form begins from nothing. */
  readonly isUnreadable: boolean;
}

/** The form, and beside it what it would do. */
export function Editor({ isUnreadable, ...input }: EditorProps): ReactNode {
  const editor = useEditor(input);
  const navigate = useNavigate();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && !editor.mayLeave(),
  );
  useSaveKey(editor.save);
  const back = input.id === null ? '/schedules' : `/schedules/${encodeURIComponent(input.id)}`;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    editor.save();
  };
  return (
    <form className="editor" onSubmit={submit} noValidate aria-label="Schedule">
      <div className="editor__form">
        {isUnreadable ? (
          <p className="fault">What is stored of this schedule cannot be read, so the form begins from nothing.</p>
        ) : null}
        <BasicsSection editor={editor} isNew={input.id === null} />
        <RuleSection editor={editor} />
        <HoursSection editor={editor} />
        <PolicySection editor={editor} />
      </div>
      <PreviewPanel editor={editor} isNew={input.stored === null} />
      <div className="editor__foot">
        <ProblemSummary editor={editor} />
        <div className="editor__actions">
          <span className="secondary">{editor.isDirty ? 'Not saved yet.' : 'Nothing is changed.'}</span>
          <Button onClick={() => void navigate(back)}>Cancel</Button>
          <Button look="primary" type="submit" disabled={editor.isSaving} title="Ctrl S">
            {input.id === null ? 'Save schedule' : 'Save changes'}
          </Button>
        </div>
      </div>
      {blocker.state === 'blocked' ? (
        <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />
      ) : null}
    </form>
  );
}

/** Everything that is wrong, each a way to its field; and why saving failed. */
function ProblemSummary({ editor }: { readonly editor: EditorModel }): ReactNode {
  const { problems, saveError } = editor;
  return (
    <section id={summaryId} tabIndex={-1} className="editor__problems" aria-label="What is wrong">
      {saveError === null ? null : (
        <div className="fault" role="alert">
          <p className="strong">It was not saved.</p>
          {saveError.userMessage.split('\n').map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {problems.length === 0 ? null : (
        <ul className="fault editor__list">
          {problems.map((problem) => (
            <li key={problem.path.join('.')}>
              <Button look="link" onClick={() => focusField(problem.path)}>
                {problemSentence(problem)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
