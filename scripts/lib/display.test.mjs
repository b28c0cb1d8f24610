import { describe, expect, it } from 'vitest';
import { displayCommand, hasDisplay, missingLibraries } from './display.mjs';

describe('displayCommand', () => {
  it('wraps a command in a virtual display and a message bus where there is no display', () => {
    expect(displayCommand('app', ['--a', 'b c'], { env: {}, platform: 'linux' })).toEqual({
      command: 'xvfb-run',
      args: ['-a', '-s', '-screen 0 1920x1080x24', 'dbus-run-session', '--', 'app', '--a', 'b c'],
      isVirtual: true,
    });
  });

  /** @type {[string, NodeJS.ProcessEnv, NodeJS.Platform][]} */
  const displays = [
    ['an X display', { DISPLAY: ':0' }, 'linux'],
    ['a Wayland display', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux'],
    ['macOS', {}, 'darwin'],
    ['Windows', {}, 'win32'],
  ];
  it.each(displays)('leaves a command alone on %s', (_name, env, platform) => {
    expect(displayCommand('app', ['x'], { env, platform })).toEqual({ command: 'app', args: ['x'], isVirtual: false });
  });

  it('takes an empty DISPLAY for none', () => {
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
  });
});

describe('missingLibraries', () => {
  it('names what ldd did not find', () => {
    const text =
      '\tlibm.so.6 => /lib/libm.so.6 (0x1)\n\tlibnss3.so => not found\n\tlibgbm.so.1 => not found\n\tlinux-vdso.so.1 (0x2)\n';
    expect(missingLibraries(text)).toEqual(['libnss3.so', 'libgbm.so.1']);
    expect(missingLibraries('\tstatically linked\n')).toEqual([]);
  });
});
