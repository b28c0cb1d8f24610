import type { JobInfo } from '#shared/contract/runs.ts';
import type { ScheduleDetail, SchedulePlan, SchedulePreview } from '#shared/contract/schedules.ts';
import { Schedule } from '#shared/model/schedule.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { MINUTE, sampleSchedule } from './samples.ts';

/** Values for tests of schedules, every one valid under the contract. */

export function sampleJob(): JobInfo {
  return {
    kind: 'occupancy.update',
    title: 'Update building occupancy',
    description: 'Asks each Waitz school once how full its buildings are.',
    parameters: {
      type: 'object',
      properties: {
        sourceId: { type: 'string' },
        buildings: { type: 'array', items: { type: 'string' } },
        waitzId: { type: 'string' },
      },
    },
    defaultEvery: 'PT10M',
    sourceKinds: ['waitz'],
    isPlanned: false,
  };
}

export function sampleStored(overrides: Partial<Schedule> = {}): Schedule {
  return Schedule.parse({
    id: 'ucsd',
    job: 'occupancy.update',
    params: { sourceId: 'ucsd' },
    every: 'PT10M',
    timeZone: 'UTC',
    ...overrides,
  });
}

export function sampleScheduleDetail(
  now: number,
  schedule: Schedule | null = sampleStored(),
  status: Partial<ScheduleStatus> = {},
): ScheduleDetail {
  return { schedule, status: sampleSchedule({ now, ...status }) };
}

export function samplePlan(now: number, overrides: Partial<SchedulePlan> = {}): SchedulePlan {
  const first = now - (now % MINUTE) + MINUTE;
  return {
    sentence: 'Every 10 minutes',
    next: Array.from({ length: 10 }, (_, index) => {
      const plannedAt = first + index * 10 * MINUTE;
      return { plannedAt, startAt: plannedAt, insteadOf: [] };
    }),
    dstDays: [],
    load: [{ host: 'waitz.io', requests: 144, otherRequests: 10, requestsPerDay: 2000 }],
    ...overrides,
  };
}

export function samplePreview(now: number, overrides: Partial<SchedulePreview> = {}): SchedulePreview {
  return { problems: [], plan: samplePlan(now), stored: null, differences: [], ...overrides };
}
