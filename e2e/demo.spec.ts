import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { electronPath, electronSwitches, root } from './hosts/runtime.ts';

const execute = promisify(execFile);

test('the demo’s report prints what its first run stored, leaves a picture of the Now page, and ends', async () => {
  const folder = test.info().outputPath('');
  const profile = test.info().outputPath('profile');
  const args = [...electronSwitches(), root, '--demo', '--profile', profile, `--demo-report=${folder}`];
  const { stdout } = await execute(electronPath(), args, { env: { ...process.env, XDG_CONFIG_HOME: folder } });

  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/^Building +Status +Busyness +People +Capacity +Best spot$/);
  expect(lines.find((line) => line.startsWith('Harbour Library'))).toMatch(
    / (not_busy|moderate|busy|very_busy|closed) /,
  );
  expect(lines.find((line) => line.startsWith('Old Customs House'))).toMatch(/ no_data +300$/);
  expect(stdout).toContain(join(folder, 'now.png'));
  expect(readFileSync(join(folder, 'now.png')).subarray(1, 4).toString()).toBe('PNG');
});
