import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { HeartbeatCell } from '#shared/model/slot.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatTimeOfDay } from '../../lib/format.ts';
import { useRoving } from '../../lib/use-roving.ts';
import { OutcomeBar } from '../../ui/outcome-mark.tsx';
import { stripCells } from './view-model.ts';
import type { StripCell } from './view-model.ts';

const HOUR = 3_600_000;
/** An hour nearer to now than this has no mark: in the smallest window the two would touch. */
const LABEL_ROOM = 2.5 * HOUR;

interface HeartbeatStripProps {
  readonly schedule: ScheduleStatus;
  readonly cells: readonly HeartbeatCell[];
  readonly now: number;
  /** Where the day shown ends; now, or a little later. */
  readonly end: number;
}

/** The cells of a day. One stop of the tab key; arrows walk, Enter opens the run. */
export function HeartbeatStrip({ schedule, cells, now, end }: HeartbeatStripProps): ReactNode {
  const navigate = useNavigate();
  const strip = stripCells(cells, schedule.stepMs, end);
  const { ref, active, setActive, onKeyDown } = useRoving(strip.length);
  const [told, setTold] = useState<StripCell | null>(null);

  return (
    <div className="strip" onPointerLeave={() => setTold(null)}>
      <fieldset ref={ref} className="strip__cells" aria-label={`Slots of ${schedule.subject}, oldest first`}>
        {strip.map((cell, index) => (
          <button
            key={cell.from}
            type="button"
            className="strip__cell"
            style={cssVars({ '--left': cell.left, '--width': cell.width })}
            tabIndex={index === active ? 0 : -1}
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
            <OutcomeBar outcome={cell.outcome} />
          </button>
        ))}
      </fieldset>
      <div className="strip__foot" aria-hidden="true">
        {told === null ? <Hours now={now} end={end} /> : <span className="strip__story">{told.story}</span>}
      </div>
    </div>
  );
}

/** Marks on now, and on every sixth full hour of the viewer's day that leaves it room. */
function Hours({ now, end }: Pick<HeartbeatStripProps, 'now' | 'end'>): ReactNode {
  const start = end - 24 * HOUR;
  const first = new Date(start);
  first.setHours(Math.ceil((first.getHours() + 1) / 6) * 6, 0, 0, 0);
  const hours = [0, 6, 12, 18]
    .map((offset) => first.getTime() + offset * HOUR)
    .filter((at) => at > start && at < now - LABEL_ROOM);
  const left = (at: number): ReturnType<typeof cssVars> => cssVars({ '--left': (at - start) / (24 * HOUR) });
  return (
    <>
      {hours.map((at) => (
        <span key={at} className="strip__hour" style={left(at)}>
          {formatTimeOfDay(at)}
        </span>
      ))}
      <span className="strip__hour strip__hour--now" style={left(now)}>
        now
      </span>
    </>
  );
}
