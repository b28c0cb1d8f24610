import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { cssVars } from '../lib/css-vars.ts';
import './scrub-frame.css';

interface ScrubFrameProps {
  /** What is walked along: `Coverage by day, day shown`. */
  readonly label: string;
  readonly count: number;
  /** The place shown; null for none. */
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
  /** The place under a distance from the left edge, pixels; null where there is none. */
  readonly indexAt: (offset: number) => number | null;
  /** Where the place shown is drawn, pixels from the left edge. */
  readonly x: number;
  readonly width: number;
  /** What a screen reader is told of the place shown. */
  readonly spoken: string;
  /** What stands beside the crosshair; null for nothing. */
  readonly tip: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A drawing that pointer and keys walk along: arrows, Shift for ten, Home, End, Esc. */
export function ScrubFrame(props: ScrubFrameProps): ReactNode {
  const { count, index, onIndex, x, width } = props;
  const last = Math.max(0, count - 1);
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void =>
    onIndex(props.indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left));
  const onKeyDown = (event: KeyboardEvent): void => {
    const current = index ?? count;
    const step = event.shiftKey ? 10 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: current - step,
      ArrowDown: current - step,
      ArrowRight: current + step,
      ArrowUp: current + step,
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target !== undefined) onIndex(Math.max(0, Math.min(last, target)));
    else if (event.key === 'Escape') onIndex(null);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={`scrub ${props.className ?? ''}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold the drawing that it moves along
      role="slider"
      tabIndex={0}
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index ?? last}
      aria-valuetext={index === null ? 'Arrow keys move along the chart' : props.spoken}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onIndex(null)}
      onBlur={() => onIndex(null)}
    >
      {props.children}
      {index === null ? null : (
        <div
          className={`scrub__tip ${x > width / 2 ? 'scrub__tip--left' : ''}`}
          style={cssVars({ '--x': Math.round(x) })}
          aria-hidden="true"
        >
          {props.tip}
        </div>
      )}
    </div>
  );
}
