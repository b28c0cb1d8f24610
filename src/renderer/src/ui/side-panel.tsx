import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { cssVars } from '../lib/css-vars.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { usePanelWidth } from '../lib/use-panel-width.ts';
import { IconButton } from './button.tsx';
import './side-panel.css';

interface SidePanelProps {
  /** What it is about; another thing takes the focus anew. */
  readonly about: string;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The details of one thing beside the list it was chosen from: resizable, closed by Esc, never in the way of the list. */
export function SidePanel({ about, title, onClose, children }: SidePanelProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef<Element | null>(null);
  const { width, least, most, setWidth } = usePanelWidth();
  useEffect(() => {
    const active = document.activeElement;
    // Walking on inside the panel keeps the way back to where it was opened from.
    if (heading.current?.closest('aside')?.contains(active) !== true) before.current = active;
    heading.current?.focus({ preventScroll: true });
  }, [about]);
  const close = (): void => {
    onClose();
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
  };
  useShortcut('escape', 'Close the details', close);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc of everything inside bubbles up to here
    <aside
      className="side-panel"
      aria-label="Details"
      style={cssVars({ '--panel': `${String(width)}px` })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || isInDialog(event.target)) return;
        event.stopPropagation();
        close();
      }}
    >
      <Grip width={width} least={least} most={most} onWidth={setWidth} />
      <header className="side-panel__head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton label="Close the details (Esc)" icon={<X size={16} aria-hidden="true" />} onClick={close} />
      </header>
      <div className="side-panel__body">{children}</div>
    </aside>
  );
}

/** A question asked from here takes its own Esc. */
function isInDialog(target: EventTarget): boolean {
  return target instanceof Element && target.closest('dialog') !== null;
}

interface GripProps {
  readonly width: number;
  readonly least: number;
  readonly most: number;
  readonly onWidth: (width: number) => void;
}

const STEP = 20;

/** The left edge: dragged, or moved by the arrow keys. */
function Grip({ width, least, most, onWidth }: GripProps): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? STEP : event.key === 'ArrowRight' ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    onWidth(width + by);
  };
  return (
    <div
      className="side-panel__grip"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a rule of the text cannot be moved
      role="separator"
      aria-label="Width of the details"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard moves it too
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        const right = event.currentTarget.parentElement?.getBoundingClientRect().right;
        if (right !== undefined && event.currentTarget.hasPointerCapture(event.pointerId))
          onWidth(Math.round(right - event.clientX));
      }}
    />
  );
}
