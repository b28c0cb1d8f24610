import type { ReactNode } from 'react';
import type { AppError } from '#shared/errors.ts';
import { Button } from './button.tsx';
import { StateMark } from './state-mark.tsx';

/** Shown while an answer is on its way; keeps the room that the answer will need. */
export function LoadingState({ what, rows = 6 }: { readonly what: string; readonly rows?: number }): ReactNode {
  return (
    <output className="loading" aria-busy="true">
      <span className="visually-hidden">Reading {what}…</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className="loading__bar" aria-hidden="true" />
      ))}
    </output>
  );
}

interface ErrorStateProps {
  readonly what: string;
  readonly error: AppError;
  readonly onRetry: () => void;
}

/** Says what could not be read and why, and offers to try again. */
export function ErrorState({ what, error, onRetry }: ErrorStateProps): ReactNode {
  return (
    <div className="placeholder" role="alert">
      <StateMark mark="failed" word={`Rounds could not read ${what}.`} />
      <p>{error.userMessage}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

interface EmptyStateProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** Says why there is nothing here and what to do next. */
export function EmptyState({ title, children, actions }: EmptyStateProps): ReactNode {
  return (
    <div className="placeholder">
      <h2>{title}</h2>
      <div className="secondary">{children}</div>
      {actions === undefined ? null : <div className="placeholder__actions">{actions}</div>}
    </div>
  );
}
