/** Where the parts of the portal's pages are; both those who wait for them and those who read them go by these. */
export const selectors = {
  loginForm: 'form.login-form',
  username: 'form.login-form input[name="email"]',
  password: 'form.login-form input[name="password"]',
  submit: 'form.login-form input[type="submit"], form.login-form button[type="submit"]',
  row: '.work-list-item',
  /** A row or, where the session has ended, the form to sign in: whichever is shown. */
  firstShown: '.work-list-item, form.login-form',
  /** The frame of the list while nothing is being loaded; a dialog in the same frame has such a line that never moves. */
  settledList: '#work-order-search-bar + div > .loader-line[style*="display: none"]',
  /** Never the second pager, which is hidden in a dialog and comes first in the document. */
  nextPage: '.paginator-wrapper .next-page:not(.disabled), .length-aware-pagination .next-page:not(.disabled)',
  pageSize: '.ks-select input[name="limit"] ~ .ks-select-selection',
  equipmentHeading: '.group-heading',
} as const;

/** The entry of a page size in its list, by its place there, counted from 0. */
export function pageSizeChoice(place: number): string {
  return `.ks-select input[name="limit"] ~ .ks-select-dropdown .autocomplete-list li:nth-child(${place + 1})`;
}

/** Matches once the list has more rows than that, each of which lies in a stripe of its own below the heading. */
export function rowBeyond(count: number): string {
  return `:nth-child(${count + 2}) > .work-list-item`;
}
