// Runs before each file of component tests, which share one document: what jsdom lacks, and an empty page after every test.
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { endRendered } from './render-app.tsx';

// A busy machine is no failure; what never comes fails all the same.
configure({ asyncUtilTimeout: 10_000 });

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
  localStorage.clear();
});
