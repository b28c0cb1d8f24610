// The router looks into the browser's storage of the session for transitions between pages, of which there are none here. To
// open that storage holds up the page's first drawing for as long as half of it takes; without it the router goes on at once.
Object.defineProperty(window, 'sessionStorage', { value: undefined });
