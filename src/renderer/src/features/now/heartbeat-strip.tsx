import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { HeartbeatCell, ScheduleStatus } from '#shared/model/schedule.ts';
import { useNow } from '../../lib/clock.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatTimeOfDay } from '../../lib/format.ts';
import { stripCells, stripEnd } from './view-model.ts';
import type { StripCell } from './view-model.ts';

const HOUR = 3_600_000;

interface HeartbeatStripProps {
  readonly schedule: ScheduleStatus;
  readonly cells: readonly HeartbeatCell[];
}

/** The cells of a day. One stop of the tab key; arrows walk, Enter opens the run. */
export function HeartbeatStrip({ schedule, cells }: HeartbeatStripProps): ReactNode {
  const navigate = useNavigate();
  const now = useNow(60_000);
  const end = stripEnd(cells, schedule.stepMs, now);
  const strip = stripCells(cells, schedule.stepMs, end);
  const row = useRef<HTMLFieldSetElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const [told, setTold] = useState<StripCell | null>(null);
  const tabStop = Math.min(active ?? strip.length - 1, strip.length - 1);

  const goTo = (index: number): void => {
    const target = Math.max(0, Math.min(index, strip.length - 1));
    setActive(target);
    row.current?.querySelectorAll('button')[target]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.key === 'ArrowRight') goTo(index + 1);
    else if (event.key === 'ArrowLeft') goTo(index - 1);
    else if (event.key === 'PageUp') goTo(index - 12);
    else if (event.key === 'PageDown') goTo(index + 12);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(strip.length - 1);
    else return;
    event.preventDefault();
  };

  return (
    <div className="strip" onPointerLeave={() => setTold(null)}>
      <fieldset ref={row} className="strip__cells" aria-label={`Slots of ${schedule.subject}, oldest first`}>
        {strip.map((cell, index) => (
          <button
            key={cell.from}
            type="button"
            className="strip__cell"
            style={cssVars({ '--left': cell.left, '--width': cell.width })}
            tabIndex={index === tabStop ? 0 : -1}
            aria-label={cell.story}
            onClick={() => (cell.runId === null ? undefined : void navigate(`/runs/${encodeURIComponent(cell.runId)}`))}
            onKeyDown={(event) => onKeyDown(event, index)}
            onFocus={() => {
              setActive(index);
              setTold(cell);
            }}
            onBlur={() => setTold(null)}
            onPointerEnter={() => setTold(cell)}
          >
            <span className={`beat beat--${cell.verdict}`} />
          </button>
        ))}
      </fieldset>
      <div className="strip__foot" aria-hidden="true">
        {told === null ? <Hours end={end} /> : <span className="strip__story">{told.story}</span>}
      </div>
    </div>
  );
}

/** Marks on every sixth full hour of the viewer's day. */
function Hours({ end }: { readonly end: number }): ReactNode {
  const start = end - 24 * HOUR;
  const first = new Date(start);
  first.setHours(Math.ceil((first.getHours() + 1) / 6) * 6, 0, 0, 0);
  const hours = [0, 6, 12, 18]
    .map((offset) => first.getTime() + offset * HOUR)
    .filter((at) => at > start && at < end - HOUR);
  return (
    <>
      {hours.map((at) => (
        <span key={at} className="strip__hour" style={cssVars({ '--left': (at - start) / (24 * HOUR) })}>
          {formatTimeOfDay(at)}
        </span>
      ))}
      <span className="strip__hour strip__hour--now">now</span>
    </>
  );
}
