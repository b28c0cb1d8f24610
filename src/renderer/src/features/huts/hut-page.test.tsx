import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { addDays, dateIn } from '#shared/model/calendar-date.ts';
import type { HutNights } from '#shared/model/hut.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import {
  sampleChange,
  sampleHutDetail,
  sampleHutRow,
  sampleNightState,
  sampleWatch,
} from '../../lib/testing/hut-samples.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleHutSource } from '../../lib/testing/samples.ts';
import { monthAfter, monthsWords } from './calendar-model.ts';
import { arrivalOf } from './curve-model.ts';

const now = Date.now();
const DAY = 24 * HOUR;
const tonight = dateIn('Europe/Zurich', now);
const year = Number(tonight.slice(0, 4)) + 1;
const night = `${String(year)}-01-04`;
const arrival = arrivalOf(night, 'Europe/Zurich');

/** Full, closed, never seen, free but not told and no longer listed on the first days of January, else some free. */
function nightsFrom(from: string, count: number): Omit<HutNights, 'slug'> {
  const nights = Array.from({ length: count }, (_, index) => {
    const date = addDays(from, index);
    const special = date.startsWith(`${String(year)}-01-0`) ? specials[Number(date.slice(8)) - 1] : undefined;
    return special ?? (['o', 12, 90] as const);
  });
  return {
    marks: nights.map(([mark]) => mark).join(''),
    free: nights.map(([, free]) => free),
    total: nights.map(([, , total]) => total),
  };
}

const specials: readonly (readonly [string, number | null, number | null])[] = [
  ['o', 0, 90],
  ['c', null, 0],
  ['.', null, null],
  ['u', null, null],
  ['x', null, null],
];

const handlers: FakeHandlers = {
  'huts.hut': () => sampleHutDetail({ now, nights: { first: night, last: `${String(year)}-06-30` } }),
  'huts.nights': ({ slugs, from, nights }) => [{ slug: slugs[0] ?? '', ...nightsFrom(from, nights) }],
  'huts.curve': ({ date }) => ({
    date,
    states: [
      sampleNightState(now - 12 * DAY, now - 6 * DAY, { free: 52 }),
      sampleNightState(now - 6 * DAY, now - 5 * DAY, { hutType: 'closed', free: 0, total: 0 }),
      sampleNightState(now - 3 * DAY, now - MINUTE, { free: 12 }),
    ],
    unobserved: [],
  }),
  'huts.changes': () => ({ changes: [sampleChange({ at: now - HOUR, date: night })], next: null }),
};

async function findNight(day: string): Promise<HTMLElement> {
  return screen.findByTitle(new RegExp(`\\b${day} Jan ${String(year)}:`));
}

