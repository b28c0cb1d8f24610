import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { electronPath, root } from './hosts/runtime.ts';

const built = join(root, 'out/main');

test('every chunk of the program has what V8 made of it beside it', () => {
  const caches = readdirSync(join(built, 'code-cache')).filter((name) => name.endsWith('.bin'));
  expect(caches.toSorted()).toEqual(
    readdirSync(join(built, 'chunks'))
      .map((name) => `${name}.bin`)
      .toSorted(),
  );
});

/** A program of an entry and two chunks that need one another, with the loader of the product. */
function writeProgram(folder: string): void {
  mkdirSync(join(folder, 'chunks'), { recursive: true });
  copyFileSync(join(built, 'load-program.mjs'), join(folder, 'load-program.mjs'));
  writeFileSync(join(folder, 'index.cjs'), 'exports.answer = () => require("./chunks/a-1.cjs").answer();');
  const a = 'const b = require("./b-2.cjs"); exports.six = 6; exports.answer = () => exports.six * b.seven();';
  writeFileSync(join(folder, 'chunks/a-1.cjs'), a);
  // What is loaded late can be asked, copied and searched like what is not.
  const b = `const a = require("./a-1.cjs"), hash = require("node:crypto"), zip = require("node:zlib");
    const isWhole = typeof { ...zip }.gzipSync === 'function' && 'gzipSync' in zip && !('nothing' in zip);
    exports.seven = () => (isWhole ? a.six + hash.createHash('md5').digest().length - 15 : 0);`;
  writeFileSync(join(folder, 'chunks/b-2.cjs'), b);
  const run = `import { loadProgram, writeCodeCache } from './load-program.mjs';
    process.stdout.write(String(loadProgram('index.cjs').answer()));
    if (process.argv[2] === 'write') process.stdout.write(' written ' + writeCodeCache());`;
  writeFileSync(join(folder, 'run.mjs'), run);
}

function run(folder: string, ...args: string[]): string {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout, stderr } = spawnSync(electronPath(), [join(folder, 'run.mjs'), ...args], { env, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

test('a program runs the same with a cache, without one and with one that is broken', ({ home }) => {
  const folder = join(home, 'program');
  writeProgram(folder);
  expect(run(folder)).toBe('42');
  expect(existsSync(join(folder, 'code-cache'))).toBe(false);
  expect(run(folder, 'write')).toBe('42 written 2');
  const caches = readdirSync(join(folder, 'code-cache')).map((name) => join(folder, 'code-cache', name));
  expect(caches.map((file) => basename(file))).toEqual(['a-1.cjs.bin', 'b-2.cjs.bin']);
  expect(run(folder)).toBe('42');
  const [first = '', second = ''] = caches;
  writeFileSync(first, 'nonsense');
  writeFileSync(second, readFileSync(second).subarray(0, 100));
  expect(run(folder)).toBe('42');
});
