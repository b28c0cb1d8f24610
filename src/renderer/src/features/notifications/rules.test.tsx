import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import {
  sampleChannelRow,
  sampleMailRow,
  samplePortal,
  sampleRuleRow,
} from '../../lib/testing/notification-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { sampleRow, sampleSchedule } from '../../lib/testing/samples.ts';

const path = '/settings/notifications';
const now = Date.now();

const handlers: FakeHandlers = {
  'notifications.rules': () => [sampleRuleRow()],
  'notifications.channels': () => [sampleChannelRow(), sampleMailRow()],
  'notifications.preview': ({ template }) => ({
    title: template === null ? 'A job fails' : template.title,
    body: 'Three runs in a row failed.',
    names: ['schedule', 'times'],
    unknownNames: template?.title.includes('{nobody}') === true ? ['nobody'] : [],
  }),
  'notifications.saveRule': ({ rule }) => rule,
  'notifications.removeRule': () => ({}),
  'schedules.list': () => [sampleSchedule({ now })],
  'occupancy.list': () => [sampleRow({ now })],
  'sources.list': () => [{ source: samplePortal(), buildingCount: 0, hutCount: 0 }],
};

async function editor(at: string, change: FakeHandlers = {}) {
  const app = renderApp(`${path}/rules/${at}`, { ...handlers, ...change });
  return { ...app, form: within(await screen.findByRole('form', { name: 'Rule' })) };
}

