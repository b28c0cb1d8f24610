import { Copy, FlaskConical, Pause, Pencil, Play, StepForward, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useNow } from '../../lib/clock.ts';
import { scheduleMark, scheduleName, stateSentence } from '../../lib/schedule-words.ts';
import { runMark } from '../../lib/words.ts';
import { Age, Countdown } from '../../ui/age.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuButton } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { OpenDialog } from './schedule-dialogs.tsx';
import { useResume } from './use-schedule-commands.ts';

interface ScheduleRowProps {
  readonly schedule: ScheduleStatus;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onOpen: (dialog: OpenDialog) => void;
  readonly onRemove: (schedule: ScheduleStatus) => void;
}

export function ScheduleRow(props: ScheduleRowProps): ReactNode {
  const { schedule, isActive } = props;
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);
  const items = useRowMenu(props);
  const name = scheduleName(schedule);
  const label = `More actions for ${name}`;
  return (
    <tr>
      <th scope="row">
        <Link
          to={`/schedules/${encodeURIComponent(schedule.id)}`}
          className="row-link"
          tabIndex={isActive ? 0 : -1}
          onFocus={props.onFocus}
          onKeyDown={props.onKeyDown}
          onContextMenu={(event) => {
            event.preventDefault();
            setMenuAt({ x: event.clientX, y: event.clientY });
          }}
        >
          {name}
        </Link>
        <span className="secondary schedule-row__id">{schedule.id}</span>
        <span className="secondary schedule-row__title">{schedule.subject === '' ? '' : schedule.title}</span>
        {menuAt === null ? null : <Menu label={label} items={items} place={menuAt} onClose={() => setMenuAt(null)} />}
      </th>
      <td>
        <State schedule={schedule} />
      </td>
      <td className="col-rule">{schedule.sentence}</td>
      <td className="numeric nowrap">
        {schedule.nextAt === null ? (
          <span className="secondary">none</span>
        ) : (
          <Countdown at={schedule.nextAt} isInRow />
        )}
      </td>
      <td>
        <LastResult schedule={schedule} />
      </td>
      <td className="schedule-row__actions">
        <RowButtons {...props} />
        <MenuButton label={label} items={items} tabIndex={isActive ? 0 : -1} />
      </td>
    </tr>
  );
}

function State({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  const now = useNow(60_000);
  const sentence = stateSentence(schedule, now);
  return (
    <>
      <StateMark {...scheduleMark(schedule)} />
      {sentence === '' ? null : (
        <span className={`secondary schedule-row__why ${schedule.problem === null ? '' : 'failed-text'}`}>
          {sentence}
        </span>
      )}
    </>
  );
}

function LastResult({ schedule: { lastRun } }: { readonly schedule: ScheduleStatus }): ReactNode {
  if (lastRun === null) return <span className="secondary">never ran</span>;
  const { mark, word } = runMark(lastRun.status);
  return (
    <>
      <StateMark mark={mark} word={word} />
      <span className="secondary schedule-row__age">
        <Age at={lastRun.finishedAt ?? lastRun.startedAt ?? lastRun.createdAt} isInRow />
      </span>
    </>
  );
}

function RowButtons({ schedule, isActive, onOpen }: ScheduleRowProps): ReactNode {
  const navigate = useNavigate();
  const { resume, isPending } = useResume();
  const name = scheduleName(schedule);
  const tabIndex = isActive ? 0 : -1;
  return (
    <>
      <IconButton
        label={`Run ${name} now…`}
        icon={<Play size={14} aria-hidden="true" />}
        tabIndex={tabIndex}
        disabled={schedule.problem !== null}
        onClick={() => onOpen({ kind: 'run', schedule })}
      />
      {schedule.pause === null ? (
        <IconButton
          label={`Pause ${name}…`}
          icon={<Pause size={14} aria-hidden="true" />}
          tabIndex={tabIndex}
          onClick={() => onOpen({ kind: 'pause', schedule })}
        />
      ) : (
        <IconButton
          label={`Resume ${name}`}
          icon={<StepForward size={14} aria-hidden="true" />}
          tabIndex={tabIndex}
          disabled={isPending}
          onClick={() => resume(schedule)}
        />
      )}
      <IconButton
        label={`Edit ${name}`}
        icon={<Pencil size={14} aria-hidden="true" />}
        tabIndex={tabIndex}
        onClick={() => void navigate(`/schedules/${encodeURIComponent(schedule.id)}/edit`)}
      />
    </>
  );
}

function useRowMenu({ schedule, onOpen, onRemove }: ScheduleRowProps): readonly MenuItem[] {
  const navigate = useNavigate();
  const id = encodeURIComponent(schedule.id);
  return [
    {
      label: 'Dry run…',
      icon: <FlaskConical size={14} aria-hidden="true" />,
      run: () => onOpen({ kind: 'dry-run', schedule }),
    },
    {
      label: 'Duplicate',
      icon: <Copy size={14} aria-hidden="true" />,
      run: () => void navigate(`/schedules/new?from=${id}`),
    },
    { label: 'Delete', icon: <Trash2 size={14} aria-hidden="true" />, run: () => onRemove(schedule) },
  ];
}
