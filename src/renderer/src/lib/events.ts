import type { QueryClient } from '@tanstack/react-query';
import type { OperationName } from '#shared/contract/index.ts';
import type { Run } from '#shared/model/run.ts';
import { subscribe } from './api.ts';
import { announce } from './notices.ts';
import { isRunning, runOutcome } from './words.ts';

function readAnew(client: QueryClient, names: readonly OperationName[]): void {
  for (const name of names) void client.invalidateQueries({ queryKey: [name] });
}

/** Puts a run's newest value into the lists that show it, so progress moves without a question per step. */
function placeRun(client: QueryClient, run: Run): boolean {
  let isKnown = false;
  client.setQueriesData<readonly Run[]>({ queryKey: ['runs.recent'] }, (runs) => {
    if (runs === undefined) return runs;
    isKnown = isKnown || runs.some((each) => each.id === run.id);
    return isKnown ? runs.map((each) => (each.id === run.id ? run : each)) : [run, ...runs];
  });
  return isKnown;
}

function onRunChanged(client: QueryClient, run: Run, spoken: Set<string>): void {
  const isKnown = placeRun(client, run);
  void client.invalidateQueries({ queryKey: ['runs.get', { id: run.id }] });
  if (isRunning(run)) {
    if (!isKnown) readAnew(client, ['schedules.list', 'schedules.heartbeats']);
    return;
  }
  readAnew(client, ['runs.recent', 'schedules.list', 'schedules.heartbeats', 'now.view', 'app.hosts']);
  readAnew(client, ['occupancy.list', 'occupancy.building', 'occupancy.checks']);
  if (run.trigger !== 'manual' || spoken.has(run.id)) return;
  spoken.add(run.id);
  announce(runOutcome(run), run.status === 'succeeded' || run.status === 'canceled' ? 'info' : 'failed');
}

/** Reads anew what the main process says has changed. Returns what ends it. */
export function followEvents(client: QueryClient, navigate: (path: string) => void): () => void {
  const spoken = new Set<string>();
  const ends = [
    subscribe('run.changed', (run) => onRunChanged(client, run, spoken)),
    subscribe('schedules.changed', (schedules) => {
      client.setQueryData(['schedules.list', {}], schedules);
      readAnew(client, ['schedules.heartbeats', 'now.view']);
    }),
    subscribe('occupancy.changed', () => {
      readAnew(client, ['occupancy.list', 'occupancy.building', 'occupancy.history', 'occupancy.states']);
      readAnew(client, ['occupancy.checks', 'now.view', 'sources.list', 'sources.suggestions']);
    }),
    subscribe('sources.changed', () =>
      readAnew(client, ['sources.list', 'sources.suggestions', 'app.hosts', 'occupancy.list']),
    ),
    subscribe('app.navigated', ({ path }) => navigate(path)),
  ];
  return () => {
    for (const end of ends) end();
  };
}
