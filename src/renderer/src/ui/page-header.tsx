import type { ReactNode } from 'react';
import { usePageTitle } from '../lib/use-page-title.ts';

interface PageHeaderProps {
  readonly title: string;
  /** One sentence of truth about what the page shows. */
  readonly sentence?: ReactNode;
  readonly actions?: ReactNode;
}

/** The page's name, its sentence and its main actions; the name takes the focus when the page opens. */
export function PageHeader({ title, sentence, actions }: PageHeaderProps): ReactNode {
  usePageTitle(title);
  return (
    <header className="page-header">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        <p className="page-header__sentence">{sentence}</p>
      </div>
      {actions === undefined ? null : <div className="page-header__actions">{actions}</div>}
    </header>
  );
}
