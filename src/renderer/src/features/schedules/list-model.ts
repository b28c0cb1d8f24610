import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { formatCount } from '../../lib/format.ts';

/** States that the list can be narrowed to, as the address and the control call them. */
export const stateFilters = {
  any: 'All states',
  attention: 'Needs you',
  active: 'Active',
  running: 'Running',
  waiting: 'Waiting',
  paused: 'Paused',
  failed: 'Failed',
} as const;

export type StateFilter = keyof typeof stateFilters;

export interface ScheduleView {
  readonly search: string;
  readonly state: StateFilter;
}

function isStateFilter(value: string): value is StateFilter {
  return Object.hasOwn(stateFilters, value);
}

/** What the address says about the list. */
export function readView(params: URLSearchParams): ScheduleView {
  const state = params.get('state') ?? 'any';
  return { search: params.get('q') ?? '', state: isStateFilter(state) ? state : 'any' };
}

/** Whether a person has to do something before it goes well again. */
function needsPerson({ problem, state, pause }: ScheduleStatus): boolean {
  return problem !== null || state === 'failed' || pause?.by === 'failures';
}

/** The schedules that fit, in their given order: by need. */
export function visibleSchedules(
  schedules: readonly ScheduleStatus[],
  { search, state }: ScheduleView,
): readonly ScheduleStatus[] {
  const words = search
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return schedules.filter((schedule) => {
    const { id, title, subject, sentence, kind } = schedule;
    const text = [id, title, subject, sentence, kind].join(' ').toLocaleLowerCase();
    return words.every((word) => text.includes(word)) && fitsState(schedule, state);
  });
}

function fitsState(schedule: ScheduleStatus, state: StateFilter): boolean {
  if (state === 'any') return true;
  return state === 'attention' ? needsPerson(schedule) : schedule.state === state;
}

/** The list in a sentence: `3 schedules, 1 under way, 1 needs you.` */
export function listSentence(schedules: readonly ScheduleStatus[]): string {
  if (schedules.length === 0) return 'Nothing is planned yet.';
  const count = (isMeant: (schedule: ScheduleStatus) => boolean): number => schedules.filter(isMeant).length;
  const needing = count(needsPerson);
  const running = count(({ state }) => state === 'running');
  const paused = count(({ state }) => state === 'paused');
  const parts = [
    formatCount(schedules.length, 'schedule', 'schedules'),
    running > 0 ? `${running} under way` : '',
    paused > 0 ? `${paused} paused` : '',
    needing > 0 ? `${needing} ${needing === 1 ? 'needs' : 'need'} you` : 'none needs you',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}
