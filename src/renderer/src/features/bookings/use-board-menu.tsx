import { CalendarPlus, Timer } from 'lucide-react';
import { useFillSlots } from '../../lib/runs.ts';
import type { MenuItem } from '../../ui/menu.tsx';

/** What can be done beside looking at the board. */
export function useBoardMenu(onHoldTime: () => void): readonly MenuItem[] {
  const { fill } = useFillSlots();
  return [
    { label: 'Fill the slots now', icon: <CalendarPlus size={14} aria-hidden="true" />, run: fill },
    { label: 'How long holds live', icon: <Timer size={14} aria-hidden="true" />, run: onHoldTime },
  ];
}
