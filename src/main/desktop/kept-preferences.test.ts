import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPreferences } from './kept-preferences.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rounds-preferences-'));
  file = join(folder, 'preferences.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the choices for the window', () => {
  it('are none before the first, and found again after', () => {
    const preferences = openPreferences(file);
    expect(preferences.read()).toBeNull();
    expect(preferences.keep('theme', 'dark')).toBeNull();
    expect(preferences.keep('lastPage', '/huts?beds=4')).toBeNull();
    expect(preferences.keep('theme', 'light')).toBeNull();
    const all = { theme: 'light', lastPage: '/huts?beds=4' };
    expect(preferences.read()).toEqual(all);
    expect(openPreferences(file).read()).toEqual(all);
    expect(readdirSync(folder)).toEqual(['preferences.json']);
  });

  it('leave out what is no choice', () => {
    writeFileSync(file, '{"theme":"dark","sidebar":7,"__proto__":"x","colour":"red"}');
    expect(openPreferences(file).read()).toEqual({ theme: 'dark' });
  });

  it.each(['', '{"theme":"da', 'null', '"dark"', '7'])('are none in a file with %j', (text) => {
    writeFileSync(file, text);
    expect(openPreferences(file).read()).toBeNull();
  });

  it('hold for the running window where they cannot be written', () => {
    mkdirSync(file);
    const preferences = openPreferences(file);
    expect(preferences.keep('theme', 'dark')).toBeInstanceOf(Error);
    expect(preferences.read()).toEqual({ theme: 'dark' });
  });
});
