import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPlace, writePlace } from './window-place.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const place = { x: 100, y: 50, width: 1280, height: 800 };

describe('the place of the window', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rounds-place-'));
    file = join(folder, 'place.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is found again as it was left', () => {
    expect(writePlace(file, place)).toBeNull();
    expect(readPlace(file, screens)).toEqual(place);
  });

  it('is none before it was ever left', () => {
    expect(readPlace(file, screens)).toBeNull();
  });

  it.each([
    ['left of every screen', { ...place, x: -1280 }],
    ['right of every screen', { ...place, x: 1920 }],
    ['below every screen', { ...place, y: 1080 }],
    ['with its title bar above every screen', { ...place, y: -40 }],
  ])('keeps its size alone where it would lie %s', (_where, stored) => {
    writePlace(file, stored);
    expect(readPlace(file, screens)).toEqual({ width: place.width, height: place.height });
  });

  it('may reach over an edge of a screen', () => {
    const partly = { ...place, x: -1279, y: -39 };
    writePlace(file, partly);
    expect(readPlace(file, screens)).toEqual(partly);
  });

  it.each([
    '',
    'null',
    '[]',
    '7',
    '{"x":1,"y":1,"width":1280}',
    '{"x":1,"y":1,"width":"1280","height":800}',
    '{"x":1.5,"y":1,"width":1280,"height":800}',
    '{"x":1,"y":1,"width":959,"height":800}',
    '{"x":1,"y":1,"width":1280,"height":1e300}',
  ])('is none where the file says %j', (text) => {
    writeFileSync(file, text);
    expect(readPlace(file, screens)).toBeNull();
  });

  it('says why it could not be kept', () => {
    expect(writePlace(join(folder, 'nowhere', 'place.json'), place)).toMatchObject({ code: 'ENOENT' });
  });
});
