import { setTimeout as wait } from 'node:timers/promises';
import { CookieJar, JSDOM, type PageElement, type PageWindow, ResourceLoader, VirtualConsole } from 'jsdom';
import { Agent, fetch } from 'undici';
import { AppError } from '#shared/errors.ts';
import type { PageCookie, PageOptions, RenderedPage, RenderedPages } from '../../rendered-pages.ts';
import { isRedirect } from '../addresses.ts';

/** A document that a page asked for. */
interface AskedDocument {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** The `RenderedPages` port on jsdom: real scripts and real HTTP, and no browser. For tests. */
export interface JsdomPages extends RenderedPages {
  /** Every document that was asked for, oldest first. */
  readonly asked: readonly AskedDocument[];
  /** Pages that are open. */
  openCount(): number;
}

const pollMs = 5;
/** Every request has a connection of its own: a server may close an idle one just as it is used. */
const dispatcher = new Agent({ pipelining: 0 });

/** Pages without a browser; what their scripts do, they do for real. */
export function createJsdomPages(): JsdomPages {
  const asked: AskedDocument[] = [];
  let openPages = 0;
  return {
    asked,
    openCount: () => openPages,
    async open(options) {
      openPages += 1;
      const page = new Page(options, asked);
      let isOpen = true;
      return Object.assign(page.steps(), {
        async close() {
          if (isOpen) openPages -= 1;
          isOpen = false;
          page.leave();
        },
      });
    },
  };
}

/** Loads nothing from elsewhere, as the real page would not. */
class OwnResources extends ResourceLoader {
  private readonly origin: string;

  constructor(origin: string, userAgent: string) {
    super({ userAgent });
    this.origin = origin;
  }

  override fetch(url: string, options: object): Promise<Uint8Array> | null {
    return new URL(url).origin === this.origin ? super.fetch(url, options) : null;
  }
}

class Page {
  private readonly jar = new CookieJar();
  private readonly options: PageOptions;
  private readonly asked: AskedDocument[];
  private window: PageWindow | null = null;
  /** A navigation that the page itself began. */
  private moving: Promise<void> = Promise.resolve();
  private failure: unknown = null;

  constructor(options: PageOptions, asked: AskedDocument[]) {
    this.options = options;
    this.asked = asked;
    for (const cookie of options.cookies) this.jar.setCookieSync(headerOf(cookie), options.origin);
  }

  leave(): void {
    this.window?.close();
    this.window = null;
  }

  steps(): Omit<RenderedPage, 'close'> {
    return {
      goTo: (url) => this.navigate(url, 'GET', null),
      url: () => this.shown().location.href,
      waitUntil: async ({ anyOf, differs, outlineWithout }) => {
        const found = await this.until(() => {
          const isOther = differs === undefined || this.outer(differs.selector) !== differs.from;
          return isOther ? anyOf.find((selector) => this.find(selector) !== null) : undefined;
        });
        return {
          found,
          html: this.html(),
          outline: outlineWithout === undefined ? null : this.outline(outlineWithout),
        };
      },
      read: async (selector) => this.outer(selector),
      type: async (selector, text) => {
        const field = this.visible(selector);
        if (field === null) throw new AppError('source_changed', `The source shows no field ${selector}.`);
        field.value = text;
        field.dispatchEvent(new (this.shown().Event)('input', { bubbles: true }));
      },
      click: async (selector) => {
        const element = this.visible(selector);
        element?.click();
        return element !== null;
      },
      html: async () => this.html(),
      picture: async () => null,
      cookies: async () => this.jar.getCookiesSync(this.options.origin).map(cookieOf),
    };
  }

  private shown(): PageWindow {
    if (this.window === null) throw new AppError('canceled', 'The page is closed.');
    return this.window;
  }

  private html(): string {
    return this.shown().document.documentElement.outerHTML;
  }

  private outline(without: string): string {
    const copy = this.shown().document.documentElement.cloneNode(true);
    for (const element of copy.querySelectorAll(without)) element.replaceChildren();
    return copy.outerHTML;
  }

  private find(selector: string): PageElement | null {
    return this.window?.document.querySelector(selector) ?? null;
  }