describe('The list of rules', () => {
  it('says that it reads while the answer is on its way', () => {
    renderApp(path, {});
    expect(screen.getByText('Reading the rules…')).toBeTruthy();
  });

  it('shows why it could not be read', async () => {
    renderApp(path, {
      'notifications.rules': () => {
        throw new AppError('storage', 'The database is busy.');
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
  });

  it('says what to do where there is none', async () => {
    renderApp(path, { 'notifications.rules': () => [] });
    expect(await screen.findByRole('heading', { name: 'Rounds tells nobody of anything yet.' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Look at the channels' })).toBeTruthy();
  });

  it('tells what each waits for and who is told, and is walked by keyboard', async () => {
    const { user, address } = renderApp(path, {
      ...handlers,
      'notifications.rules': () => [
        sampleRuleRow({}, { openCount: 2, lastOpenedAt: now - 630_000 }),
        sampleRuleRow({ id: 'full', name: 'Full', trigger: { kind: 'hut_watch' }, channelIds: [] }),
        sampleRuleRow({ id: 'off', name: 'Off', isEnabled: false }),
      ],
    });
    expect(await screen.findByText('3 rules, 1 switched off; 2 causes are open now.')).toBeTruthy();
    const failures = screen.getByRole('row', { name: /Failures/ });
    await waitFor(() => expect(failures.textContent).toContain('This desk'));
    for (const said of ['It holds now', '3 failed runs in a row of any schedule', '10 min ago'])
      expect(failures.textContent).toContain(said);
    expect(screen.getByRole('row', { name: /Full/ }).textContent).toContain('Tells nobody');
    expect(screen.getByRole('row', { name: /Off/ }).textContent).toContain('Switched off');
    screen.getByRole('link', { name: 'Failures' }).focus();
    await user.keyboard('{End}{Enter}');
    expect(address()).toBe(`${path}/rules/off`);
  });
});

describe('The editor of a rule', () => {
  it('says that there is no such rule', async () => {
    renderApp(`${path}/rules/gone`, handlers);
    expect(await screen.findByRole('heading', { name: 'There is no rule gone.' })).toBeTruthy();
  });

  it('adds a rule for a busy building, told over what is chosen', async () => {
    const { user, fake, form, address } = await editor('new');
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Geisel is full');
    await user.selectOptions(form.getByRole('combobox', { name: 'Trigger' }), 'building_busy');
    await user.clear(form.getByRole('textbox', { name: 'Busy, % or more' }));
    await user.type(form.getByRole('textbox', { name: 'Busy, % or more' }), '120');
    expect(form.getByText('Must be at most 100.')).toBeTruthy();
    await user.clear(form.getByRole('textbox', { name: 'Busy, % or more' }));
    await user.type(form.getByRole('textbox', { name: 'Busy, % or more' }), '90');
    const buildings = within(form.getByRole('group', { name: 'Buildings' }));
    expect(buildings.getByText('None is chosen: every building, also those that are added later.')).toBeTruthy();
    await user.click(await buildings.findByRole('checkbox', { name: /Geisel Library/ }));
    await user.click(
      within(form.getByRole('group', { name: 'Channels' })).getByRole('checkbox', { name: /Night crew/ }),
    );
    await user.click(form.getByRole('button', { name: 'Add rule' }));
    await waitFor(() => expect(address()).toBe(path));
    expect(fake.callsOf('notifications.saveRule')).toEqual([
      {
        isNew: true,
        rule: {
          id: 'geisel-is-full',
          name: 'Geisel is full',
          isEnabled: true,
          trigger: { kind: 'building_busy', codes: ['166'], percent: 90, minutes: 15 },
          channelIds: ['desk'],
          tellsEnd: true,
          template: null,
        },
      },
    ]);
  });

  it('offers the parameters of each trigger, and the end of those that last', async () => {
    const { user, form } = await editor('new');
    const trigger = form.getByRole('combobox', { name: 'Trigger' });
    expect(form.getByRole('textbox', { name: 'Failed runs in a row' })).toBeTruthy();
    expect(await form.findByRole('checkbox', { name: /UC San Diego/ })).toBeTruthy();
    expect(form.getByRole('checkbox', { name: 'Tell its end as well' })).toBeTruthy();
    await user.selectOptions(trigger, 'order_added');
    expect(form.getByRole('group', { name: 'Portals' }).textContent).toContain('Fossa');
    expect(form.queryByRole('checkbox', { name: 'Tell its end as well' })).toBeNull();
    await user.selectOptions(trigger, 'coverage_low');
    expect(form.getByRole<HTMLInputElement>('textbox', { name: 'Services with a free slot, fewer than %' }).value).toBe(
      '50',
    );
    await user.selectOptions(trigger, 'summary');
    await user.selectOptions(form.getByRole('combobox', { name: 'On' }), 'mon');
    expect(form.getByRole<HTMLInputElement>('textbox', { name: 'At' }).value).toBe('07:00');
    expect(form.getByRole('combobox', { name: 'Time zone' })).toBeTruthy();
  });

  it('shows the words as they are typed, inserts names and flags those that nobody knows', async () => {
    const { user, fake, form } = await editor('failures');
    const preview = within(await screen.findByRole('complementary', { name: 'Preview' }));
    expect(await preview.findByText('A job fails')).toBeTruthy();
    await user.click(form.getByRole('checkbox', { name: 'Write the words myself' }));
    const title = form.getByRole<HTMLInputElement>('textbox', { name: 'Title' });
    expect(form.getByText('Is missing.')).toBeTruthy();
    await user.type(title, 'Look at ');
    await user.click(form.getByRole('button', { name: 'Insert schedule' }));
    expect(title.value).toBe('Look at {schedule}');
    expect(await preview.findByText('Look at {schedule}')).toBeTruthy();
    await user.type(title, ' {{nobody}');
    expect(await form.findByText(/\{nobody\} is a name that this trigger does not have/)).toBeTruthy();
    expect(fake.callsOf('notifications.preview').length).toBeLessThan(5);
    expect(fake.callsOf('notifications.saveRule')).toHaveLength(0);
  });

  it('keeps in the list what is chosen and gone', async () => {
    const { form } = await editor('failures', {
      'notifications.rules': () => [
        sampleRuleRow({ trigger: { kind: 'job_paused', scheduleIds: ['old'] }, channelIds: ['away'] }),
      ],
    });
    expect(await form.findByRole('checkbox', { name: /old, gone/ })).toBeTruthy();
    expect(form.getByRole('checkbox', { name: /away, removed/ })).toBeTruthy();
  });

  it('shows why saving failed and stays', async () => {
    const { user, form, address } = await editor('failures', {
      'notifications.saveRule': () => {
        throw new AppError('conflict', 'The rule was removed meanwhile.');
      },
    });
    await user.click(form.getByRole('checkbox', { name: 'The rule is on' }));
    await user.click(form.getByRole('button', { name: 'Save changes' }));
    expect(await form.findByText('The rule was removed meanwhile.')).toBeTruthy();
    expect(address()).toBe(`${path}/rules/failures`);
  });

  it('asks before it removes a rule', async () => {
    const { user, fake, address } = await editor('failures');
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Remove Failures?' }));
    await user.click(dialog.getByRole('button', { name: 'Keep it' }));
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    await user.click(screen.getByRole('button', { name: 'Remove rule' }));
    await waitFor(() => expect(address()).toBe(path));
    expect(fake.callsOf('notifications.removeRule')).toEqual([{ id: 'failures' }]);
  });
});
