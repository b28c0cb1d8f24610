import { equipmentMarkup } from './equipment.ts';
import type { SamplePlace } from './places.ts';
import { escaped } from './text.ts';
import type { PortalTrouble } from './troubles.ts';

/** The name of the invented portal. */
export const portalName = 'Larkspur Work Portal';

/** The page to sign in, which is also what a wrong password gets, with what went wrong. */
export function loginPage(token: string, trouble: string | null): string {
  const alert = trouble === null ? '' : `<div class="alert-danger mb-4">${trouble}</div>`;
  return page(
    'Sign in',
    `<div class="container"><div class="login-container"><h2>Login</h2>${alert}<form name="login" method="post" action="/login" class="login-form"><input type="hidden" name="_token" value="${token}" autocomplete="off"> <div class="form-group"><label for="email">Email</label> <input type="email" id="email" name="email" placeholder="Your Email" value=""></div> <div class="form-group"><label for="password">Password</label> <input type="password" id="password" name="password" placeholder="Your Password"></div> <div class="form-group"><label><input type="checkbox" name="remember" value="1" checked="checked"> Remember Me</label></div> <input type="submit" value="Log In" class="button"></form></div></div>`,
    ' id="home"',
  );
}

/** The list before its script has run: frame, heading and, hidden in a dialog, a second pager. */
export function listPage(troubles: readonly PortalTrouble[]): string {
  const heading = troubles.includes('changed heading')
    ? ['Order', 'Client', 'Positions', 'Dates']
    : ['Work', 'Customer', 'Items', 'Visits'];
  return page(
    'Work',
    `<div class="full-height" id="app">${topBar()}<div class="content"><h1>Work</h1><p id="notice"></p><a id="sign-in-again" href="/" hidden>Sign in</a><div class="row search-header"><div class="form-group"><div class="form-group relative" id="work-order-search-bar"><input type="text" name="search_term" placeholder="Search Work..."></div> <div style="height: 5px;"><div class="loader-line" style="height: 5px; display: block;"></div></div></div><div class="ks-modal" style="display: none;"><div class="loader-line" style="height: 5px; display: none;"></div></div></div><div class="mt-1.5"><div class="paginator-wrapper"></div></div><div class="mt-2 bg-white" id="orders">${headingRow(heading)}</div></div></div><script src="/build/list.js"></script>`,
    ` data-troubles="${troubles.join(', ')}"`,
  );
}

function headingRow([work, customer, items, visits]: readonly string[]): string {
  return `<div class="row py-2 text-sm"><div class="sm-6 med-3">${work}</div> <div class="sm-6 med-4">${customer}</div> <div class="sm-12 med-5"><div class="row row-collapse"><div class="sm-6 med-7">${items}</div> <div class="sm-6 med-5">${visits}</div></div></div></div>`;
}

/** Its dialog comes before the list, and has a pager that is nobody's. */
function topBar(): string {
  return `<div class="top-bar"><a href="/app/work/list">Work</a> <a href="/logout">Logout</a><div class="ks-modal" style="display: none;"><div class="ks-modal-body"><div class="pagination" style="display: none;"><ul class="row"><li><a href="#" class="prev-page disabled">&lt;</a></li> <li><a href="#" class="next-page disabled">&gt;</a></li></ul></div></div></div></div>`;
}

/** Where one comes to after signing in. */
export function dashboardPage(): string {
  return page(
    'Dashboard',
    `${topBar()}<h1>Dashboard</h1><p>This portal is invented; Rounds plays it for the demo.</p>`,
  );
}

/** The page of a place with its equipment. */
export function placePage(seed: number, place: SamplePlace): string {
  const lines = place.address.map((line) => `<div>${escaped(line)}</div>`).join('');
  return page(
    'Location',
    `${topBar()}<h1>${escaped(place.brand)} ${place.store}</h1>${lines}${equipmentMarkup(seed, place)}`,
  );
}

/** The page of an order, which only says which it is. */
export function orderPage(number: string): string {
  return page('Work', `${topBar()}<h1>W-${number}</h1><p>This order is invented; Rounds plays it for the demo.</p>`);
}

function page(title: string, body: string, attributes = ''): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title} - ${portalName}</title></head><body${attributes}>${body}</body></html>\n`;
}
