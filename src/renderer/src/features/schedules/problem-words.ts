import type { FieldProblem } from '#shared/contract/schedules.ts';
import { sentenceOf } from '../../lib/schedule-words.ts';
import { labelOf } from './parameters.ts';

const labels: Readonly<Record<string, string>> = {
  id: 'Id',
  job: 'Job',
  params: 'Parameters',
  every: 'Interval',
  dailyAt: 'Times of day',
  cron: 'Cron rule',
  timeZone: 'Time zone',
  activeHours: 'Active hours',
  jitterSeconds: 'Spread of starts',
  overlap: 'While a run is still going on',
  missed: 'Missed runs',
  retry: 'Attempts',
  'retry.attempts': 'Attempts',
  'retry.backoffSeconds': 'First wait',
  timeoutSeconds: 'Time limit',
  pauseAfterFailures: 'Pause after failures',
  runAtStart: 'Run at start',
  enabled: 'Switched on',
};

/** What a field of a schedule is called on the form; one that has no name yet keeps its own. */
export function fieldLabel(field: string): string {
  const [, parameter] = /^params\.(.+)$/.exec(field) ?? [];
  return parameter === undefined ? (labels[field] ?? field) : labelOf(parameter);
}

/** A field's place in words: `Active hours, window 2, from`. */
function pathLabel(path: FieldProblem['path']): string {
  const [root, ...rest] = path;
  if (root === 'params' && rest.length > 0) return rest.map(String).join(', ');
  const whole = labels[path.join('.')];
  if (whole !== undefined) return whole;
  const item = root === 'activeHours' ? 'window' : 'entry';
  const parts = rest.map((part) => (typeof part === 'number' ? `${item} ${part + 1}` : part));
  return [fieldLabel(String(root ?? 'schedule')), ...parts].join(', ');
}

/** A problem that stands alone: `Time zone is not known here.` */
export function problemSentence({ path, message }: FieldProblem): string {
  return sentenceOf(`${pathLabel(path)} ${message}`);
}
