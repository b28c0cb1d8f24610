import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Output } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import type { HutOffer, HutRow } from '#shared/model/hut.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, MINUTE, sampleForecast, sampleHut, sampleNights, sampleRun } from '../../lib/testing/samples.ts';

const now = Date.now();
const fits: HutOffer = { verdict: 'fits', leastFree: 6 };
const full: HutOffer = { verdict: 'full', leastFree: 1 };
const unknown: HutOffer = { verdict: 'unknown', leastFree: null };

function huts(isAsked = false): HutRow[] {
  const failure = { code: 'timeout', message: 'No answer.', since: now - HOUR, at: now - MINUTE, inRow: 2 } as const;
  return [
    sampleHut({ now, offer: isAsked ? fits : null }),
    sampleHut({ now, slug: 'orny', name: 'Cabane d’Orny', altitudeM: 2831, offer: isAsked ? full : null }),
    sampleHut({
      now,
      slug: 'greina',
      name: 'Camona da Terri',
      country: 'IT',
      altitudeM: 2170,
      lastChecked: null,
      failure,
      offer: isAsked ? unknown : null,
    }),
    sampleHut({ now, slug: 'test', name: 'Testers’ hut', isTest: true, altitudeM: null, offer: isAsked ? fits : null }),
  ];
}

function listed(rows: HutRow[]): Output<'huts.list'> {
  return { huts: rows, forecast: sampleForecast() };
}

/** Every night of every hut alike. */
const handlers: FakeHandlers = {
  'huts.list': ({ nights }) => listed(huts(nights.length > 0)),
  'huts.nights': ({ slugs, nights }) => slugs.map((slug) => sampleNights(slug, 'o'.repeat(nights))),
};

/** Marks of the nights of every hut from a date on; nights with beds have none free. */
function marksFrom(from: string, marks: string): FakeHandlers {
  const day = (date: string): number => Date.parse(date) / 86_400_000;
  return {
    ...handlers,
    'huts.nights': (input) =>
      input.slugs.map((slug) =>
        sampleNights(
          slug,
          Array.from({ length: input.nights }, (_, index) => marks[day(input.from) + index - day(from)] ?? 'o').join(
            '',
          ),
          0,
        ),
      ),
  };
}

async function grid(): Promise<HTMLElement> {
  return screen.findByRole('grid', { name: 'Free beds by hut and night' });
}

function said(): string | null {
  return screen.getByRole('grid').closest('.heat-area')?.querySelector('.heat__said')?.textContent ?? null;
}

