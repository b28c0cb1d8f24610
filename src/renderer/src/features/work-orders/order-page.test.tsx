import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { OrderDetail } from '#shared/contract/work-orders.ts';
import { AppError } from '#shared/errors.ts';
import type { FakeHandlers } from '../../lib/testing/fake-api.ts';
import { sampleOrder, sampleOrderChange, sampleOrderDetail } from '../../lib/testing/order-samples.ts';
import { renderApp } from '../../lib/testing/render-app.tsx';
import { HOUR, sampleRun } from '../../lib/testing/samples.ts';

const now = Date.now();
const path = '/work-orders/portal/W-129651';

function handlersOf(detail: OrderDetail): FakeHandlers {
  return { 'workOrders.order': () => detail };
}

const detail = sampleOrderDetail({ now });

describe('The page of an order', () => {
  it('says that it reads, and why it could not', async () => {
    renderApp(path, {});
    expect(await screen.findByText('Reading order W-129651…')).toBeTruthy();
  });

  it('says that there is no such order', async () => {
    renderApp(path, {
      'workOrders.order': () => {
        throw new AppError('not_found', 'Rounds knows no order W-129651.');
      },
    });
    expect(await screen.findByText('Rounds knows no order W-129651.')).toBeTruthy();
  });

  it('shows every field, and a quantity of 0 as 0', async () => {
    renderApp(path, handlersOf(detail));
    const facts = within(await screen.findByRole('region', { name: 'The order' }));
    for (const text of ['Work Created', 'AccuMeasure', '#43339/6448', 'PO-7', '1 of 3', 'at Second Street'])
      expect(facts.getByText(text)).toBeTruthy();
    expect(facts.getByText('Exampleton, FL 01234')).toBeTruthy();
    expect(facts.getAllByText('Not told').length).toBeGreaterThan(0);
    const rows = within(screen.getByRole('table', { name: 'Items of the order' })).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'TypeQuantityDescriptionCode',
      'Meter Calibration6Meters002861',
      'Meter Calibration0Combo–',
    ]);
  });

  it('shows instructions as text with their line breaks, never as markup', async () => {
    renderApp(path, handlersOf(detail));
    const text = within(await screen.findByRole('region', { name: 'Instructions' })).getByText(/Ring twice/);
    expect(text.textContent).toBe('Ring twice.\n<b>Back door</b>');
    expect(text.querySelector('b')).toBeNull();
  });

  it('marks the contact as personal', async () => {
    renderApp(path, handlersOf(detail));
    const contact = within(await screen.findByRole('region', { name: 'Contact' }));
    expect(contact.getByText(/kept on this computer only/)).toBeTruthy();
    expect(contact.getByText('Muster Fuels GmbH')).toBeTruthy();
  });

  it('explains in words why it is overdue, missing or not confirmed', async () => {
    const standing = { ...detail.standing, isOverdue: true, unreadFrom: now - HOUR, missingSince: now - 2 * HOUR };
    renderApp(path, handlersOf({ ...detail, standing }));
    const notes = within(await screen.findByRole('note'));
    expect(
      notes.getByText(/the next visit is planned for Tue 1 Dec 2026, after the due date Fri 27 Nov 2026/),
    ).toBeTruthy();
    expect(notes.getByText(/proven complete/)).toBeTruthy();
    expect(notes.getByText(/could not confirm this order/)).toBeTruthy();
  });

  it('tells the history newest first, with what changed', async () => {
    renderApp(path, handlersOf(detail));
    const history = within(await screen.findByRole('region', { name: 'History' }));
    const [newest, oldest] = history.getAllByRole('listitem');
    expect(newest?.textContent).toMatch(/Status and Next visit changed.*47 hours/);
    expect(oldest?.textContent).toMatch(/First seen.*seen once/);
  });

  it('lists its changes and leads to its neighbours', async () => {
    const changes = [sampleOrderChange({ type: 'changed', field: 'status', before: 'A', after: 'B' })];
    renderApp(path, handlersOf({ ...detail, changes, neighbours: ['W-2'] }));
    expect(await screen.findByText('Status changed from A to B.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'W-2' }).getAttribute('href')).toBe('/work-orders/portal/W-2');
  });

  it('opens the portal outside', async () => {
    const { user, fake } = renderApp(path, { ...handlersOf(detail), 'app.openLink': () => ({}) });
    await user.click(await screen.findByRole('button', { name: 'Open in the portal' }));
    expect(fake.callsOf('app.openLink')).toEqual([{ url: detail.link }]);
  });
});

describe('The equipment of an order', () => {
  it('is never said to be none before somebody has asked, and shows how far the asking is', async () => {
    const run = sampleRun({
      startedAt: now,
      id: 'run-9',
      kind: 'work-orders.sync',
      status: 'running',
      finishedAt: null,
      progress: { done: 0, total: 1, note: 'Signing in' },
    });
    const { user, fake } = renderApp(path, {
      ...handlersOf(detail),
      'workOrders.refreshEquipment': () => run,
      'runs.recent': () => [run],
    });
    expect(await screen.findByText('Nobody has asked yet what stands there.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Fetch the equipment anew' }));
    await waitFor(() =>
      expect(fake.callsOf('workOrders.refreshEquipment')).toEqual([{ sourceId: 'portal', number: 'W-129651' }]),
    );
    expect(await screen.findByText('Signing in')).toBeTruthy();
  });

  it('shows codes with their leading zeros, and why a newer look failed', async () => {
    const equipment = {
      fetchedAt: now - HOUR,
      failure: 'The equipment page did not come.',
      units: [
        {
          type: 'Dispenser',
          title: '1/2 - Regular, Plus - Sample',
          serialNumber: 'S-1',
          make: null,
          model: 'M-2',
          fields: [{ label: 'Stand Alone Code', value: '002861' }],
        },
      ],
    };
    renderApp(path, handlersOf({ ...detail, equipment }));
    const section = within(await screen.findByRole('region', { name: 'Equipment' }));
    expect(section.getByText('002861')).toBeTruthy();
    expect(section.getByText(/The equipment page did not come\./)).toBeTruthy();
    expect(section.getByText(/1 unit, fetched/)).toBeTruthy();
  });

  it('cannot be asked for where the portal names no location', async () => {
    renderApp(path, handlersOf({ ...detail, order: sampleOrder({ locationId: null }) }));
    expect(await screen.findByText(/names no location/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Fetch the equipment/ })).toBeNull();
  });
});
