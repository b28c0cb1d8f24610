// oxlint-disable-next-line import/no-unassigned-import -- it must take effect before any schema is made
import './lib/zod-without-eval.ts';
// oxlint-disable-next-line import/no-unassigned-import -- it must take effect before the router is made
import './lib/without-session-storage.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/marks.css';
import './ui/layout.css';
import './ui/lists.css';
import './ui/overlays.css';
import './app/app.css';
import './app/palette.css';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { beginWithPreferences } from './lib/preferences.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
beginWithPreferences(window.location.search);
const page = createRoot(root);
// At once and not by and by: what has run when the script ends is what the browser keeps compiled for the next start.
flushSync(() =>
  page.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
