import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { samplePlan, samplePlanRow, samplePlannedRun } from '../../lib/testing/plan-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { sampleNow, sampleRun } from '../../lib/testing/samples.ts';

const moved = samplePlanRow({
  number: 2,
  entity: 'reservation',
  action: 'update',
  label: 'Reservation 4711',
  fields: [{ name: 'Status', before: 'pending', after: 'cancelled' }],
});
const gone = samplePlanRow({
  number: 3,
  action: 'remove',
  label: 'Repair, Sat 21 Nov 2026 09:00–10:00',
  fields: [{ name: 'Price', before: '1000.00', after: null }],
});

function handlers(plan: Parameters<typeof samplePlannedRun>[0] = {}): FakeHandlers {
  return {
    'runs.get': () => samplePlannedRun(plan),
    'plans.rows': ({ action, after }) => {
      const rows = [samplePlanRow(), moved, gone].filter((row) => action === null || row.action === action);
      return after === 0
        ? { rows: rows.slice(0, 2), next: rows.length > 2 ? 2 : null }
        : { rows: rows.slice(2), next: null };
    },
  };
}

const held = { state: 'held', heldReason: 'It would remove 600 slots; usual are 6.' } as const;
const applied = { state: 'applied', undoProblem: null, decidedAt: 1_000_000, decidedBy: 'petra' } as const;

describe('The plan of a run', () => {
  it('shows counts, state and rows with their differences, and more rows on request', async () => {
    const { user, fake } = renderApp('/runs/12', handlers());
    expect(await screen.findByRole('heading', { name: 'Plan' })).toBeTruthy();
    const counts = within(screen.getByRole('table', { name: 'Rows of the plan, counted' }));
    expect(counts.getByRole('row', { name: 'Slots 42 0 6' })).toBeTruthy();
    expect(counts.getByRole('row', { name: 'All 42 1 6' })).toBeTruthy();
    const row = await screen.findByRole('row', { name: /Reservation 4711/ });
    expect(row.textContent).toContain('before pending');
    expect(row.textContent).toContain('after cancelled');
    expect(screen.getByText('2 of 49 rows')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show more rows' }));
    expect(await screen.findByRole('row', { name: /Sat 21 Nov/ })).toBeTruthy();
    expect(fake.callsOf('plans.rows')).toMatchObject([{ after: 0 }, { after: 2 }]);
    expect(screen.queryByRole('button', { name: 'Leave it' })).toBeNull();
  });

  it('narrows the rows by what is done, held in the address', async () => {
    const { user, fake, address } = renderApp('/runs/12', handlers());
    await user.selectOptions(await screen.findByRole('combobox', { name: 'What is done' }), 'Remove');
    expect(await screen.findByRole('row', { name: /Sat 21 Nov/ })).toBeTruthy();
    expect(address()).toBe('/runs/12?action=remove');
    expect(fake.callsOf('plans.rows').at(-1)).toMatchObject({ action: 'remove' });
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(address()).toBe('/runs/12');
  });

  it('says why the rows could not be read and tries again on request', async () => {
    let isBroken = true;
    const { user } = renderApp('/runs/12', {
      ...handlers(),
      'plans.rows': () => {
        if (isBroken) throw new AppError('storage', 'The database is busy.');
        return { rows: [gone], next: null };
      },
    });
    expect(await screen.findByText('The database is busy.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /Sat 21 Nov/ })).toBeTruthy();
  });

  it('says that there is nothing to change, and offers nothing then', async () => {
    renderApp('/runs/12', handlers({ counts: { creates: 0, updates: 0, removes: 0 }, entities: [] }));
    expect(await screen.findByText('There is nothing to change.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Apply this plan' })).toBeNull();
  });

  it('names rows that were not done, and why', async () => {
    renderApp('/runs/12', {
      ...handlers({ ...applied, state: 'partly_applied' }),
      'plans.rows': () => ({ rows: [{ ...gone, problem: 'It was booked meanwhile.' }], next: null }),
    });
    expect(await screen.findByText('Not done: It was booked meanwhile.')).toBeTruthy();
    expect(screen.getByText(/Decided by petra/)).toBeTruthy();
  });

  it('is read anew when it is told that the plan changed', async () => {
    let plan: Parameters<typeof samplePlannedRun>[0] = held;
    const { fake } = renderApp('/runs/12', { ...handlers(), 'runs.get': () => samplePlannedRun(plan) });
    await screen.findByRole('region', { name: 'This run is held' });
    plan = { ...held, state: 'superseded' };
    act(() => fake.emit('plans.changed', { runId: '12' }));
    expect(await screen.findByText(/a later plan of the same work took its place/)).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'This run is held' })).toBeNull();
  });
});

