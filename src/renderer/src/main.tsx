// oxlint-disable-next-line import/no-unassigned-import -- it must take effect before any schema is made
import './lib/zod-without-eval.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './app/app.css';
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
