import { MoreHorizontal } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconButton } from './button.tsx';

export interface MenuItem {
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface MenuButtonProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly tabIndex?: number;
}

/** A button that opens a menu below itself. */
export function MenuButton({ label, items, tabIndex = 0 }: MenuButtonProps): ReactNode {
  const [place, setPlace] = useState<Place | null>(null);
  const button = useRef<HTMLSpanElement>(null);
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box !== undefined) setPlace({ x: box.right - 176, y: box.bottom + 2 });
  };
  return (
    <>
      <span ref={button} className="menu-button">
        <IconButton
          label={label}
          icon={<MoreHorizontal size={16} aria-hidden="true" />}
          tabIndex={tabIndex}
          aria-haspopup="menu"
          aria-expanded={place !== null}
          onClick={open}
        />
      </span>
      {place === null ? null : <Menu label={label} items={items} place={place} onClose={() => setPlace(null)} />}
    </>
  );
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly place: Place;
  readonly onClose: () => void;
}

/** A menu at a point of the window: arrows, Home, End, Enter, Esc; a click elsewhere closes it. */
export function Menu({ label, items, place, onClose }: MenuProps): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.querySelector('button')?.focus();
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && ref.current?.contains(event.target) === false) close.current();
    };
    const onScroll = (): void => close.current();
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('scroll', onScroll, true);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('scroll', onScroll, true);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const top = Math.max(8, Math.min(place.y, window.innerHeight - items.length * 28 - 24));
  const left = Math.max(8, Math.min(place.x, window.innerWidth - 184));
  return (
    <div
      ref={ref}
      id={id}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className="menu"
      style={{ top, left }}
      onKeyDown={(event) => onMenuKey(event, onClose)}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="menu__item"
          onClick={() => {
            onClose();
            item.run();
          }}
        >
          {item.icon}
          {item.label}
        </button>
      ))}
    </div>
  );
}

function onMenuKey(event: KeyboardEvent<HTMLDivElement>, onClose: () => void): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const goTo = (index: number): void => buttons.at(index % buttons.length)?.focus();
  if (event.key === 'Escape' || event.key === 'Tab') onClose();
  else if (event.key === 'ArrowDown') goTo(at + 1);
  else if (event.key === 'ArrowUp') goTo(at - 1);
  else if (event.key === 'Home') goTo(0);
  else if (event.key === 'End') goTo(-1);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
