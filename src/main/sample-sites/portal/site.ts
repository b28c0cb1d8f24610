import { notFoundPage, type SampleAnswer, type SampleForm, type SampleRequest, type SampleSite } from '../site.ts';
import { listAnswer, listQuestion } from './list-answer.ts';
import { listScript } from './list-script.ts';
import { ordersAt } from './orders.ts';
import { dashboardPage, listPage, loginPage, orderPage, placePage } from './pages.ts';
import { placeWithId } from './places.ts';
import { createPortalSessions, type PortalSessions } from './session.ts';
import { type PortalTrouble, troublesAt } from './troubles.ts';

/** Whom the sample portal lets in. */
export const portalAccount = { username: 'operator@example.org', password: 'sample-password' } as const;
/** Orders that it lists where nothing else is said: three pages of a hundred. */
const usualOrderCount = 230;

/** How the portal is set up. */
export interface PortalSiteOptions {
  readonly seed: number;
  /** Orders that it lists, a few less while some are away; a test of speed has 500, which are five pages of a hundred. */
  readonly orderCount?: number;
  /** What goes wrong with a request; left out, it follows from seed and time. */
  readonly troubles?: (timeMs: number, requestNumber: number) => readonly PortalTrouble[];
}

/** Plays a portal of work orders: a login with token and cookie, a list that its own script makes, and pages of places. */
export function createPortalSite({ seed, orderCount = usualOrderCount, troubles }: PortalSiteOptions): SampleSite {
  const sessions = createPortalSessions(seed);
  const troublesOf = ({ timeMs, requestNumber }: SampleRequest): readonly PortalTrouble[] =>
    troubles?.(timeMs, requestNumber) ?? troublesAt(seed, timeMs, requestNumber);
  return {
    answer(request) {
      const { path } = request;
      if (path === '/build/list.js') return text('text/javascript; charset=utf-8', listScript);
      const isSignedIn = sessions.isSignedIn(request);
      if (path === '/') return isSignedIn ? redirect('/app/dashboard') : signInForm(sessions, request, null);
      if (path === '/logout') return redirect('/', { 'set-cookie': sessions.end() });
      if (path === '/app/work/list.json')
        return isSignedIn
          ? listJson(request, { seed, orderCount, troubles: troublesOf(request) }, sessions)
          : signedOut(sessions);
      if (!path.startsWith('/app/')) return null;
      return isSignedIn ? innerPage(seed, path, troublesOf(request)) : redirect('/');
    },
    submit: (form) => (form.path === '/login' ? signIn(sessions, form) : null),
  };
}

/** A wrong password gets the same form again, with status 200, like a session that has ended. */
function signIn(sessions: PortalSessions, request: SampleForm): SampleAnswer {
  const { form, timeMs } = request;
  if (!sessions.isToken(request, form.get('_token'))) return page('The form has expired. Go back and try again.', 419);
  const isRight = form.get('email') === portalAccount.username && form.get('password') === portalAccount.password;
  if (!isRight) return signInForm(sessions, request, 'These credentials do not match our records.');
  return redirect('/app/dashboard', { 'set-cookie': sessions.begin(timeMs, form.get('remember') === '1') });
}

function signInForm(sessions: PortalSessions, request: SampleRequest, trouble: string | null): SampleAnswer {
  const { token, header } = sessions.form(request);
  return page(loginPage(token, trouble), 200, { 'set-cookie': header });
}

function innerPage(seed: number, path: string, troubles: readonly PortalTrouble[]): SampleAnswer {
  if (path === '/app/dashboard' || path === '/app/dashboard/') return page(dashboardPage());
  if (path === '/app/work/list')
    return troubles.includes('list fails') ? page('Server Error', 500) : page(listPage(troubles));
  const [, number] = /^\/app\/work\/(\d{1,12})\/(?:visits\/\d{1,12}\/)?$/.exec(path) ?? [];
  if (number !== undefined) return page(orderPage(number));
  const [, placeId] = /^\/app\/customers\/locations\/(\d{1,9})\/$/.exec(path) ?? [];
  const place = placeId === undefined ? undefined : placeWithId(seed, Number(placeId));
  return place === undefined ? notFoundPage() : page(placePage(seed, place));
}

interface ListParts {
  readonly seed: number;
  readonly orderCount: number;
  readonly troubles: readonly PortalTrouble[];
}

function listJson(
  { query, timeMs }: SampleRequest,
  { seed, orderCount, troubles }: ListParts,
  sessions: PortalSessions,
): SampleAnswer {
  const question = listQuestion(query);
  if (troubles.includes('session dies at page 2') && question.page === 2) return signedOut(sessions);
  if (troubles.includes('page 3 fails') && question.page === 3) return json(500, { message: 'Server Error' });
  return json(200, listAnswer(ordersAt(seed, timeMs, orderCount), question, new Set(troubles)));
}

function signedOut(sessions: PortalSessions): SampleAnswer {
  return { ...json(401, { message: 'Unauthenticated.' }), headers: { 'set-cookie': sessions.end() } };
}

function redirect(location: string, headers: Readonly<Record<string, string>> = {}): SampleAnswer {
  return { ...text('text/html; charset=utf-8', ''), status: 302, headers: { location, ...headers } };
}

function page(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): SampleAnswer {
  return { ...text('text/html; charset=utf-8', body), status, headers: { 'cache-control': 'no-store', ...headers } };
}

function json(status: number, value: unknown): SampleAnswer {
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    headers: { 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}

function text(contentType: string, body: string): SampleAnswer {
  return { status: 200, contentType, body };
}
