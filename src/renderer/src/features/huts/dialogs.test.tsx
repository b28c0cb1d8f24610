import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleCandidate, sampleHut } from '../../lib/testing/hut-samples.ts';
import { renderPart } from '../../lib/testing/render-app.tsx';
import { sampleHutSource, sampleHutsOrgSource, sampleSource } from '../../lib/testing/samples.ts';
import { HutDialog } from './hut-dialog.tsx';
import { HutImportDialog } from './import-dialog.tsx';

const handlers: FakeHandlers = {
  'sources.list': () => [
    { source: sampleSource(), buildingCount: 1, hutCount: 0 },
    { source: sampleHutSource(), buildingCount: 0, hutCount: 0 },
    { source: sampleHutsOrgSource(), buildingCount: 0, hutCount: 0 },
  ],
};

describe('The dialog of a hut', () => {
  it('looks up a number, shows what is there, suggests slug and zone, and saves', async () => {
    const onClose = vi.fn<() => void>();
    const { user, fake } = renderPart(<HutDialog hut={null} onClose={onClose} />, {
      ...handlers,
      'huts.lookUp': () =>
        sampleCandidate(
          { name: 'Rifugio Città di Mantova', country: 'IT', isTest: true },
          { bookingRef: '603', slug: 'rifugio-citta-di-mantova', timeZone: 'Europe/Rome' },
        ),
      'huts.save': ({ hut }) => hut,
    });
    const dialog = within(screen.getByRole('dialog', { name: 'Add hut' }));
    const source = await dialog.findByRole('combobox', { name: 'Source' });
    expect(within(source).queryByRole('option', { name: 'UC San Diego' })).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Look up' }));
    expect(dialog.getByText('Fill this in.')).toBeTruthy();
    expect(fake.callsOf('huts.lookUp')).toHaveLength(0);
    await user.type(dialog.getByRole('textbox', { name: 'Number of the hut' }), '603');
    await user.click(dialog.getByRole('button', { name: 'Look up' }));
    expect(await dialog.findByText('A test hut of the service’s own testers')).toBeTruthy();
    expect(dialog.getByText(/3,170 m, Italy, SAC, 109 beds/)).toBeTruthy();
    expect(fake.callsOf('huts.lookUp')).toEqual([{ sourceId: 'sac', bookingRef: '603' }]);
    const slug = dialog.getByRole('textbox', { name: 'Slug' });
    expect(slug).toHaveProperty('value', 'rifugio-citta-di-mantova');
    await user.clear(slug);
    await user.type(slug, 'mantova');
    await user.click(dialog.getByRole('button', { name: 'Watch this hut' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(fake.callsOf('huts.save')).toEqual([
      {
        isNew: true,
        hut: sampleHut({
          slug: 'mantova',
          name: 'Rifugio Città di Mantova',
          bookingRef: '603',
          timeZone: 'Europe/Rome',
        }),
      },
    ]);
  });

  it('asks huts.org for a name, and says under the field why nothing was found', async () => {
    const { user } = renderPart(<HutDialog hut={null} onClose={() => undefined} />, {
      ...handlers,
      'huts.lookUp': ({ bookingRef }) => {
        throw new AppError('not_found', `huts.org lists no hut "${bookingRef}".`);
      },
    });
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Source' }), 'colorado');
    const field = screen.getByRole('textbox', { name: /^Name of the hut/ });
    await user.type(field, 'Vance');
    await user.click(screen.getByRole('button', { name: 'Look up' }));
    const fault = await screen.findByText('huts.org lists no hut "Vance".');
    expect(field.getAttribute('aria-describedby')).toContain(fault.id);
  });

  it('says under the slug that it is taken, and under each field what is wrong with it', async () => {
    const { user } = renderPart(<HutDialog hut={null} onClose={() => undefined} />, {
      ...handlers,
      'huts.save': () => {
        throw new AppError('conflict', 'There is a hut with the slug "trient" already: Cabane du Trient.');
      },
    });
    await user.type(await screen.findByRole('textbox', { name: 'Number of the hut' }), '281');
    await user.type(screen.getByRole('textbox', { name: 'Beds with wardens' }), 'many');
    await user.clear(screen.getByRole('textbox', { name: 'Time zone' }));
    await user.type(screen.getByRole('textbox', { name: 'Time zone' }), 'Alps');
    await user.click(screen.getByRole('button', { name: 'Watch this hut' }));
    expect(screen.getAllByText('Fill this in.')).toHaveLength(2);
    expect(screen.getByText('A whole number of beds, or nothing.')).toBeTruthy();
    expect(screen.getByText('Is not a time zone known here.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Trient');
    await user.type(screen.getByRole('textbox', { name: 'Slug' }), 'trient');
    await user.clear(screen.getByRole('textbox', { name: 'Beds with wardens' }));
    await user.clear(screen.getByRole('textbox', { name: 'Time zone' }));
    await user.type(screen.getByRole('textbox', { name: 'Time zone' }), 'Europe/Zurich');
    await user.click(screen.getByRole('button', { name: 'Watch this hut' }));
    const taken = await screen.findByText(/There is a hut with the slug "trient" already/);
    expect(screen.getByRole('textbox', { name: 'Slug' }).getAttribute('aria-describedby')).toContain(taken.id);
  });

  it('edits a hut without touching its slug', async () => {
    const { user, fake } = renderPart(<HutDialog hut={sampleHut()} onClose={() => undefined} />, {
      ...handlers,
      'huts.save': ({ hut }) => hut,
    });
    const winter = await screen.findByRole('textbox', { name: 'Beds of the winter room' });
    await user.clear(winter);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(fake.callsOf('huts.save')).toEqual([{ isNew: false, hut: sampleHut({ capacityClosed: null }) }]);
  });

  it('leads to the settings where there is no source of huts', async () => {
    renderPart(<HutDialog hut={null} onClose={() => undefined} />, {
      'sources.list': () => [{ source: sampleSource(), buildingCount: 1, hutCount: 0 }],
    });
    const link = await screen.findByRole('link', { name: 'Add a source' });
    expect(link.getAttribute('href')).toBe('/settings?add=1');
  });
});

describe('The import of huts', () => {
  it('names every fault by line and column, and imports nothing', async () => {
    const { user, fake } = renderPart(<HutImportDialog onClose={() => undefined} />, {
      'huts.importCsv': () => ({
        rows: 3,
        faults: [
          { line: 2, column: 'sourceId', message: 'no source "sca"' },
          { line: 4, column: null, message: 'has 5 cells, the header has 7' },
        ],
        created: 1,
        changed: 0,
        unchanged: 0,
      }),
    });
    await user.upload(screen.getByLabelText('CSV file'), new File(['slug,name\ntrient,x'], 'huts.csv'));
    const faults = within(await screen.findByRole('region', { name: 'Faults' }));
    const rows = faults.getAllByRole('row').slice(1);
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ['2', 'sourceId', 'no source "sca"'],
      ['4', '–', 'has 5 cells, the header has 7'],
    ]);
    expect(screen.getByText('2 faults in 3 rows')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Import' })).toHaveProperty('disabled', true);
    expect(fake.callsOf('huts.importCsv')).toMatchObject([{ apply: false }]);
  });

  it('says what it would do, and does it when asked; what was typed since must be checked anew', async () => {
    const onClose = vi.fn<() => void>();
    const { user, fake } = renderPart(<HutImportDialog onClose={onClose} />, {
      'huts.importCsv': () => ({ rows: 3, faults: [], created: 2, changed: 1, unchanged: 0 }),
    });
    const button = (name: string): HTMLElement => screen.getByRole('button', { name });
    expect(button('Check')).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox', { name: 'Huts as CSV' }), 'slug,name');
    await user.click(button('Check'));
    expect(await screen.findByText('Nothing is wrong in 3 rows: 2 created, 1 changed, 0 unchanged.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Huts as CSV' }), ',x');
    expect(button('Import')).toHaveProperty('disabled', true);
    await user.click(button('Check'));
    await screen.findByText(/Nothing is wrong/);
    await user.click(button('Import'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(fake.callsOf('huts.importCsv').at(-1)).toEqual({ text: 'slug,name,x', apply: true });
  });
});
