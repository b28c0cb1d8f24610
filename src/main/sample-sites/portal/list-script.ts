/**
 * The portal's own script: fetches a page of the list and builds its rows, pager and page-size control, in the shape of the real portal's
 * list. Troubles that are of the markup alone are named in `data-troubles` of the body.
 */
export const listScript = String.raw`(function () {
  'use strict';
  var state = { page: 1, limit: 25, pages: 1, matches: null };
  var troubles = document.body.getAttribute('data-troubles') || '';
  var has = function (name) { return troubles.indexOf(name) >= 0; };
  var list = document.getElementById('orders');
  var pager = document.querySelector('.paginator-wrapper');

  function make(tag, className, children, attributes) {
    var part = document.createElement(tag);
    if (className) part.className = className;
    [].concat(children === undefined ? [] : children).forEach(function (child) {
      if (child) part.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    Object.keys(attributes || {}).forEach(function (name) { part.setAttribute(name, attributes[name]); });
    return part;
  }
  function link(href, children, attributes) {
    return make('a', '', children, Object.assign({ href: href }, attributes));
  }
  function labelled(label, value) {
    return value && make('div', 'text-sm mb-1', [make('span', 'muted', label), ' ' + value]);
  }

  function workColumn(order, isNameless) {
    var name = 'W-' + order.number;
    var number = isNameless ? make('span', '', '?') : link('/app/work/' + order.number + '/', '\n  ' + name + '\n');
    var categories = order.categories.map(function (category) {
      return make('div', 'w-4 h-1.5', make('div', 'ks-tooltip show-arrow', [make('div', 'ks-tooltip-arrow'), ' ' + category + ' '], { style: 'display: none;' }));
    });
    return make('div', 'sm-6 med-3 mb-2', [
      make('div', 'flex align-center wrap', [
        make('label', 'ks-checkbox mb-1 mr-2', make('div', 'ks-checkbox-label-wrapper', number)),
        make('div', 'wo-category-show mb-1 mr-2', make('div', 'flex', categories)),
      ]),
      make('div', has('changed layout') ? 'badge' : 'work-status-badge mb-1 mt-0.5', make('div', 'inline-block text-xs outline ' + order.statusClass, order.status)),
      labelled('Reason:', order.reason),
      make('div', '', [labelled('PO #:', order.po), labelled('Project:', order.project)]),
      make('div', 'work-creator text-xs muted ellipsis mt-2.5', order.createdBy + ' \u2022 ' + order.created),
    ]);
  }
  function customerColumn(order) {
    return make('div', 'sm-6 med-4 mb-2', [
      make('div', 'address flex align-start text-sm', make('div', '', [
        make('div', 'mb-1', link('/app/customers/' + order.customerId + '/', order.customer)),
        make('div', 'mb-1', link('/app/customers/locations/' + order.locationId + '/', order.store)),
        make('div', 'mb-1', order.brand),
        make('div', 'address-info text-sm', make('div', '', order.address.map(function (line) { return make('div', 'mt-1', line); }))),
      ])),
      make('div', 'contact-info-block mt-1.5 text-sm', make('div', 'contact-name text-sm', order.contact.map(function (line) { return make('div', '', line); }))),
    ]);
  }
  function itemsColumn(order) {
    return make('div', 'sm-6 med-7', order.items.map(function (item) {
      return make('div', 'text-xs mb-2', [make('div', '', item.type)].concat(item.lines.map(function (line) {
        var words = make('div', '', [line.name + ' ', make('span', 'muted', '(' + line.code + ')')]);
        return make('div', 'flex align-center', [make('div', '', line.quantity + ' x '), make('div', 'ml-2', words)]);
      })));
    }));
  }
  function visitsColumn(order, isImpossible) {
    var count = order.visitsDone + ' / ' + order.visitsPlanned;
    var visit = order.visit;
    var due = order.due && make('div', 'mt-1 text-sm uppercase muted', 'Due: ' + order.due);
    return make('div', 'sm-6 med-5', [
      make('div', 'text-sm muted', make('span', '', [' ' + count + ' ', make('span', 'text-xs uppercase', 'visits')]), { title: count }),
      order.lastVisit && make('div', 'mt-1 text-xs muted', order.lastVisit),
      visit ? make('div', 'mt-2', link('/app/work/' + order.number + '/visits/' + visit.id + '/', [
        make('div', 'text-xs muted uppercase', 'Next Visit'),
        make('div', 'mt-0.5', isImpossible ? '02/31/2026' : visit.date),
        make('div', 'text-sm', visit.time),
        due,
      ], { title: 'Next Visit' })) : due,
    ]);
  }
  function instructions(order) {
    var text = order.instructions;
    var isCut = text.length > 90;
    return make('div', 'sm-12 med-10 text-sm mt-2', [
      make('div', 'ks-tooltip text-sm shadow-lg p-3', [make('span', 'pre-wrap', text), link('#', 'Close')], { style: 'display: none;' }),
      make('div', '', [make('span', 'text-sm pre-wrap', isCut ? text.slice(0, 90) : text), isCut && link('#', 'more...')]),
    ]);
  }
  function row(order, index) {
    var isNameless = has('row without number') && index === 2;
    var isImpossible = has('impossible date') && index === 1 && state.page === 1;
    return make('div', index % 2 ? '' : 'bg-gray-50', make('div', 'row py-2 work-list-item' + (isNameless ? '' : ' w-' + order.number), [
      workColumn(order, isNameless),
      customerColumn(order),
      make('div', 'sm-12 med-5', make('div', 'row row-collapse', [itemsColumn(order), visitsColumn(order, isImpossible)])),
      instructions(order),
    ]));
  }

  function pageLink(name, sign, isOff, page) {
    var part = make('a', name + (isOff ? ' disabled' : ''), sign, { href: '#' });
    part.addEventListener('click', function (event) {
      event.preventDefault();
      if (!isOff) load(page, state.limit);
    });
    return make('li', '', part);
  }
  function sizeControl() {
    var drop = make('div', 'ks-select-dropdown', make('div', 'ks-select-list', make('ul', 'autocomplete-list', [25, 50, 100].map(function (size) {
      var entry = make('li', size === state.limit ? 'selected-item' : '', 'Show ' + size);
      entry.addEventListener('click', function () {
        drop.style.display = 'none';
        if (!has('deaf page size')) load(1, size);
      });
      return entry;
    }))), { style: 'display: none;' });
    var shown = make('div', 'ks-select-selection', 'Show ' + state.limit);
    shown.addEventListener('click', function () { drop.style.display = drop.style.display === 'none' ? 'block' : 'none'; });
    return make('div', 'ks-select mb-0', [make('input', 'select-input-field', [], { type: 'text', name: 'limit', tabindex: '-1' }), shown, drop], { tabindex: '0' });
  }
  function drawPager() {
    var isOnePage = state.matches !== null && state.pages === 1;
    // The real one leaves its link switched on where it hides the whole pager.
    var isLast = state.page >= state.pages && !isOnePage;
    var links = make('div', 'pagination text-sm', make('ul', '', [
      pageLink('prev-page', '<', state.page === 1, state.page - 1),
      pageLink('next-page', '>', isLast, state.page + 1),
    ]), isOnePage ? { style: 'display: none;' } : {});
    var count = state.matches !== null && make('div', 'text-sm', state.matches + ' matches');
    pager.replaceChildren(
      make('div', state.matches === null ? 'simple-pagination flex' : 'length-aware-pagination flex', [count, links]),
      make('div', 'text-sm flex align-center', sizeControl())
    );
  }
  function drawRows(rows) {
    list.replaceChildren.apply(list, [list.firstElementChild].concat(rows.map(row)));
  }
  function busy(isBusy) {
    document.querySelector('#work-order-search-bar + div > .loader-line').style.display = isBusy ? 'block' : 'none';
  }

  function load(page, limit) {
    busy(true);
    var query = new URLSearchParams(location.search);
    query.set('page', page);
    query.set('limit', limit);
    var request = new XMLHttpRequest();
    request.open('GET', '/app/work/list.json?' + query);
    request.onload = function () {
      if (request.status === 401) return document.getElementById('sign-in-again').click();
      if (request.status !== 200) return failed();
      var answer = JSON.parse(request.responseText);
      state = { page: answer.page, limit: answer.limit, pages: answer.pages, matches: answer.matches };
      drawPager();
      if (has('late rows')) setTimeout(drawRows, 300, answer.rows);
      else drawRows(answer.rows);
      busy(false);
    };
    request.onerror = failed;
    request.send();
  }
  function failed() {
    document.getElementById('notice').textContent = 'The list could not be loaded.';
  }
  load(1, 25);
})();
`;
