/** Pages that are made by their own scripts: opened in a browser that nobody sees, each within walls of its own. */
export interface RenderedPages {
  /**
   * Opens an empty page. One at once per partition of this process: a second one waits. Rejects with `refused` where no browser
   * can be had here, and with `canceled`.
   */
  open(options: PageOptions): Promise<RenderedPage>;
}

export interface PageOptions {
  /** Whose page: what one partition keeps, no other one sees. Kept in memory only. */
  readonly partition: string;
  /** `https://portal.example.org`; the page can neither leave it nor ask anybody else. */
  readonly origin: string;
  readonly userAgent: string;
  readonly allowPrivateAddress: boolean;
  /** Limit of each step, milliseconds. */
  readonly stepLimitMs: number;
  /** Ends every step and closes the page. */
  readonly signal: AbortSignal;
  /** The session to begin with. */
  readonly cookies: readonly PageCookie[];
  /**
   * Asked before a request leaves. A document may be kept waiting for its turn; what it needs beside is only counted. A rejection
   * keeps the request from leaving, and the step that wanted it rejects with the same.
   */
  admit(url: string, kind: 'document' | 'part'): Promise<void>;
  /** Told what became of a document: its status, or null where there was no answer; with its `Retry-After` where it has one. */
  answered(url: string, status: number | null, retryAfter?: string): void;
}

/** A cookie as a browser keeps it. */
export interface PageCookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
  /** UTC epoch milliseconds; null: ends with the browser. */
  readonly expiresAt: number | null;
}

/** What a page must look like for a step to go on. */
export interface PageCondition {
  /** At least one element that matches one of these is there, hidden or not. */
  readonly anyOf: readonly string[];
  /** The first element that matches differs from this text of its `outerHTML`. */
  readonly differs?: { readonly selector: string; readonly from: string };
  /** Asks for an outline of the document too, in which the elements that match this are empty. */
  readonly outlineWithout?: string;
}

/** A page as it was at the moment when what was waited for had come. */
export interface PageSight {
  /** The first selector of the condition that matched. */
  readonly found: string;
  /** The whole document. */
  readonly html: string;
  /** The document in outline, for whoever wants to know quickly what it is; null where none was asked for. */
  readonly outline: string | null;
}

/**
 * One open page. Steps reject with `network`, `timeout`, `refused`, `source_changed` (more than 10 MB, too much memory, a navigation
 * elsewhere, not to be stopped otherwise) or `canceled`. The page's own scripts cannot change what a step sees but by changing the page.
 */
export interface RenderedPage {
  /** Goes to an address of the origin; resolves once its document was read and its first scripts have run. */
  goTo(url: string): Promise<void>;
  /** Where the page is. */
  url(): string;
  /** Resolves to what the page is once the condition holds. */
  waitUntil(condition: PageCondition): Promise<PageSight>;
  /** The `outerHTML` of the first element that matches; null where none does. */
  read(selector: string): Promise<string | null>;
  /** Types into the first visible field that matches, as a person would; the text is in no log. */
  type(selector: string, text: string): Promise<void>;
  /** Clicks the first element that matches and is not hidden, on the screen or not; resolves to false where there is none. */
  click(selector: string): Promise<boolean>;
  /** The whole document as it is now. */
  html(): Promise<string>;
  /** PNG of what is shown now, with every field emptied; null where none can be taken. */
  picture(): Promise<Uint8Array | null>;
  cookies(): Promise<readonly PageCookie[]>;
  /** Lets go of everything; safe to call twice. */
  close(): Promise<void>;
}
