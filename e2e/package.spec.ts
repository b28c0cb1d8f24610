import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { electronSwitches, root } from './hosts/runtime.ts';

const execute = promisify(execFile);

test.describe('the packaged app', () => {
  test.skip(process.platform !== 'linux', 'The packaged folder is looked at on Linux only.');
  test.setTimeout(180_000);

  test('has its fuses set, ignores Node mode and answers on the command line', async () => {
    const testInfo = test.info();
    const output = testInfo.outputPath('dist');
    const args = [join(root, 'scripts/package.mjs'), `--config.directories.output=${output}`];
    await execute(process.execPath, args, { cwd: root, maxBuffer: 10_000_000 });
    const executable = join(output, 'linux-unpacked/rounds');

    const wire = await getCurrentFuseWire(executable);
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);

    const resources = join(output, 'linux-unpacked/resources');
    expect(existsSync(join(resources, 'app.asar'))).toBe(true);
    expect(existsSync(join(resources, 'app'))).toBe(false);

    const { DISPLAY: _display, ...rest } = process.env;
    const environment = { ...rest, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require /nowhere.js' };
    const profile = testInfo.outputPath('profile');
    const { stdout } = await execute(executable, [...electronSwitches(), '--profile', profile, '--list', '--json'], {
      env: environment,
    });
    expect(JSON.parse(stdout)).toMatchObject({ schedules: [] });

    const work = await execute(executable, [...electronSwitches(), '--profile', profile, '--run-once', '--json'], {
      env: environment,
    });
    expect(JSON.parse(work.stdout)).toEqual({ runs: [] });
  });
});