describe('The huts page', () => {
  it('says in one sentence how many huts there are, how old the news is and what they cost', async () => {
    renderApp('/huts', handlers);
    expect(
      await screen.findByText(
        /^4 huts, the newest looked at 4 min ago, 1 not looked at yet; the newest look failed for 1; 312 requests a day at this pace; 2 due now\.$/,
      ),
    ).toBeTruthy();
  });

  it('tells a full night, a closed one and an unseen one apart', async () => {
    renderApp('/huts?from=2026-12-01', marksFrom('2026-12-01', 'oc.uxnq'));
    const row = (await screen.findByRole('rowheader', { name: /Cabane du Trient/ })).closest('tr')!;
    const cell = async (words: string): Promise<HTMLElement> =>
      within(row).findByLabelText(`Cabane du Trient, ${words}`);
    const none = await cell('Tuesday 1 December 2026: 0 of 90 beds free');
    expect([none.textContent, none.className]).toMatchObject(['0', expect.stringContaining('night--full')]);
    const closed = await cell('Wednesday 2 December 2026: closed');
    expect([closed.textContent, closed.className]).toMatchObject(['–', expect.stringContaining('night--closed')]);
    const unseen = await cell('Thursday 3 December 2026: nobody has looked yet');
    expect([unseen.textContent, unseen.className]).toMatchObject(['', expect.stringContaining('night--unseen')]);
    expect((await cell('Friday 4 December 2026: the source does not say how many beds are free')).textContent).toBe(
      '?',
    );
    expect((await cell('Saturday 5 December 2026: no longer listed by the source')).textContent).toBe('×');
    expect((await cell('Sunday 6 December 2026: 0 of 90 beds free, not bookable online')).className).toContain(
      'night--elsewhere',
    );
    expect(
      (await cell('Monday 7 December 2026: 0 of 90 beds free when last read; the newest row could not be read'))
        .className,
    ).toContain('night--questioned');
  });

  it('asks for nights and beds, shows each verdict, and lets only those through that fit', async () => {
    const { user, fake, address } = renderApp('/huts?night=2026-12-04&nights=2&beds=4', handlers);
    expect(await screen.findByText('4 beds on Fri+Sat')).toBeTruthy();
    expect(fake.callsOf('huts.list')[0]).toEqual({ asOf: null, nights: ['2026-12-04', '2026-12-05'], beds: 4 });
    expect(screen.getByText('Yes (least free 6)')).toBeTruthy();
    expect(screen.getByText('No (1)')).toBeTruthy();
    expect(screen.getByText('Not known')).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Fits' }), 'fits');
    expect(address()).toContain('status=fits');
    expect(screen.queryByText('No (1)')).toBeNull();
    expect(screen.getByText('1 of 4')).toBeTruthy();
  });

  it('keeps its filters in the address and clears them with one click', async () => {
    const { user, address } = renderApp('/huts?asOf=2026-11-20T12:00:00.000Z', handlers);
    await grid();
    await user.type(screen.getByRole('searchbox', { name: 'Search by name' }), 'cab');
    await user.type(screen.getByRole('spinbutton', { name: 'Lowest altitude, m' }), '3000');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Country' }), 'CH');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'altitude-desc');
    expect(address()).toBe('/huts?asOf=2026-11-20T12%3A00%3A00.000Z&q=cab&min=3000&country=CH&sort=altitude&dir=desc');
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/huts?asOf=2026-11-20T12%3A00%3A00.000Z');
    expect(screen.getAllByRole('rowheader')).toHaveLength(3);
  });

  it('hides the huts of testers until they are asked for', async () => {
    const { user, address } = renderApp('/huts', handlers);
    await grid();
    expect(screen.queryByText('Testers’ hut')).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'Test huts' }));
    expect(address()).toBe('/huts?tests=1');
    expect(screen.getByText('Testers’ hut')).toBeTruthy();
  });

  it('chooses tonight and a number of beds by its controls', async () => {
    const { user, fake, address } = renderApp('/huts', handlers);
    await grid();
    await user.click(screen.getByRole('button', { name: 'Tonight' }));
    expect(address()).toMatch(/^\/huts\?night=\d{4}-\d{2}-\d{2}$/);
    await user.clear(screen.getByRole('spinbutton', { name: 'Beds' }));
    await user.type(screen.getByRole('spinbutton', { name: 'Beds' }), '4');
    expect(address()).toContain('beds=4');
    await waitFor(() => expect(fake.callsOf('huts.list').at(-1)).toMatchObject({ beds: 4 }));
  });

  it('is walked by keys, says where it is, and opens the hut at that night', async () => {
    const { user, address } = renderApp('/huts?from=2026-12-01', handlers);
    (await grid()).focus();
    await screen.findByLabelText('Cabane d’Orny, Tuesday 1 December 2026: 12 of 90 beds free');
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowDown}');
    expect(said()).toBe('Cabane du Trient, Saturday 5 December 2026: 12 of 90 beds free');
    const active = screen.getByRole('grid').getAttribute('aria-activedescendant');
    expect(document.getElementById(active ?? '')?.getAttribute('aria-label')).toBe(said());
    await user.keyboard('{End}');
    expect(said()).toContain('Tuesday 30 November 2027');
    await user.keyboard('{Control>}{Home}{/Control}{ArrowLeft}');
    expect(said()).toBe('Cabane d’Orny, 2,831 m');
    await user.keyboard('{ArrowRight}{PageDown}');
    expect(said()).toContain('Camona da Terri, Tuesday 1 December 2026');
    await user.keyboard('{ArrowRight}{Enter}');
    expect(address()).toBe('/huts/greina?night=2026-12-02');
  });

  it('draws only what can be seen of a thousand huts and a year', async () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      sampleHut({ now, slug: `hut-${index}`, name: `Hut ${index}` }),
    );
    const { fake } = renderApp('/huts?from=2026-12-01', { ...handlers, 'huts.list': () => listed(many) });
    const table = await grid();
    await screen.findByLabelText(/^Hut 0, Tuesday 1 December 2026: 12 of/);
    expect(table.getAttribute('aria-rowcount')).toBe('1001');
    expect(table.getAttribute('aria-colcount')).toBe('366');
    expect(within(table).getAllByRole('rowheader').length).toBeLessThan(50);
    expect(table.querySelectorAll('td.night').length).toBeLessThan(2500);
    const blocks = fake.callsOf('huts.nights');
    expect(blocks.length).toBeLessThan(3);
    expect(blocks[0]).toMatchObject({ slugs: many.slice(0, 50).map(({ slug }) => slug), nights: 60 });
  });

  it('reads the nights of a hut anew when they changed', async () => {
    const { fake } = renderApp('/huts', handlers);
    await waitFor(() => expect(fake.callsOf('huts.nights').length).toBeGreaterThan(0));
    const before = fake.callsOf('huts.nights').length;
    act(() => fake.emit('huts.changed', { slugs: ['elsewhere'] }));
    act(() => fake.emit('huts.changed', { slugs: ['trient'] }));
    await waitFor(() => expect(fake.callsOf('huts.nights').length).toBe(2 * before));
  });

  it('looks at every hut now, and shows how far it is', async () => {
    const run = sampleRun({
      startedAt: now,
      kind: 'huts.update',
      title: 'Update huts',
      status: 'running',
      finishedAt: null,
      progress: { done: 1, total: 4, note: '' },
    });
    const { user, fake } = renderApp('/huts', { ...handlers, 'runs.start': () => [] });
    await grid();
    await user.click(screen.getByRole('button', { name: 'Update now' }));
    expect(fake.callsOf('runs.start')).toMatchObject([{ kind: 'huts.update', params: {} }]);
    act(() => fake.emit('run.changed', run));
    expect(await screen.findByRole('region', { name: 'Looks under way' })).toBeTruthy();
  });
});