describe('Applying a plan', () => {
  it('asks for a reason and opens the run that does it, by keyboard alone', async () => {
    const { user, fake, address } = renderApp('/runs/12', {
      ...handlers(),
      'plans.apply': () => sampleRun({ startedAt: Date.now(), id: '13' }),
    });
    const button = await screen.findByRole('button', { name: 'Apply this plan' });
    act(() => button.focus());
    await user.keyboard('{Enter}');
    const dialog = within(screen.getByRole('dialog', { name: 'Apply this plan' }));
    expect(dialog.getByText(/42 made, 1 changed and 6 removed/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Apply this plan' }));
    expect(dialog.getByText('Say why.')).toBeTruthy();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Checked with the desk{Enter}');
    expect(fake.callsOf('plans.apply')).toEqual([{ runId: '12', reason: 'Checked with the desk', confirmText: '' }]);
    expect(address()).toBe('/runs/13');
  });

  it('is not possible before the word is typed exactly', async () => {
    const { user, fake } = renderApp('/runs/12', {
      ...handlers({ ...held, confirmText: 'REMOVE 2 BOOKED' }),
      'plans.apply': () => sampleRun({ startedAt: Date.now(), id: '13' }),
    });
    await user.click(await screen.findByRole('button', { name: 'Apply this plan' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Apply this plan' }));
    const apply = dialog.getByRole<HTMLButtonElement>('button', { name: 'Apply this plan' });
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Old ones go');
    const word = dialog.getByRole('textbox', { name: 'Type REMOVE 2 BOOKED to confirm' });
    await user.type(word, 'remove 2 booked{Enter}');
    expect(dialog.getByText('Must be exactly REMOVE 2 BOOKED.')).toBeTruthy();
    expect(apply.disabled).toBe(true);
    expect(fake.callsOf('plans.apply')).toEqual([]);
    await user.clear(word);
    await user.type(word, 'REMOVE 2 BOOKED');
    await user.click(apply);
    expect(fake.callsOf('plans.apply')).toMatchObject([{ confirmText: 'REMOVE 2 BOOKED' }]);
  });

  it('says which row stands against it, and stays', async () => {
    const { user, address } = renderApp('/runs/12', {
      ...handlers(),
      'plans.apply': () => {
        throw new AppError('conflict', 'Repair, Tue 24 Nov 2026 09:00–10:00 was changed since.');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Apply this plan' }));
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Now{Enter}');
    expect(await screen.findByText('Repair, Tue 24 Nov 2026 09:00–10:00 was changed since.')).toBeTruthy();
    expect(address()).toBe('/runs/12');
  });

  it('is not offered where something stands against it, and says what', async () => {
    renderApp('/runs/12', handlers({ applyProblem: 'a later run has changed the same rows' }));
    expect(await screen.findByText(/It cannot be applied: A later run has changed the same rows\./)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Apply this plan' })).toBeNull();
  });
});

describe('A held plan', () => {
  it('is said on top of the page with its reason, and can be left', async () => {
    const { user, fake } = renderApp('/runs/12', {
      ...handlers(held),
      'plans.discard': () => samplePlan({ ...held, state: 'discarded' }),
    });
    const banner = within(await screen.findByRole('region', { name: 'This run is held' }));
    expect(banner.getByText('It would remove 600 slots; usual are 6.')).toBeTruthy();
    await user.click(banner.getByRole('button', { name: 'Leave it' }));
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Wrong zone{Enter}');
    expect(fake.callsOf('plans.discard')).toEqual([{ runId: '12', reason: 'Wrong zone' }]);
  });

  it('is one button away on the Now page', async () => {
    const need = {
      id: 'held-12',
      severity: 'attention',
      what: 'Keep the slots filled is held.',
      since: Date.now() - 60_000,
      done: 'Rounds changed nothing.',
      stillTrue: 'The slots stay as they are.',
      action: { kind: 'plan', label: 'Look at the plan', runId: '12' },
    } as const;
    const { user, address } = renderApp('/', { ...handlers(held), 'now.view': () => sampleNow({ needs: [need] }) });
    await user.click(await screen.findByRole('button', { name: /^Look at the plan/ }));
    expect(address()).toBe('/runs/12');
  });
});

describe('Taking a run back', () => {
  it('shows what would be restored and what stands against it before anything is done', async () => {
    const { user, fake, address } = renderApp('/runs/12', {
      ...handlers(applied),
      'plans.undoPreview': () => ({
        counts: { creates: 5, updates: 1, removes: 40 },
        conflictCount: 3,
        conflicts: [
          { entity: 'booking_slot', label: 'Repair, Tue 24 Nov 2026 09:00–10:00', reason: 'It was booked since.' },
        ],
      }),
      'plans.undo': () => sampleRun({ startedAt: Date.now(), id: '14' }),
    });
    await user.click(await screen.findByRole('button', { name: 'Take back this run' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Take back this run' }));
    expect(
      await dialog.findByText(/46 rows would be as before: 5 made, 1 changed and 40 removed\. 3 rows have/),
    ).toBeTruthy();
    expect(dialog.getByRole('row', { name: /It was booked since\./ })).toBeTruthy();
    expect(dialog.getByText('And 2 more.')).toBeTruthy();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Wrong hours{Enter}');
    expect(fake.callsOf('plans.undo')).toEqual([{ runId: '12', reason: 'Wrong hours' }]);
    expect(address()).toBe('/runs/14');
  });

  it('is refused by the dialog where nothing can be taken back', async () => {
    const { user, fake } = renderApp('/runs/12', {
      ...handlers(applied),
      'plans.undoPreview': () => ({ counts: { creates: 0, updates: 0, removes: 0 }, conflictCount: 0, conflicts: [] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Take back this run' }));
    expect(await screen.findByText('Nothing can be taken back.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Wrong{Enter}');
    expect(fake.callsOf('plans.undo')).toEqual([]);
  });
});

describe('The end of a run with a plan', () => {
  it('is told with a way to the plan: of a held run, and of a dry run of a job that plans', async () => {
    const { user, fake, address } = renderApp('/runs', {
      'runs.list': () => ({ runs: [], nextBefore: null }),
      'runs.get': () => samplePlannedRun(),
      'jobs.list': () => [
        {
          kind: 'slots.maintain',
          title: 'Keep the slots filled',
          description: '',
          parameters: {},
          isPlanned: true,
          sourceKinds: [],
          defaultEvery: 'PT24H',
        },
      ],
    });
    await screen.findByRole('option', { name: 'Keep the slots filled' });
    act(() => fake.emit('run.changed', { ...samplePlannedRun().run, trigger: 'manual' }));
    await user.click(await screen.findByRole('button', { name: 'Look at the plan' }));
    expect(address()).toBe('/runs/12');
  });
});
