import type { WebContents } from 'electron';
import { abortedLoad, blockedLoad, emptyErrorStatus, netError } from './net-errors.ts';
import type { PageFate } from './page-fate.ts';
import type { PageWalls } from './page-walls.ts';

/** The documents of a page as they come. */
export interface PageDocuments {
  /** Tells of each document that was read and is good; returns what ends that. */
  listen(onRead: () => void): () => void;
}

/** Follows the documents of a page; those that do not load or come with a bad status fail the steps instead. */
export function followDocuments(contents: WebContents, walls: PageWalls, fate: PageFate, place: string): PageDocuments {
  const listeners = new Set<() => void>();
  // What Chromium shows in place of a document that did not load is read as well, and is none.
  let isDocument = false;
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) isDocument = false;
  });
  contents.on('did-navigate', () => {
    isDocument = true;
  });
  contents.on('dom-ready', () => {
    if (!isDocument) return;
    const trouble = walls.statusTrouble();
    if (trouble !== null) return fate.fail(trouble);
    for (const onRead of listeners) onRead();
  });
  contents.on('did-fail-load', (_event, code, name, _url, isMainFrame) => {
    if (!isMainFrame || code === abortedLoad || code === blockedLoad) return;
    fate.fail((code === emptyErrorStatus ? walls.statusTrouble() : null) ?? netError(place, name));
  });
  return {
    listen(onRead) {
      listeners.add(onRead);
      return () => void listeners.delete(onRead);
    },
  };
}
