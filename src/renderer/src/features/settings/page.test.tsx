import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { sampleHutSource, sampleHutsOrgSource, sampleSource, sampleSuggestion } from '../../lib/testing/samples.ts';

describe('The settings page', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp('/settings', { 'sources.list': () => new Promise(() => undefined) });
    expect(screen.getByText('Reading the sources…')).toBeTruthy();
  });

  it('says that there is no source yet', async () => {
    renderApp('/settings', { 'sources.list': () => [] });
    expect(await screen.findByRole('heading', { name: 'There is no source yet.' })).toBeTruthy();
  });

  it('shows why the sources could not be read', async () => {
    renderApp('/settings', {
      'sources.list': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('shows every source with its school key', async () => {
    renderApp('/settings', {});
    expect(await screen.findByRole('rowheader', { name: 'UC San Diego' })).toBeTruthy();
    expect(screen.getByText('1 source with 1 building.')).toBeTruthy();
  });

  it('tests a school, shows its first values, and saves it with the chosen buildings', async () => {
    const { user, fake } = renderApp('/settings?add=1', {
      'sources.test': () => [sampleSuggestion(), sampleSuggestion({ waitzId: '5', name: 'RIMAC', busynessPercent: 6 })],
      'sources.save': ({ source }) => source,
      'occupancy.saveBuilding': ({ building }) => building,
      'runs.start': () => [],
    });
    const form = within(await screen.findByRole('dialog', { name: 'Add a source' }));
    await user.click(form.getByRole('button', { name: 'Test' }));
    expect(form.getByText('Fill this in.')).toBeTruthy();
    expect(fake.callsOf('sources.test')).toHaveLength(0);
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Georgia Tech');
    await user.type(form.getByRole('textbox', { name: 'School key' }), 'gatech');
    await user.click(form.getByRole('button', { name: 'Test' }));
    const choice = within(await screen.findByRole('dialog', { name: 'Georgia Tech answers' }));
    expect(fake.callsOf('sources.save')).toHaveLength(0);
    await user.click(choice.getByRole('checkbox', { name: /RIMAC/ }));
    await user.click(choice.getByRole('button', { name: 'Save and watch 1 building' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.callsOf('sources.save')).toMatchObject([
      { isNew: true, source: { id: 'gatech', baseUrl: 'https://waitz.io' } },
    ]);
    expect(fake.callsOf('occupancy.saveBuilding')).toMatchObject([
      { building: { name: 'Geisel Library', sourceId: 'gatech' } },
    ]);
  });

  it('shows why a test failed and saves nothing', async () => {
    const { user, fake } = renderApp('/settings?add=1', {
      'sources.test': () => {
        throw new AppError('refused', 'waitz.io answered 404 for school nope.');
      },
    });
    const form = within(await screen.findByRole('dialog', { name: 'Add a source' }));
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Nope');
    await user.type(form.getByRole('textbox', { name: 'School key' }), 'nope');
    await user.click(form.getByRole('button', { name: 'Test' }));
    expect(await form.findByText('waitz.io answered 404 for school nope.')).toBeTruthy();
    expect(fake.callsOf('sources.save')).toHaveLength(0);
  });

  it('imports a configuration and says what it did', async () => {
    const { user } = renderApp('/settings', {
      'config.import': () => ({ created: { sources: 1, buildings: 2 }, changed: {}, unchanged: { buildings: 1 } }),
    });
    await user.upload(await screen.findByLabelText('Configuration file'), new File(['{}'], 'desk.json'));
    const said = await screen.findAllByText(
      /desk\.json is imported\. Sources: 1 created\. Buildings: 2 created and 1 unchanged\./,
    );
    expect(said.length).toBeGreaterThan(0);
  });

  it('names every fault of a configuration and says that nothing has changed', async () => {
    const { user } = renderApp('/settings', {
      'config.import': () => {
        throw new AppError(
          'invalid_input',
          'buildings[3].sourceId: no source "sac"\nschedules[0].every: must be a duration',
        );
      },
    });
    await user.upload(await screen.findByLabelText('Configuration file'), new File(['{}'], 'desk.json'));
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('desk.json was not imported; nothing has changed.')).toBeTruthy();
    expect(alert.getAllByRole('listitem')).toHaveLength(2);
  });

  it('says of every source what kind it is and what it is asked for', async () => {
    renderApp('/settings', {
      'sources.list': () => [
        { source: sampleSource(), buildingCount: 12, hutCount: 0 },
        { source: sampleHutSource(), buildingCount: 0, hutCount: 24 },
        { source: sampleHutsOrgSource(), buildingCount: 0, hutCount: 0 },
      ],
    });
    const row = (await screen.findByRole('rowheader', { name: 'Colorado huts' })).closest('tr');
    expect(row?.textContent).toContain('huts.org');
    expect(row?.textContent).toContain('associations 1,3');
    expect(screen.getByText('hut-reservation')).toBeTruthy();
    for (const watched of ['12 buildings', '24 huts', '0 huts']) expect(screen.getByText(watched)).toBeTruthy();
    expect(screen.getByText('3 sources with 12 buildings and 24 huts.')).toBeTruthy();
  });

  it('saves a service of huts and tries it with the number of a hut', async () => {
    const { user, fake } = renderApp('/settings?add=1', {
      'sources.save': ({ source }) => source,
      'huts.lookUp': () => {
        throw new AppError('not_found', 'hut-reservation.org knows no hut 9999.');
      },
    });
    const form = within(await screen.findByRole('dialog', { name: 'Add a source' }));
    await user.selectOptions(form.getByRole('combobox', { name: 'Kind' }), 'hut-reservation');
    expect(form.queryByRole('textbox', { name: 'School key' })).toBeNull();
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'SAC huts');
    await user.click(form.getByRole('button', { name: 'Save the source' }));
    const next = within(await screen.findByRole('dialog', { name: 'SAC huts is saved' }));
    expect(fake.callsOf('sources.test')).toHaveLength(0);
    expect(fake.callsOf('sources.save')).toMatchObject([
      {
        isNew: true,
        source: { id: 'sac-huts', kind: 'hut-reservation', baseUrl: 'https://www.hut-reservation.org' },
      },
    ]);
    await user.type(next.getByRole('textbox', { name: 'Number of a hut' }), '9999');
    await user.click(next.getByRole('button', { name: 'Look up' }));
    expect(await next.findByText('hut-reservation.org knows no hut 9999.')).toBeTruthy();
    expect(next.getByRole('link', { name: 'Add huts' }).getAttribute('href')).toBe('/huts?add=1');
  });

  it('edits the associations of huts.org and refuses what is no number', async () => {
    const { user, fake } = renderApp('/settings', {
      'sources.list': () => [{ source: sampleHutsOrgSource(), buildingCount: 0, hutCount: 0 }],
      'sources.save': ({ source }) => source,
    });
    await user.click(await screen.findByRole('button', { name: 'Edit Colorado huts' }));
    const form = within(screen.getByRole('dialog', { name: 'Edit Colorado huts' }));
    const field = form.getByRole('textbox', { name: 'Associations' });
    await user.clear(field);
    await user.type(field, 'all');
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(form.getByText('Must be numbers with commas between, such as 1,3.')).toBeTruthy();
    await user.clear(field);
    await user.type(field, '1, 3, 7');
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.callsOf('sources.save')).toMatchObject([{ isNew: false, source: { associations: '1,3,7' } }]);
  });
});
