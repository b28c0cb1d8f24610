import type { ReactNode } from 'react';
import { assertNever } from '#shared/errors.ts';
import { markWord } from '../lib/words.ts';
import type { Mark } from '../lib/words.ts';

interface StateMarkProps {
  readonly mark: Mark;
  /** Another word than the state's own. */
  readonly word?: string;
  /** Shows the shape alone; the word is still spoken. */
  readonly isShapeOnly?: boolean;
}

/** A state by shape, word and colour, never by colour alone. */
export function StateMark({ mark, word, isShapeOnly = false }: StateMarkProps): ReactNode {
  return (
    <span className={`mark mark--${mark}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <Shape mark={mark} />
      </svg>
      <span className={isShapeOnly ? 'visually-hidden' : 'mark__word'}>{word ?? markWord(mark)}</span>
    </span>
  );
}

function Shape({ mark }: { readonly mark: Mark }): ReactNode {
  switch (mark) {
    case 'active':
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />;
    case 'running':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />;
    case 'waiting':
      return (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
        </>
      );
    case 'paused':
      return <path d="M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z" fill="currentColor" />;
    case 'attention':
      return <path d="M6 1 11.5 10.75H.5z" fill="currentColor" />;
    case 'failed':
      return <path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2.5" />;
    default:
      return assertNever(mark);
  }
}
