/** What the tests use of jsdom 27, which ships no types. */
declare module 'jsdom' {
  export interface PageElement {
    readonly outerHTML: string;
    readonly style: { readonly display: string };
    readonly parentElement: PageElement | null;
    readonly tagName: string;
    value: string;
    replaceChildren(): void;
    cloneNode(isDeep: boolean): PageElement;
    querySelectorAll(selector: string): Iterable<PageElement>;
    getAttribute(name: string): string | null;
    closest(selector: string): PageElement | null;
    dispatchEvent(event: unknown): boolean;
    click(): void;
  }
  export interface PageEvent {
    readonly defaultPrevented: boolean;
    readonly target: PageElement;
    preventDefault(): void;
  }
  export interface PageWindow {
    readonly document: {
      readonly documentElement: PageElement;
      readonly readyState: string;
      querySelector(selector: string): PageElement | null;
      querySelectorAll(selector: string): Iterable<PageElement>;
    };
    readonly location: { readonly href: string };
    readonly FormData: new (form: PageElement) => Iterable<readonly [string, string]>;
    readonly Event: new (type: string, options: { readonly bubbles: boolean }) => unknown;
    addEventListener(type: string, listener: (event: PageEvent) => void): void;
    close(): void;
  }
  export interface KeptCookie {
    readonly key: string;
    readonly value: string;
    readonly path: string;
    readonly secure: boolean;
    readonly httpOnly: boolean;
    expiryTime(): number | undefined;
  }
  export class CookieJar {
    setCookieSync(cookie: string, url: string): unknown;
    getCookieStringSync(url: string): string;
    getCookiesSync(url: string): readonly KeptCookie[];
  }
  export class VirtualConsole {}
  export class ResourceLoader {
    constructor(options?: { readonly userAgent?: string });
    fetch(url: string, options: object): Promise<Uint8Array> | null;
  }
  export class JSDOM {
    constructor(
      html: string,
      options: {
        readonly url: string;
        readonly runScripts: 'dangerously';
        readonly resources: ResourceLoader;
        readonly cookieJar: CookieJar;
        readonly virtualConsole: VirtualConsole;
        readonly beforeParse: (window: PageWindow) => void;
      },
    );
    readonly window: PageWindow;
  }
}
