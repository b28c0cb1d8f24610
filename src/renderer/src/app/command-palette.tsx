import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { assertNever } from '#shared/errors.ts';
import type { WorkOrderRow } from '#shared/model/work-order.ts';
import { setPreference } from '../lib/preferences.ts';
import { useCommand, useOperation } from '../lib/queries.ts';
import { useFillSlots, useReadWorkOrders, useUpdateHuts, useUpdateOccupancy } from '../lib/runs.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { Dialog } from '../ui/dialog.tsx';
import { matchItems, paletteItems } from './palette-items.ts';
import type { PaletteAction } from './palette-items.ts';

interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

/** Opens pages, buildings, huts, orders, providers, schedules and actions by name. */
export function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps): ReactNode {
  const buildings = useOperation('occupancy.list', {});
  const huts = useOperation('huts.list', { asOf: null, nights: [], beds: 1 });
  const providers = useOperation('providers.list', {});
  const schedules = useOperation('schedules.list', {});
  const [typed, setTyped] = useState('');
  const orders = useFoundOrders(typed);
  const [active, setActive] = useState(0);
  const act = useAct(onShortcuts);
  const id = useId();
  const found = matchItems(
    paletteItems(buildings.data ?? [], huts.data?.huts ?? [], providers.data ?? [], schedules.data ?? [], orders),
    typed,
  );
  const list = useRef<HTMLDivElement>(null);
  const goTo = (index: number): void => {
    setActive(index);
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (index: number): void => {
    const item = found[index];
    if (item === undefined) return;
    onClose();
    act(item.action);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') goTo(Math.min(active + 1, found.length - 1));
    else if (event.key === 'ArrowUp') goTo(Math.max(active - 1, 0));
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Open by name" onClose={onClose} className="palette">
      <input
        className="palette__input"
        role="combobox"
        aria-label="Name of a page, building, hut, order, schedule or action"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[active] === undefined ? undefined : `${id}-${String(active)}`}
        placeholder="Name of a page, building, hut, order, schedule or action"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={`${id}-list`}
        className="palette__list"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot be filtered by a field beside it
        role="listbox"
        aria-label="Found"
      >
        {found.map((item, index) => (
          <div
            key={item.id}
            id={`${id}-${String(index)}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an option element lives in a select only
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="palette__item"
            onPointerMove={() => setActive(index)}
            onClick={() => choose(index)}
            onKeyDown={onKeyDown}
          >
            <span>{item.label}</span>
            <span className="secondary">{item.kind}</span>
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="table__empty">Nothing has this name.</p> : null}
    </Dialog>
  );
}

/** Shorter words would find orders without end. */
const SHORTEST = 3;
const none: readonly WorkOrderRow[] = [];

/** Orders are too many to be listed all: those that hold what is typed, once the typing rests. */
function useFoundOrders(typed: string): readonly WorkOrderRow[] {
  const text = useDebounced(typed.trim(), 150).slice(0, 200);
  const found = useOperation(
    'workOrders.list',
    { filter: { text, listed: 'all' }, limit: 20 },
    { isEnabled: text.length >= SHORTEST, keepsPrevious: true },
  );
  return text.length >= SHORTEST ? (found.data?.rows ?? none) : none;
}

function useAct(onShortcuts: () => void): (action: PaletteAction) => void {
  const navigate = useNavigate();
  const start = useCommand('runs.startSchedule');
  const setPaused = useCommand('schedules.setPaused');
  const { update } = useUpdateOccupancy();
  const huts = useUpdateHuts();
  const slots = useFillSlots();
  const orders = useReadWorkOrders();
  return (action) => {
    switch (action.kind) {
      case 'go':
        return void navigate(action.path);
      case 'run':
        return start.mutate({ scheduleId: action.scheduleId, reason: 'Asked for by name' });
      case 'pause':
        return setPaused.mutate({ scheduleId: action.scheduleId, isPaused: action.isPaused });
      case 'update':
        return update();
      case 'update-huts':
        return huts.update();
      case 'read-orders':
        return orders.read();
      case 'fill-slots':
        return slots.fill();
      case 'theme':
        return setPreference('theme', action.theme);
      case 'shortcuts':
        return onShortcuts();
      default:
        return assertNever(action);
    }
  };
}