describe('The way to the huts', () => {
  it('is two keys to the list and a name to a hut', async () => {
    const { user, address } = renderApp('/runs', handlers);
    await screen.findByRole('heading', { name: 'Runs' });
    await user.keyboard('gh');
    expect(address()).toBe('/huts');
    await grid();
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('option', { name: /Cabane du Trient/ });
    await user.type(screen.getByRole('combobox', { name: /Name of a page/ }), 'trient{Enter}');
    expect(address()).toBe('/huts/trient');
  });
});

describe('The huts page without huts to show', () => {
  it('says that it reads', () => {
    renderApp('/huts', {});
    expect(screen.getByText('Reading the huts…')).toBeTruthy();
  });

  it('says what to do when no hut is watched', async () => {
    renderApp('/huts', { 'huts.list': () => listed([]) });
    expect(await screen.findByRole('heading', { name: 'No huts are watched yet.' })).toBeTruthy();
    expect((await screen.findByText(/Add a source of huts in/)).closest('ol')?.textContent).toContain('Import CSV');
  });

  it('shows why the list could not be read and tries again on request', async () => {
    let isBroken = true;
    const { user } = renderApp('/huts', {
      ...handlers,
      'huts.list': () => {
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return listed(huts());
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await grid()).toBeTruthy();
  });

  it('says that nights could not be read instead of showing them as unseen', async () => {
    renderApp('/huts', {
      ...handlers,
      'huts.nights': () => {
        throw new AppError('storage', 'The disk is full.');
      },
    });
    expect(await screen.findByText(/Some nights could not be read: The disk is full\./)).toBeTruthy();
    expect(screen.getByRole('grid').querySelector('td.night--unseen')).toBeNull();
  });

  it('says that nothing fits the filters and takes them away', async () => {
    const { user, address } = renderApp('/huts?q=nowhere', handlers);
    expect(await screen.findByText(/No hut fits these filters\./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear them' }));
    expect(address()).toBe('/huts');
    expect(await grid()).toBeTruthy();
  });
});
