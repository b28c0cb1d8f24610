// Runs before each file of component tests, which share one document: what jsdom lacks, and an empty page after every test.
import { cleanup, configure, prettyDOM } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { beginWithPreferences } from '../preferences.ts';
import { endRendered } from './render-app.tsx';

const noPreferences = '?preferences={}';

// A busy machine is no failure; what never comes fails all the same.
configure({ asyncUtilTimeout: 10_000, getElementError: notFound });

/** An error that writes the page out when it is read: of those while something is waited for, only the last one is. */
function notFound(message: string | null, container: Element): Error {
  const error = new Error(message ?? '');
  error.name = 'TestingLibraryElementError';
  let text: string | null = null;
  Object.defineProperty(error, 'message', {
    get: () => (text ??= [message, prettyDOM(container)].filter(Boolean).join('\n\n')),
    set: (value: string) => {
      text = value;
    },
  });
  return error;
}

/*
 * jsdom works the style of each element out from the rules of browsers anew, which took a fifth of the time of all tests.
 * No style sheet is loaded here: elements of a kind have one style, but for what stands on themselves.
 */
const styles = new Map<string, CSSStyleDeclaration>();
const computeStyle = window.getComputedStyle.bind(window);
window.getComputedStyle = (element) => {
  const own = element instanceof HTMLElement ? element.style : null;
  const isFolded = element.parentElement instanceof HTMLDetailsElement && !element.parentElement.open;
  const marks = ['hidden', 'open', 'type'].map((name) => element.getAttribute(name));
  const kind = [element.tagName, ...marks, own?.display, own?.visibility, own?.pointerEvents, isFolded].join(' ');
  const style = styles.get(kind) ?? computeStyle(element);
  styles.set(kind, style);
  return style;
};

// jsdom knows neither modal dialogs nor layout.
HTMLDialogElement.prototype.showModal = function showModal(): void {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close(): void {
  this.open = false;
};
Element.prototype.scrollTo = vi.fn<() => void>();
Element.prototype.scrollIntoView = vi.fn<() => void>();
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe = vi.fn<() => void>();
    disconnect = vi.fn<() => void>();
  },
);

// jsdom's files cannot be read as text.
File.prototype.text = function text(): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(new Error('unreadable')));
    reader.readAsText(this);
  });
};

afterEach(() => {
  cleanup();
  endRendered();
  beginWithPreferences(noPreferences);
});
