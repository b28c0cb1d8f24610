import { createHmac } from 'node:crypto';
import type { SampleRequest } from '../site.ts';

/** The cookie that says who is signed in, and the one that a form belongs to. */
const sessionCookie = 'larkspur_session';
const visitCookie = 'larkspur_visit';
const hourMs = 3_600_000;
/** How long a session lasts, with and without “Remember Me”. */
const rememberedMs = 12 * hourMs;
const shortMs = 2 * hourMs;

/** What signs cookies and forms; it keeps nothing, all follows from the seed. */
export interface PortalSessions {
  isSignedIn(request: SampleRequest): boolean;
  /** The header that begins a session. */
  begin(timeMs: number, isRemembered: boolean): string;
  /** The header that ends it. */
  end(): string;
  /** A form's hidden token, and the header that it belongs to. */
  form(request: SampleRequest): { readonly token: string; readonly header: string };
  isToken(request: SampleRequest, token: string | null): boolean;
}

/** Sessions of a portal: `<end>.<signature>` in a cookie, which nobody else can write. */
export function createPortalSessions(seed: number): PortalSessions {
  const sign = (text: string): string => createHmac('sha256', `larkspur ${seed}`).update(text).digest('base64url');
  return {
    isSignedIn({ cookies, timeMs }) {
      const [end = '', signature] = (cookies?.get(sessionCookie) ?? '').split('.');
      return /^\d+$/.test(end) && Number(end) > timeMs && signature === sign(`session ${end}`);
    },
    begin(timeMs, isRemembered) {
      const lastsMs = isRemembered ? rememberedMs : shortMs;
      const end = String(timeMs + lastsMs);
      const age = isRemembered ? `; Max-Age=${lastsMs / 1000}` : '';
      return `${sessionCookie}=${end}.${sign(`session ${end}`)}; Path=/; HttpOnly; SameSite=Lax${age}`;
    },
    end: () => `${sessionCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    form({ cookies, requestNumber, timeMs }) {
      const visit = cookies?.get(visitCookie) ?? sign(`visit ${requestNumber} ${timeMs}`);
      return { token: sign(`form ${visit}`), header: `${visitCookie}=${visit}; Path=/; HttpOnly; SameSite=Lax` };
    },
    isToken({ cookies }, token) {
      const visit = cookies?.get(visitCookie);
      return visit !== undefined && token === sign(`form ${visit}`);
    },
  };
}
