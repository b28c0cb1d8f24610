/** Switches for a machine without a screen: no tries at a graphics card, no complaints about a missing system bus. */
export const screenlessSwitches = ['--disable-gpu', '--log-level=3'];

/** Switches for a start without any display, not even a virtual one; they go before the app's folder. */
export const headlessSwitches = ['--ozone-platform=headless', ...screenlessSwitches];

/** Chromium's sandbox cannot start as root, as in containers; anywhere else it stays on. */
export function rootSwitches(platform = process.platform, userId = process.getuid?.()) {
  return platform === 'linux' && userId === 0 ? ['--no-sandbox'] : [];
}