  private outer(selector: string): string | null {
    return this.find(selector)?.outerHTML ?? null;
  }

  private visible(selector: string): PageElement | null {
    return [...this.shown().document.querySelectorAll(selector)].find(isVisible) ?? null;
  }

  private async until(check: () => string | undefined): Promise<string> {
    const { signal, stepLimitMs } = this.options;
    const end = performance.now() + stepLimitMs;
    for (;;) {
      if (signal.aborted) throw new AppError('canceled', 'The page was closed.');
      if (this.failure !== null) throw this.failure;
      const found = check();
      if (found !== undefined) return found;
      if (performance.now() > end) throw new AppError('timeout', `The page did not change within ${stepLimitMs} ms.`);
      await wait(pollMs);
      await this.moving;
    }
  }

  private async navigate(address: string, firstMethod: 'GET' | 'POST', body: URLSearchParams | null): Promise<void> {
    const { admit, answered, userAgent, signal } = this.options;
    let url = new URL(address, this.options.origin);
    let method = firstMethod;
    for (;;) {
      if (url.origin !== this.options.origin)
        throw new AppError('source_changed', `The source wanted to lead to ${url.host}.`);
      await admit(url.href, 'document');
      this.asked.push({ method, path: url.pathname });
      const response = await fetch(url, {
        method,
        body: method === 'POST' ? body : null,
        redirect: 'manual',
        headers: { cookie: this.jar.getCookieStringSync(url.href), 'user-agent': userAgent },
        signal,
        dispatcher,
      });
      for (const cookie of response.headers.getSetCookie()) this.jar.setCookieSync(cookie, url.href);
      const text = await response.text();
      if (!isRedirect(response.status)) {
        await this.load(url.href, text);
        answered(url.href, response.status);
        return;
      }
      answered(url.href, response.status);
      url = new URL(response.headers.get('location') ?? '', url);
      method = 'GET';
    }
  }

  private async load(url: string, html: string): Promise<void> {
    this.leave();
    await new Promise<void>((resolve) => {
      this.window = new JSDOM(html, {
        url,
        runScripts: 'dangerously',
        resources: new OwnResources(this.options.origin, this.options.userAgent),
        cookieJar: this.jar,
        virtualConsole: new VirtualConsole(),
        beforeParse: (window) => {
          window.addEventListener('load', () => resolve());
          window.addEventListener('click', (event) => {
            const href = event.defaultPrevented ? null : event.target.closest('a[href]')?.getAttribute('href');
            if (href != null && !href.startsWith('#')) this.move(href, 'GET', null);
          });
          window.addEventListener('submit', (event) => {
            if (event.defaultPrevented) return;
            event.preventDefault();
            const fields = [...new window.FormData(event.target)].map(([name, value]): [string, string] => [
              name,
              value,
            ]);
            this.move(event.target.getAttribute('action') ?? '', 'POST', new URLSearchParams(fields));
          });
        },
      }).window;
    });
  }

  private move(address: string, method: 'GET' | 'POST', body: URLSearchParams | null): void {
    const target = new URL(address, this.shown().location.href).href;
    this.moving = this.navigate(target, method, body).catch((error: unknown) => {
      this.failure = error;
    });
  }
}

function isVisible(element: PageElement): boolean {
  for (let part: PageElement | null = element; part !== null; part = part.parentElement)
    if (part.style.display === 'none') return false;
  return true;
}

function headerOf({ name, value, path, isSecure, isHttpOnly, expiresAt }: PageCookie): string {
  const expires = expiresAt === null ? '' : `; Expires=${new Date(expiresAt).toUTCString()}`;
  return `${name}=${value}; Path=${path}${expires}${isSecure ? '; Secure' : ''}${isHttpOnly ? '; HttpOnly' : ''}`;
}

function cookieOf(cookie: ReturnType<CookieJar['getCookiesSync']>[number]): PageCookie {
  const expiry = cookie.expiryTime();
  return {
    name: cookie.key,
    value: cookie.value,
    path: cookie.path,
    isSecure: cookie.secure,
    isHttpOnly: cookie.httpOnly,
    expiresAt: expiry === undefined || !Number.isFinite(expiry) ? null : expiry,
  };
}
