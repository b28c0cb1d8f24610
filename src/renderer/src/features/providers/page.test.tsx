import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import {
  samplePreviewSlot,
  sampleProvider,
  sampleProviderRow,
  sampleSlotPreview,
} from '../../lib/testing/provider-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { sampleRun } from '../../lib/testing/samples.ts';

const preview = sampleSlotPreview(
  [
    samplePreviewSlot(),
    samplePreviewSlot({ from: '18:00', until: '19:00', startsAt: 1_795_000_000_000, category: 'urgent', fate: 'new' }),
    samplePreviewSlot({ date: '2026-12-01', startsAt: 1_796_000_000_000, fate: 'goes' }),
    samplePreviewSlot({
      date: '2026-12-01',
      from: '11:00',
      until: '12:00',
      startsAt: 1_796_010_000_000,
      fate: 'booked',
    }),
  ],
  ['Painting is a draft.'],
);

const handlers: FakeHandlers = {
  'providers.list': () => [sampleProviderRow()],
  'providers.preview': () => preview,
  'providers.save': ({ provider }) => provider,
  'services.save': ({ service }) => service,
};

async function form(name: string) {
  return within(await screen.findByRole('form', { name }));
}

describe('The list of providers', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/bookings/providers', {});
    expect(screen.getByText('Reading the providers…')).toBeTruthy();
  });

  it('shows why it could not be read', async () => {
    renderApp('/bookings/providers', {
      'providers.list': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('says what to do where there is nobody', async () => {
    renderApp('/bookings/providers', { 'providers.list': () => [] });
    expect(await screen.findByRole('heading', { name: 'Nobody can be booked yet.' })).toBeTruthy();
  });

  it('shows services, slots and bookings, and is walked by keyboard', async () => {
    const other = sampleProviderRow({ provider: sampleProvider({ id: 'bela', name: 'Bela' }), services: [] });
    const { user, address } = renderApp('/bookings/providers', {
      ...handlers,
      'providers.list': () => [sampleProviderRow(), other],
    });
    expect(await screen.findByText('2 providers with 2 services; 480 slots to come, 24 of them booked.')).toBeTruthy();
    const row = screen.getByRole('row', { name: /Asha Repairs/ });
    expect(row.textContent).toContain('Repair, Painting (draft)');
    expect(row.textContent).toContain('240');
    within(row).getByRole('link').focus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(address()).toBe('/bookings/providers/bela');
  });
});

describe('The editor of a provider', () => {
  it('says that there is no such provider', async () => {
    renderApp('/bookings/providers/gone', handlers);
    expect(await screen.findByRole('heading', { name: 'There is no provider gone.' })).toBeTruthy();
  });

  it('shows what the draft comes to, day by day, and walks the days by keyboard', async () => {
    const { user } = renderApp('/bookings/providers/asha', handlers);
    const aside = within(await screen.findByRole('complementary', { name: 'The next two weeks' }));
    expect(
      await aside.findByText(
        /1 slot will be made and 1 free one removed with the next maintenance\. 1 booked one stays/,
      ),
    ).toBeTruthy();
    expect(aside.getByText('Painting is a draft.')).toBeTruthy();
    expect(aside.getByText('By category: 2 normal, 1 urgent.')).toBeTruthy();
    const busy = aside.getByRole('button', { name: 'Tue 24 Nov: 1 stays, 1 new' });
    expect(busy.getAttribute('aria-pressed')).toBe('true');
    busy.focus();
    await user.keyboard('{ArrowDown}');
    const list = within(aside.getByRole('region', { name: 'Slots of Tue 1 Dec' }));
    expect(list.getByText('Booked, stays:')).toBeTruthy();
    expect(list.getByText('11:00–12:00')).toBeTruthy();
  });

  it('asks anew what the draft comes to when something is typed', async () => {
    const { user, fake } = renderApp('/bookings/providers/asha', handlers);
    const view = await form('Provider');
    const until = view.getByRole('textbox', { name: 'Hours 1 until' });
    await user.clear(until);
    await user.type(until, '19:00');
    await waitFor(() =>
      expect(fake.callsOf('providers.preview').at(-1)).toMatchObject({
        provider: { availability: [{ weekday: 'mon', until: '19:00' }, {}, {}, {}, {}] },
      }),
    );
    // Nothing was asked of what stood in the field on the way.
    expect(fake.callsOf('providers.preview').length).toBeLessThan(4);
  });

  it('shows a problem beside its field and does not save', async () => {
    const { user, fake } = renderApp('/bookings/providers/asha', handlers);
    const view = await form('Provider');
    const from = view.getByRole('textbox', { name: 'Hours 1 break from' });
    await user.clear(from);
    expect(view.getByText('Needs both ends of the break, or neither.')).toBeTruthy();
    expect(await screen.findByText(/shown here as soon as nothing is wrong/)).toBeTruthy();
    await user.click(view.getByRole('button', { name: 'Save changes' }));
    expect(fake.callsOf('providers.save')).toEqual([]);
    await user.click(view.getByRole('button', { name: /^Working hours, line 1, break until needs both/ }));
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Hours 1 break until');
  });

  it('paints working hours by keyboard and adds exceptions', async () => {
    const { user, fake } = renderApp('/bookings/providers/asha', handlers);
    const view = await form('Provider');
    act(() => view.getByLabelText('Monday, 08:00 to 08:30, not active').focus());
    await user.keyboard('{Shift>}{ArrowRight}{/Shift} ');
    await user.click(view.getByRole('button', { name: 'Add extra hours' }));
    await user.type(view.getByLabelText('Exception 2 date'), '2026-12-26');
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(fake.callsOf('providers.save')).toHaveLength(1));
    expect(fake.callsOf('providers.save')).toMatchObject([
      {
        isNew: false,
        provider: {
          availability: [
            { weekday: 'mon', from: '08:00', until: '17:00', breakFrom: '12:00' },
            { weekday: 'tue', from: '09:00' },
            {},
            {},
            {},
          ],
          exceptions: [{ kind: 'closed' }, { kind: 'extra', date: '2026-12-26', from: '09:00', until: '13:00' }],
        },
      },
    ]);
    expect(await screen.findByText(/is saved\. Slots follow/)).toBeTruthy();
  });

  it('offers maintenance, as a dry run whose plan it opens', async () => {
    const { user, fake, address } = renderApp('/bookings/providers/asha', {
      ...handlers,
      'runs.start': () => [sampleRun({ startedAt: Date.now(), id: '21', isDryRun: true })],
    });
    await user.click(await screen.findByRole('button', { name: 'Run maintenance now (dry run first)' }));
    expect(fake.callsOf('runs.start')).toMatchObject([
      { kind: 'slots.maintain', params: { providers: ['asha'] }, isDryRun: true },
    ]);
    await waitFor(() => expect(address()).toBe('/runs/21'));
  });

  it('asks before what was typed is thrown away', async () => {
    const { user, address } = renderApp('/bookings/providers/asha', handlers);
    const view = await form('Provider');
    await user.type(view.getByRole('textbox', { name: 'Name' }), ' and more');
    await user.click(view.getByRole('button', { name: 'Discard' }));
    await user.click(screen.getByRole('button', { name: 'Stay on the page' }));
    expect(address()).toBe('/bookings/providers/asha');
    await user.click(view.getByRole('button', { name: 'Discard' }));
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(address()).toBe('/bookings/providers');
  });

  it('adds a provider under an id that follows from its name, and goes to its page', async () => {
    const rows: ProviderRow[] = [sampleProviderRow()];
    const { user, fake, address } = renderApp('/bookings/providers/new', {
      ...handlers,
      'providers.list': () => rows,
      'providers.save': ({ provider }) => {
        rows.push(sampleProviderRow({ provider, services: [] }));
        return provider;
      },
    });
    const view = await form('Provider');
    const name = view.getByRole('textbox', { name: 'Name' });
    await user.type(name, 'Asha');
    await user.click(view.getByRole('button', { name: 'Add provider' }));
    expect(view.getByText('Belongs to another provider.')).toBeTruthy();
    await user.type(name, ' Two');
    await user.click(view.getByRole('button', { name: 'Add provider' }));
    await waitFor(() => expect(address()).toBe('/bookings/providers/asha-two'));
    expect(fake.callsOf('providers.save')).toMatchObject([
      { isNew: true, provider: { id: 'asha-two', name: 'Asha Two' } },
    ]);
    expect(await screen.findByText(/Nothing can be booked yet/)).toBeTruthy();
  });

  it('tells in the dialog why a provider cannot be removed', async () => {
    const { user } = renderApp('/bookings/providers/asha', {
      ...handlers,
      'providers.remove': () => {
        throw new AppError('conflict', 'Asha Repairs has 2 services. Remove them first.');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Remove Asha Repairs?' }));
    await user.click(dialog.getByRole('button', { name: 'Remove' }));
    expect(await dialog.findByText('Asha Repairs has 2 services. Remove them first.')).toBeTruthy();
  });
});

describe('The editor of a service', () => {
  it('previews the slots of this service alone, among the other services of its provider', async () => {
    const { fake } = renderApp('/bookings/providers/services/repair', {
      ...handlers,
      'providers.preview': () =>
        sampleSlotPreview([samplePreviewSlot(), samplePreviewSlot({ serviceId: 'painting', fate: 'new' })]),
    });
    expect(await screen.findByText('Within these 14 days no slot comes or goes: 1 slot stays.')).toBeTruthy();
    expect(fake.callsOf('providers.preview')).toMatchObject([{ services: [{ id: 'painting' }, { id: 'repair' }] }]);
  });

  it('saves what its fields say', async () => {
    const { user, fake } = renderApp('/bookings/providers/services/repair', handlers);
    const view = await form('Service');
    await user.click(view.getByRole('radio', { name: /^Inactive/ }));
    const price = view.getByRole('textbox', { name: 'Price' });
    await user.clear(price);
    await user.type(price, '1200.5');
    await user.click(view.getByRole('button', { name: 'Add group price' }));
    await user.type(view.getByRole('textbox', { name: 'Group price 1 a head' }), '30');
    await user.click(view.getByRole('button', { name: 'Add time slot' }));
    await user.type(view.getByRole('textbox', { name: 'Time slot 1 bookings' }), '3');
    await user.click(view.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(fake.callsOf('services.save')).toHaveLength(1));
    expect(fake.callsOf('services.save')).toMatchObject([
      {
        isNew: false,
        service: {
          status: 'inactive',
          price: '1200.50',
          groupPrices: [{ fromPeople: 1, pricePerPerson: '30.00' }],
          timeSlots: [
            { weekday: 'mon', from: '09:00', until: '10:00', priceMultiplier: '1.00', maxBookings: 3 },
            {},
            {},
            {},
            {},
          ],
        },
      },
    ]);
  });

  it('says nothing of fields of a new service that nobody touched, and everything once saving was tried', async () => {
    const { user, fake } = renderApp('/bookings/providers/asha/services/new', handlers);
    const view = await form('Service');
    expect(view.queryByText('Is missing.')).toBeNull();
    await user.click(view.getByRole('button', { name: 'Add service' }));
    expect(view.getAllByText('Is missing.').length).toBeGreaterThan(0);
    expect(view.getByText('Must be an amount such as 1000.00.')).toBeTruthy();
    expect(fake.callsOf('services.save')).toEqual([]);
  });

  it('shows why saving failed and stays', async () => {
    const { user, address } = renderApp('/bookings/providers/services/repair', {
      ...handlers,
      'services.save': () => {
        throw new AppError('conflict', 'Repair was changed elsewhere.');
      },
    });
    const view = await form('Service');
    await user.type(view.getByRole('textbox', { name: 'Name' }), 's');
    await user.click(view.getByRole('button', { name: 'Save changes' }));
    expect(await view.findByText('Repair was changed elsewhere.')).toBeTruthy();
    expect(address()).toBe('/bookings/providers/services/repair');
  });

  it('goes back to its provider once it is removed', async () => {
    const { user, address } = renderApp('/bookings/providers/services/repair', {
      ...handlers,
      'services.remove': () => ({}),
    });
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(address()).toBe('/bookings/providers/asha'));
  });
});
