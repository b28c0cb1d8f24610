// Draws the icons in `resources/`: run it again after changing a shape or colour (`node scripts/make-icons.mjs`).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { inRoot } from './lib/paths.mjs';

/** Subpixels per side; edges come out smooth. */
const samples = 4;

/** Red, green and blue, 0–255. @typedef {readonly [number, number, number]} Colour */

/**
 * The colour of a point on a square from -1 to 1, null where nothing is.
 * @typedef {(x: number, y: number) => Colour | null} Picture
 */

/** @param {number} x @param {number} y @param {number} outer @param {number} inner */
const inRing = (x, y, outer, inner) => Math.hypot(x, y) <= outer && Math.hypot(x, y) >= inner;

/**
 * Shapes on a square from -1 to 1: true inside.
 * @satisfies {Record<string, (x: number, y: number) => boolean>}
 */
const shapes = {
  disc: (x, y) => Math.hypot(x, y) <= 0.7,
  ring: (x, y) => inRing(x, y, 0.8, 0.45),
  bars: (x, y) => Math.abs(y) <= 0.65 && Math.abs(Math.abs(x) - 0.36) <= 0.2,
  cross: (x, y) => Math.abs(Math.abs(x) - Math.abs(y)) <= 0.24 && Math.max(Math.abs(x), Math.abs(y)) <= 0.75,
  halfMoon: (x, y) => Math.hypot(x, y) <= 0.75 && Math.hypot(x - 0.4, y - 0.1) >= 0.62,
  clock: (x, y) =>
    inRing(x, y, 0.82, 0.64) ||
    (Math.abs(x) <= 0.09 && y <= 0.05 && y >= -0.5) ||
    (Math.abs(y) <= 0.09 && x >= -0.05 && x <= 0.4),
};

/**
 * The tray's icon for each state.
 * @type {{ state: string, isInside: (x: number, y: number) => boolean, colour: Colour }[]}
 */
const trayIcons = [
  { state: 'idle', isInside: shapes.ring, colour: [0x6b, 0x72, 0x80] },
  { state: 'active', isInside: shapes.disc, colour: [0x1f, 0x9d, 0x57] },
  { state: 'running', isInside: shapes.ring, colour: [0x2f, 0x74, 0xd0] },
  { state: 'paused', isInside: shapes.bars, colour: [0x80, 0x86, 0x8f] },
  { state: 'waiting', isInside: shapes.halfMoon, colour: [0x12, 0x8f, 0x93] },
  { state: 'failed', isInside: shapes.cross, colour: [0xd1, 0x3b, 0x3b] },
];

/** Electron takes the `@2x` file for screens of twice the density. */
const traySizes = [
  { suffix: '', sizePx: 16 },
  { suffix: '@2x', sizePx: 32 },
];

const folder = inRoot('resources');
mkdirSync(folder, { recursive: true });
for (const { state, isInside, colour } of trayIcons) {
  for (const { suffix, sizePx } of traySizes) {
    const pixels = draw(sizePx, (x, y) => (isInside(x, y) ? colour : null));
    writeFileSync(join(folder, `tray-${state}${suffix}.png`), encodePng(sizePx, pixels));
  }
}
writeFileSync(join(folder, 'icon.png'), encodePng(256, draw(256, appIcon)));

/** The app's own icon: a clock face on a rounded square. @type {Picture} */
function appIcon(x, y) {
  const corner = 0.42;
  const beyond = Math.hypot(Math.max(0, Math.abs(x) - (0.94 - corner)), Math.max(0, Math.abs(y) - (0.94 - corner)));
  if (beyond > corner) return null;
  return shapes.clock(x / 0.72, y / 0.72) ? [0xff, 0xff, 0xff] : [0x2b, 0x4f, 0x8f];
}

/**
 * Pixels of a picture as rows of RGBA, each averaged over its subpixels.
 * @param {number} sizePx @param {Picture} colourAt
 */
function draw(sizePx, colourAt) {
  const pixels = Buffer.alloc(sizePx * sizePx * 4);
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      pixels.set(average(sizePx, row, column, colourAt), (row * sizePx + column) * 4);
    }
  }
  return pixels;
}

/**
 * One pixel: the mean colour of its subpixels that have one, opaque in proportion to how many they are.
 * @param {number} sizePx @param {number} row @param {number} column @param {Picture} colourAt
 * @returns {[red: number, green: number, blue: number, alpha: number]}
 */
function average(sizePx, row, column, colourAt) {
  const sum = { red: 0, green: 0, blue: 0 };
  let hits = 0;
  for (let index = 0; index < samples * samples; index += 1) {
    const x = ((column + ((index % samples) + 0.5) / samples) / sizePx) * 2 - 1;
    const y = ((row + (Math.floor(index / samples) + 0.5) / samples) / sizePx) * 2 - 1;
    const colour = colourAt(x, y);
    if (colour === null) continue;
    hits += 1;
    sum.red += colour[0];
    sum.green += colour[1];
    sum.blue += colour[2];
  }
  if (hits === 0) return [0, 0, 0, 0];
  const alpha = Math.round((255 * hits) / (samples * samples));
  return [Math.round(sum.red / hits), Math.round(sum.green / hits), Math.round(sum.blue / hits), alpha];
}

/** A PNG file of 8-bit RGBA pixels (https://www.w3.org/TR/png-3/). @param {number} sizePx @param {Buffer} pixels */
function encodePng(sizePx, pixels) {
  const rows = Buffer.alloc(sizePx * (sizePx * 4 + 1));
  for (let row = 0; row < sizePx; row += 1)
    pixels.copy(rows, row * (sizePx * 4 + 1) + 1, row * sizePx * 4, (row + 1) * sizePx * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
