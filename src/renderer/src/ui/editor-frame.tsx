import type { ReactNode, SubmitEvent } from 'react';
import { useBlocker, useNavigate } from 'react-router';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { AppError } from '#shared/errors.ts';
import { sentenceOf } from '../lib/schedule-words.ts';
import { Button } from './button.tsx';
import './editor.css';
import { focusField } from './field-problems.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { useSaveKey } from './use-save-key.ts';

interface EditorFrameProps {
  /** What is edited: `Provider`. */
  readonly label: string;
  readonly className?: string;
  readonly isNew: boolean;
  readonly isDirty: boolean;
  readonly mayLeave: () => boolean;
  readonly problems: readonly FieldProblem[];
  /** What a field is called, by its path. */
  readonly placeOf: (path: FieldProblem['path']) => string;
  readonly saveError: AppError | null;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  /** Where leaving leads. */
  readonly back: string;
  /** What stands beside the form. */
  readonly aside: ReactNode;
  readonly children: ReactNode;
}

/** The list of everything that is wrong; on the page as long as the editor is. */
export const summaryId = 'editor-problems';

/** The form, beside it what it would do, below it what is wrong and the ways out; asks before changes are lost. */
export function EditorFrame(props: EditorFrameProps): ReactNode {
  const { label, className = '', isNew, isDirty, mayLeave, onSave } = props;
  const navigate = useNavigate();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && !mayLeave(),
  );
  useSaveKey(onSave);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className={`editor ${className}`} onSubmit={submit} noValidate aria-label={label}>
      <div className="editor__form">{props.children}</div>
      {props.aside}
      <div className="editor__foot">
        <ProblemSummary problems={props.problems} placeOf={props.placeOf} saveError={props.saveError} />
        <div className="editor__actions">
          <span className="secondary">{isDirty ? 'Not saved yet.' : 'Nothing is changed.'}</span>
          <Button onClick={() => void navigate(props.back)}>{isDirty ? 'Discard' : 'Back'}</Button>
          <Button look="primary" type="submit" disabled={props.isSaving} title="Ctrl S">
            {isNew ? `Add ${label.toLowerCase()}` : 'Save changes'}
          </Button>
        </div>
      </div>
      {blocker.state === 'blocked' ? (
        <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />
      ) : null}
    </form>
  );
}

function ProblemSummary({
  problems,
  placeOf,
  saveError,
}: Pick<EditorFrameProps, 'problems' | 'placeOf' | 'saveError'>): ReactNode {
  return (
    <section id={summaryId} tabIndex={-1} className="editor__problems" aria-label="What is wrong">
      {saveError === null ? null : (
        <div className="fault" role="alert">
          <p className="strong">It was not saved.</p>
          <p>{saveError.userMessage}</p>
        </div>
      )}
      {problems.length === 0 ? null : (
        <ul className="fault editor__list">
          {problems.map((problem) => (
            <li key={problem.path.join('.')}>
              <Button look="link" onClick={() => focusField(problem.path)}>
                {sentenceOf(`${placeOf(problem.path)} ${problem.message}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
