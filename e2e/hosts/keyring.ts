import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import { processesWith } from './processes.ts';

/** A message bus with a keyring on it that is open. */
export interface Keyring {
  /** What a program needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Whether this machine has the keyring of GNOME. */
export function hasKeyring(): boolean {
  const folders = (process.env['PATH'] ?? '').split(':');
  return process.platform === 'linux' && folders.some((folder) => existsSync(join(folder, 'gnome-keyring-daemon')));
}

/** Starts a message bus of its own, with GNOME's keyring in a folder unless `isEmpty`. */
export async function startKeyring(folder: string, { isEmpty = false } = {}): Promise<Keyring> {
  mkdirSync(folder, { recursive: true });
  const configuration = join(folder, 'bus.conf');
  if (isEmpty) writeFileSync(configuration, emptyBus(folder));
  const kind = isEmpty ? `--config-file=${configuration}` : '--session';
  const bus = spawn('dbus-daemon', [kind, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    bus.once('error', reject);
    createInterface(bus.stdout).once('line', resolve);
  });
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_DATA_HOME: folder,
    XDG_RUNTIME_DIR: folder,
    // Chromium takes a keyring only where it knows the desktop.
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  if (!isEmpty) await openKeyring(env);
  return {
    env,
    close: async () => {
      const gone = once(bus, 'exit');
      bus.kill();
      await gone;
      // The keyring ends with its bus.
      await expect.poll(() => processesWith('XDG_DATA_HOME', folder)).toEqual([]);
    },
  };
}

/** A bus that starts nobody: a keyring that is installed would be started by whoever asks for it, and ask for a password. */
function emptyBus(folder: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

async function openKeyring(env: Readonly<Record<string, string>>): Promise<void> {
  const starter = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  starter.stdin.end('the keyring of a test');
  // It goes on in another process once the keyring is open.
  await once(starter, 'exit');
}
