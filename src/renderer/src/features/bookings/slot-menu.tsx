import { CalendarOff, CalendarPlus, Copy, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BookingSlot } from '#shared/model/booking.ts';
import { useNow } from '../../lib/clock.ts';
import { copyText } from '../../lib/copy-text.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Menu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { slotSentence } from './slot-words.ts';

/** A slot whose menu is open, and where. */
export interface SlotMenuPlace {
  readonly slot: BookingSlot;
  readonly serviceName: string;
  readonly timeZone: string;
  readonly x: number;
  readonly y: number;
}

interface SlotMenuProps {
  readonly place: SlotMenuPlace;
  readonly onOpen: (slotId: string) => void;
  readonly onClose: () => void;
}

/** What can be done to a slot without opening it. */
export function SlotMenu({ place, onOpen, onClose }: SlotMenuProps): ReactNode {
  const { slot, serviceName, timeZone } = place;
  const now = useNow(60_000);
  const setAvailable = useCommand('bookings.setAvailable');
  const turn = (isAvailable: boolean): void =>
    setAvailable.mutate({ slotId: slot.id, version: slot.version, isAvailable });
  const items: readonly MenuItem[] = [
    {
      label: 'Open the slot',
      icon: <PanelRightOpen size={14} aria-hidden="true" />,
      run: () => onOpen(slot.id),
    },
    slot.isAvailable
      ? { label: 'Take off the board', icon: <CalendarOff size={14} aria-hidden="true" />, run: () => turn(false) }
      : { label: 'Put back on the board', icon: <CalendarPlus size={14} aria-hidden="true" />, run: () => turn(true) },
    {
      label: 'Copy in words',
      icon: <Copy size={14} aria-hidden="true" />,
      run: () => {
        if (copyText(slotSentence(slot, serviceName, timeZone, now))) announce('Copied the slot in words.');
      },
    },
  ];
  return <Menu label="Slot" items={items} place={place} onClose={onClose} />;
}
