import type { ReactNode } from 'react';
import type { WordsPreview } from './use-preview.ts';

/** The message that a rule would send, made of invented facts. */
export function PreviewAside({ preview }: { readonly preview: WordsPreview }): ReactNode {
  const { data, error, isBehind } = preview;
  return (
    <aside className="panel notify-aside" aria-label="Preview" aria-busy={isBehind}>
      <h2>How it would read</h2>
      {error === null ? null : (
        <p className="fault" role="alert">
          {error.userMessage}
        </p>
      )}
      {data === undefined ? (
        <p className="secondary">
          {error === null ? 'Shown as soon as what it waits for is complete.' : 'There is no preview.'}
        </p>
      ) : (
        <>
          <p className="notify-aside__title">{data.title}</p>
          <p className="notify-aside__body">{data.body}</p>
          <p className="secondary">The facts are invented.</p>
        </>
      )}
    </aside>
  );
}
