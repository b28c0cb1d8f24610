import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '..');

test('the demo’s report prints what its first run stored, leaves a picture of the Now page, and ends', async () => {
  const folder = test.info().outputPath('');
  const executable = process.env['ROUNDS_ELECTRON'] ?? 'electron';
  const switches = (process.env['ROUNDS_ELECTRON_ARGS'] ?? '').split(' ').filter((each) => each !== '');
  const profile = test.info().outputPath('profile');
  const args = [...switches, root, '--demo', '--profile', profile, `--demo-report=${folder}`];
  const { stdout } = await execute(executable, args, { env: { ...process.env, XDG_CONFIG_HOME: folder } });

  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/^Building +Status +Busyness +People +Capacity +Best spot$/);
  expect(lines.find((line) => line.startsWith('Harbour Library'))).toMatch(
    / (not_busy|moderate|busy|very_busy|closed) /,
  );
  expect(lines.find((line) => line.startsWith('Old Customs House'))).toMatch(/ no_data +300$/);
  expect(stdout).toContain(join(folder, 'now.png'));
  expect(readFileSync(join(folder, 'now.png')).subarray(1, 4).toString()).toBe('PNG');
});
