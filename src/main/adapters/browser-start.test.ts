import { describe, expect, it } from 'vitest';
import { createBrowserStart, lacksScreen } from './browser-start.ts';

const bare = { platform: 'linux', environment: {}, ozonePlatform: '' } as const;

describe('a browser', () => {
  it.each([
    [{ ...bare }, true],
    [{ ...bare, environment: { DISPLAY: '' } }, true],
    [{ ...bare, ozonePlatform: 'headless' }, false],
    [{ ...bare, environment: { DISPLAY: ':0' } }, false],
    [{ ...bare, environment: { WAYLAND_DISPLAY: 'wayland-0' } }, false],
    [{ ...bare, platform: 'darwin' as const }, false],
  ])('in %j lacks a screen: %s', (place, isLacking) => {
    expect(lacksScreen(place)).toBe(isLacking);
  });

  it('starts once, with the first that wants it, and gives signals back to who listened', async () => {
    let starts = 0;
    const heard: string[] = [];
    const listen = (): void => void heard.push('SIGTERM');
    process.on('SIGTERM', listen);
    const whenReady = async (): Promise<void> => {
      starts += 1;
    };
    const browser = createBrowserStart({ isReady: () => false, whenReady }, { ...bare, ozonePlatform: 'headless' });
    await Promise.all([browser.ready(), browser.ready(), browser.wanted]);
    expect(starts).toBe(1);
    expect(process.listeners('SIGTERM')).toContain(listen);
    process.off('SIGTERM', listen);
  });

  it('that would end the process over a missing screen is refused, naming the switch', async () => {
    const whenReady = (): Promise<void> => Promise.reject(new Error('It would look for a screen.'));
    const browser = createBrowserStart({ isReady: () => false, whenReady }, bare);
    await expect(browser.ready()).rejects.toMatchObject({
      code: 'refused',
      userMessage: expect.stringContaining('--ozone-platform=headless'),
    });
  });
});
