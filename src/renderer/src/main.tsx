// oxlint-disable-next-line import/no-unassigned-import -- it must take effect before any schema is made
import './lib/zod-without-eval.ts';
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
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
