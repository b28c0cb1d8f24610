/** What a sample site is asked. */
export interface SampleRequest {
  /** Path without query, such as `/live/harbour-campus`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** UTC epoch milliseconds at which it is asked. */
  readonly timeMs: number;
  /** Counts the requests of the whole server from 1; the site's mishaps follow from it. */
  readonly requestNumber: number;
  /** Cookies by name; left out, there are none. */
  readonly cookies?: ReadonlyMap<string, string>;
}

/** A form that a sample site is sent. */
export interface SampleForm extends SampleRequest {
  readonly form: URLSearchParams;
}

/** What a sample site answers. */
export interface SampleAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** One invented external system; a new one is a folder and a line in `index.ts`. */
export interface SampleSite {
  /** Null where the path is none of this site's. */
  answer(request: SampleRequest): SampleAnswer | null;
  /** Takes a form; null where the path takes none. Left out, the site takes no forms. */
  submit?(form: SampleForm): SampleAnswer | null;
}

/** The page of a web server that found nothing. */
export function notFoundPage(): SampleAnswer {
  return htmlPage(404, 'Not Found', 'The requested URL was not found on this server.');
}

/** A small web page; title and text are ours, never taken from a request. */
export function htmlPage(status: number, title: string, text: string): SampleAnswer {
  const body = `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`;
  return { status, contentType: 'text/html; charset=utf-8', body };
}
