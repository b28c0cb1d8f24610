import type { Job } from './engine/jobs/define-job.ts';

/** The text of `--help`; the jobs' own flags come from the registry. */
export function helpText(jobs: readonly Job[]): string {
  const own = jobs.flatMap((job) => [
    `      ${job.kind}: ${job.title.toLowerCase()}`,
    ...Object.entries(job.flags).map(([name, flag]) =>
      line(`        --${name}${flag.kind === 'switch' ? '' : ` ${flag.valueName}`}`, flag.description),
    ),
  ]);
  return [
    'Rounds watches over things that change. Without a command it opens its window.',
    '',
    'Usage: rounds [COMMAND] [FLAGS]',
    '',
    line('  --run-once', 'run what is due once, then exit; named jobs run whether due or not'),
    line('      --job KIND|ID', 'a job kind or a schedule; repeatable'),
    line(
      '      --all',
      'every schedule, and every job without one that only looks; with --job, all its targets, due or not',
    ),
    line('      --dry-run', 'say what would change, store nothing but the run itself'),
    line('      --apply-plan RUN', 'do exactly what the plan of that held or dry run says'),
    line('      --confirm TEXT', 'what such a plan asks to be typed'),
    line('      --undo RUN', 'take back what that run changed; rows touched since stay as they are'),
    line('      --json', 'exactly one JSON document on stdout'),
    line('      --verbose', 'list the changes; more on stderr'),
    ...own,
    line('  --worker', 'schedule without a window until it is stopped; beside a window it stands by'),
    line('  --list [--json]', 'jobs, schedules, next runs, states'),
    line('  --check [--json]', 'health; exit code 1 where something needs a person'),
    line('  --import-config FILE', 'check the whole file, then apply all of it'),
    line('  --export-config FILE', 'write the configuration; - for stdout'),
    line('  --export DATASET', 'occupancy, occupancy-history, hut-availability, hut-availability-history, runs,'),
    line('', 'schedule-slots, booking-slots, reservations, work-orders, work-order-changes'),
    line('      --format F', 'csv, json or ndjson (csv)'),
    line('      --from T --to T', 'ISO dates or instants; from inclusive, to exclusive'),
    line('      --out FILE|-', 'where to write (stdout)'),
    line('      --include-personal', 'reservations: for whom they are, too'),
    line('  --profile DIR', 'data folder (also ROUNDS_PROFILE)'),
    line('  --demo', 'sample sites on loopback and a profile filled from them'),
    line('  --help, --version', ''),
    '',
    'Exit codes: 0 good or nothing due, 1 a job failed or is held, or not healthy, 2 wrong usage or configuration, 3 some',
    'checks failed, 4 the database cannot be used, 130 and 143 ended by a signal (0 for a worker).',
    '',
  ].join('\n');
}

function line(flags: string, meaning: string): string {
  return `${flags.padEnd(30)} ${meaning}`.trimEnd();
}
