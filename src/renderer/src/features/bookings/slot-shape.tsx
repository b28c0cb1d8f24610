import type { ReactNode } from 'react';
import { assertNever } from '#shared/errors.ts';
import type { SlotState } from '#shared/model/booking.ts';
import { slotStates, stateWord } from './slot-words.ts';
import './slots.css';

/** The shape of a state, in its colour: an open ring, a clock, a tick on a disc, a dash, bars. */
export function SlotShape({ state }: { readonly state: SlotState }): ReactNode {
  return (
    <svg className="slot-shape" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <Drawing state={state} />
    </svg>
  );
}

function Drawing({ state }: { readonly state: SlotState }): ReactNode {
  switch (state) {
    case 'free':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />;
    case 'held':
      return (
        <>
          <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 6V1.5A4.5 4.5 0 0 1 6 10.5z" fill="currentColor" />
        </>
      );
    case 'paid':
      return (
        <>
          <circle cx="6" cy="6" r="5.5" fill="currentColor" />
          <path className="slot-shape__tick" d="m3.4 6.2 1.9 1.9 3.4-3.9" fill="none" strokeWidth="1.6" />
        </>
      );
    case 'past':
      return <path d="M2 6h8" stroke="currentColor" strokeWidth="2" />;
    case 'unavailable':
      return <path d="M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z" fill="currentColor" />;
    default:
      return assertNever(state);
  }
}

/** A state by shape, word and colour. */
export function SlotMark({ state, word }: { readonly state: SlotState; readonly word?: string }): ReactNode {
  return (
    <span className={`slot-mark slot-mark--${state}`}>
      <SlotShape state={state} />
      <span>{word ?? stateWord(state)}</span>
    </span>
  );
}

/** What the shapes mean. */
export function SlotLegend(): ReactNode {
  return (
    <ul className="slot-legend" aria-label="What the marks mean">
      {slotStates.map((state) => (
        <li key={state}>
          <SlotMark state={state} />
        </li>
      ))}
    </ul>
  );
}