describe('A hut’s page', () => {
  it('says that it reads, and when there is no such hut', async () => {
    renderApp('/huts/nope', {
      'huts.hut': () => {
        throw new AppError('not_found', 'No hut has the slug nope.');
      },
    });
    expect(screen.getByText('Reading hut nope…')).toBeTruthy();
    expect(await screen.findByText('No hut has the slug nope.')).toBeTruthy();
  });

  it('shows what is true of the hut, where it is and when it is looked at next', async () => {
    renderApp('/huts/trient', handlers);
    expect(await screen.findByRole('heading', { level: 1, name: 'Cabane du Trient' })).toBeTruthy();
    expect(
      screen.getByText(
        'Last seen 9 min ago; the next look is due with the next run. Looked at every 30 minutes: 2026-12-05 is full.',
      ),
    ).toBeTruthy();
    for (const fact of ['3,170 m', '45.9975° N, 7.0461° E', 'Switzerland']) expect(screen.getByText(fact)).toBeTruthy();
    expect(screen.getByText('Source').parentElement?.textContent).toMatch(/^SourceSAC huts, 281 read \d h ago/);
  });

  it('says why the last looks failed, what Rounds does about it, and which rows it set aside', async () => {
    const failure = {
      code: 'timeout',
      message: 'No answer in 15 s.',
      since: now - HOUR,
      at: now - MINUTE,
      inRow: 3,
    } as const;
    renderApp('/huts/trient', {
      ...handlers,
      'huts.hut': () =>
        sampleHutDetail({
          now,
          row: sampleHutRow({ now, failure }),
          faults: [{ label: '2027-02-03', reason: 'freeBeds is "many"', since: now - HOUR }],
        }),
    });
    expect(await screen.findByText('The last 3 looks failed')).toBeTruthy();
    expect(screen.getByText('No answer in 15 s.')).toBeTruthy();
    expect(screen.getByText(/Rounds tries again: the next look is due with the next run\./)).toBeTruthy();
    const row = screen.getByRole('rowheader', { name: '2027-02-03' }).closest('tr');
    expect(row?.textContent).toContain('freeBeds is "many"');
  });

  it('tells a full night, a closed one, one never seen, one not told and one not listed apart in the calendar', async () => {
    renderApp('/huts/trient', handlers);
    const cells = await Promise.all(['1', '2', '3', '4', '5'].map(findNight));
    expect(cells.map((cell) => cell.className.trim())).toEqual([
      'night night--full',
      'night night--closed',
      'night night--unseen',
      'night night--untold',
      'night night--unlisted',
    ]);
    // Day and sign: 0 stands only where 0 was told.
    const shown = cells.map((cell) => cell.querySelector('[aria-hidden]')?.textContent);
    expect(shown).toEqual(['10', '2–', '3', '4?', '5×']);
    expect(cells[0]?.getAttribute('title')).toContain('0 of 90 beds free');
    expect(cells[2]?.getAttribute('title')).toContain('nobody has looked yet');
    expect(screen.getAllByRole('grid')).toHaveLength(12);
  });

  it('walks the calendar by days and weeks and puts the chosen night in the address', async () => {
    const { user, address, fake } = renderApp('/huts/trient', handlers);
    const first = await findNight('4');
    act(() => first.focus());
    await user.keyboard('{ArrowRight}{ArrowDown}');
    expect(document.activeElement?.getAttribute('data-date')).toBe(`${String(year)}-01-12`);
    await user.keyboard('{Enter}');
    expect(address()).toBe(`/huts/trient?night=${String(year)}-01-12`);
    expect(fake.callsOf('huts.curve').at(-1)).toMatchObject({ slug: 'trient', date: `${String(year)}-01-12` });
  });

  it('shows twelve months from the present one on, or from the one in the address, and goes on by twelve', async () => {
    const { user, address, fake } = renderApp(`/huts/trient?night=${tonight}`, handlers);
    const [present, later] = [monthAfter(tonight, 0), monthAfter(tonight, 12)];
    expect(await screen.findByRole('heading', { name: `Nights, ${monthsWords(present)}` })).toBeTruthy();
    expect(fake.callsOf('huts.nights').at(-1)).toMatchObject({ from: present, slugs: ['trient'] });
    expect(await screen.findByText(/^January \d{4}$/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Twelve months on' }));
    expect(address()).toBe(`/huts/trient?night=${tonight}&from=${later.slice(0, 7)}`);
    await waitFor(() => expect(fake.callsOf('huts.nights').at(-1)).toMatchObject({ from: later }));
    // The night is chosen where it stands: the months do not jump.
    await user.click(await screen.findByTitle(new RegExp(`^${formatDate(addDays(later, 40))}:`)));
    expect(address()).toBe(`/huts/trient?night=${addDays(later, 40)}&from=${later.slice(0, 7)}`);
    await user.click(screen.getByRole('button', { name: 'Twelve months back' }));
    expect(screen.getByRole('heading', { name: `Nights, ${monthsWords(present)}` })).toBeTruthy();
  });

  it('leads back to all huts, as known at the same time', async () => {
    const { user, address } = renderApp('/huts/trient?night=2020-01-10&asOf=2020-01-09T12:00:00.000Z', handlers);
    expect(await screen.findByRole('heading', { name: 'Nights, January 2020 to December 2020' })).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'All huts' }));
    expect(address()).toBe('/huts?asOf=2020-01-09T12%3A00%3A00.000Z');
  });

  it('scrubs the booking curve by keyboard, with what is no figure said apart', async () => {
    renderApp('/huts/trient', handlers);
    const slider = await screen.findByRole('slider', { name: /Free beds for/ });
    act(() => slider.focus());
    fireEvent.keyDown(slider, { key: 'Home' });
    expect(slider.getAttribute('aria-valuetext')).toContain('days before arrival: 52 of 90 beds free');
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/: closed$/);
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/: nobody looked$/);
    const legend = within(screen.getByRole('list', { name: 'Legend' }));
    for (const word of ['Free beds', 'Closed', 'Nobody looked']) expect(legend.getByText(word)).toBeTruthy();
  });

  it('turns the curve into a table with one key and says the same in two sentences', async () => {
    const { user, address } = renderApp('/huts/trient', handlers);
    await screen.findByRole('slider', { name: /Free beds for/ });
    await user.keyboard('t');
    expect(address()).toBe('/huts/trient?view=table');
    const table = within(await screen.findByRole('region', { name: 'Booking curve as a table' }));
    const rows = table.getAllByRole('row').slice(1);
    expect(rows).toHaveLength(4);
    const days = String(Math.round(((arrival - (now - 12 * DAY)) / DAY) * 10) / 10);
    expect(rows.at(-1)?.textContent).toContain(days);
    expect(rows.map((row) => row.lastElementChild?.textContent)).toEqual([
      '12 of 90 beds free',
      'nobody looked',
      'closed',
      '52 of 90 beds free',
    ]);
    expect(screen.getByText('12 of 90 beds free, for 3 days now.')).toBeTruthy();
    expect(screen.getByText('It filled by 40 beds in the last week, from 52 free.')).toBeTruthy();
    const states = within(screen.getByRole('region', { name: 'All states of the night' }));
    expect(states.getAllByRole('row')).toHaveLength(4);
    expect(states.getByText('Closed')).toBeTruthy();
    expect(states.getByText('52 of 90')).toBeTruthy();
  });

  it('shows what was known at another time under a banner, asks for nothing else and acts on nothing', async () => {
    const { user, fake, address } = renderApp('/huts/trient', handlers);
    await screen.findByRole('button', { name: 'Update now' });
    await user.click(screen.getByRole('button', { name: 'As known: now' }));
    const form = within(screen.getByRole('form', { name: 'Show what was known at another time' }));
    fireEvent.change(form.getByLabelText('Date'), { target: { value: `${String(year + 1)}-01-01` } });
    await user.click(form.getByRole('button', { name: 'Show' }));
    expect(form.getByText('This lies ahead. Choose a time that is over.')).toBeTruthy();
    expect(address()).toBe('/huts/trient');
    fireEvent.change(form.getByLabelText('Date'), { target: { value: `${String(year - 2)}-01-10` } });
    fireEvent.change(form.getByLabelText('Time'), { target: { value: '09:00' } });
    await user.click(form.getByRole('button', { name: 'Show' }));
    const asOf = new Date(`${String(year - 2)}-01-10T09:00`).getTime();
    expect(new URLSearchParams(address().split('?')[1]).get('asOf')).toBe(new Date(asOf).toISOString());
    const banner = within(screen.getByRole('status', { name: 'As known' }));
    expect(banner.getByText(`10 Jan ${String(year - 2)}, 09:00`)).toBeTruthy();
    expect(fake.callsOf('huts.hut').at(-1)).toEqual({ slug: 'trient', asOf });
    await waitFor(() => {
      expect(fake.callsOf('huts.nights').at(-1)).toMatchObject({ asOf });
      expect(fake.callsOf('huts.curve').at(-1)).toMatchObject({ asOf });
      expect(fake.callsOf('huts.changes').at(-1)).toMatchObject({ asOf });
    });
    for (const name of ['Update now', 'Edit', 'Remove', 'Watch'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    await user.click(banner.getByRole('button', { name: 'Back to now' }));
    expect(address()).toBe('/huts/trient');
    expect(await screen.findByRole('button', { name: 'Update now' })).toBeTruthy();
  });

  it('waits for beds on a night, and shows what is met, not met and not known', async () => {
    const watches = [
      sampleWatch({ id: 'a', isMet: true, metAt: now - 1.5 * HOUR }),
      sampleWatch({ id: 'b', beds: 10, isMet: false }),
      sampleWatch({ id: 'c', beds: 20, isMet: null }),
    ];
    const { user, fake } = renderApp('/huts/trient', {
      ...handlers,
      'huts.hut': () => sampleHutDetail({ now, watches, nights: { first: night, last: night } }),
      'huts.watch': (watch) => ({ id: 'new', ...watch }),
      'huts.unwatch': () => ({}),
    });
    const list = within(await screen.findByRole('list', { name: 'Watches of this hut' }));
    for (const word of ['Met', 'Not met', 'Not known']) expect(list.getByText(word)).toBeTruthy();
    expect(list.getByText('1 h ago')).toBeTruthy();
    const form = within(screen.getByRole('form', { name: 'Add a watch' }));
    await user.clear(form.getByLabelText('Beds'));
    await user.click(form.getByRole('button', { name: 'Watch' }));
    expect(form.getByText('Say how many beds, from 1 to 1,000.')).toBeTruthy();
    await user.type(form.getByLabelText('Beds'), '4');
    await user.click(form.getByRole('button', { name: 'Watch' }));
    expect(fake.callsOf('huts.watch')).toEqual([{ slug: 'trient', date: night, beds: 4 }]);
    await user.click(list.getByRole('button', { name: /Stop waiting for 10 beds/ }));
    expect(fake.callsOf('huts.unwatch')).toEqual([{ id: 'b' }]);
  });

  it('looks at this hut alone, opens its page at the source, and asks before it stops watching', async () => {
    const { user, fake, address } = renderApp('/huts/trient', {
      ...handlers,
      'sources.list': () => [{ source: sampleHutSource(), buildingCount: 0, hutCount: 0 }],
      'runs.start': () => [],
      'app.openLink': () => ({}),
      'huts.remove': () => ({}),
    });
    await user.click(await screen.findByRole('button', { name: 'Update now' }));
    expect(fake.callsOf('runs.start')).toMatchObject([{ kind: 'huts.update', params: { huts: ['trient'] } }]);
    await user.click(screen.getByRole('button', { name: 'www.hut-reservation.org' }));
    expect(fake.callsOf('app.openLink')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    const edit = within(screen.getByRole('dialog', { name: 'Edit Cabane du Trient' }));
    expect(await edit.findByDisplayValue('trient')).toHaveProperty('readOnly', true);
    await user.click(edit.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Stop watching Cabane du Trient?' }));
    expect(dialog.getByText(/Its history is kept/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Stop watching' }));
    await waitFor(() => expect(address()).toBe('/huts'));
    expect(fake.callsOf('huts.remove')).toEqual([{ slug: 'trient' }]);
  });

  it('lists the latest changes with a way to all of them', async () => {
    renderApp('/huts/trient', handlers);
    expect(await screen.findByText('12 → 30 free of 90: 18 beds freed')).toBeTruthy();
    const all = screen.getByRole('link', { name: 'all changes of this hut' });
    expect(all.getAttribute('href')).toBe('/huts/changes?hut=trient');
  });
});
