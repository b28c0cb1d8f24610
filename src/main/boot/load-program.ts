import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

/**
 * Loads the built program. Its files are CommonJS and are read here, not by Node, so that V8 can be given what it made of
 * their text when the program was built: to make it anew at each start takes longer than all that is done with it then.
 * What V8 cannot use, because it is of another version or has other flags, it makes anew.
 */

/** This file stands beside the program that it loads. */
const programFolder = import.meta.dirname;
const chunkFolder = path.join(programFolder, 'chunks');
const cacheFolder = path.join(programFolder, 'code-cache');

/**
 * Modules of Node that are loaded when something of them is first used: Electron makes them anew at each start, and what is
 * only needed for a fetch shall not hold up a window.
 */
const loadedLate = new Set(['node:crypto', 'node:dns', 'node:http', 'node:https', 'node:zlib']);

type Require = (id: string) => unknown;
type Chunk = (exports: object, require: Require, module: { exports: object }) => void;

const fromNode = createRequire(import.meta.url);
const modules = new Map<string, { exports: object }>();
const scripts = new Map<string, Script>();

/** Loads an entry of the program by its file name, as far as that was not done; gives its exports. */
export function loadProgram(entry: string): unknown {
  return load(path.join(programFolder, entry));
}

/**
 * Writes what V8 has made of the program so far for later starts: of all of its chunks, and of functions only where they
 * have run. Returns in how many files.
 */
export function writeCodeCache(): number {
  mkdirSync(cacheFolder, { recursive: true });
  const chunks = readdirSync(chunkFolder).map((name) => path.join(chunkFolder, name));
  for (const file of chunks) {
    const cacheFile = cacheFileOf(file);
    writeFileSync(`${cacheFile}.new`, (scripts.get(file) ?? compile(file)).createCachedData());
    // Whole or not at all, for whoever starts meanwhile.
    renameSync(`${cacheFile}.new`, cacheFile);
  }
  return chunks.length;
}

function load(file: string): unknown {
  const known = modules.get(file);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(file, module);
  const script = compile(file);
  scripts.set(file, script);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is the function that is written around the text below
  const run = script.runInThisContext() as Chunk;
  run(module.exports, (id) => (id.startsWith('.') ? load(path.join(path.dirname(file), id)) : fromOutside(id)), module);
  return module.exports;
}

function fromOutside(id: string): unknown {
  if (!loadedLate.has(id)) return fromNode(id);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- modules of Node are objects
  const module = (): object => fromNode(id) as object;
  return new Proxy(
    {},
    {
      get: (_target, name) => Reflect.get(module(), name) as unknown,
      has: (_target, name) => Reflect.has(module(), name),
      ownKeys: () => Reflect.ownKeys(module()),
      // What the target lacks has to be configurable.
      getOwnPropertyDescriptor: (_target, name) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(module(), name);
        return descriptor === undefined ? undefined : { ...descriptor, configurable: true };
      },
    },
  );
}

const opening = '(function (exports, require, module) {';

function compile(file: string): Script {
  const text = `${opening}${readFileSync(file, 'utf8')}\n})`;
  const cachedData = readCache(file);
  return new Script(text, {
    filename: file,
    columnOffset: -opening.length,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
}

/** Only chunks have one: they are named after their contents, while of any text V8 compares no more than the length. */
function readCache(file: string): Buffer | undefined {
  const cacheFile = cacheFileOf(file);
  return path.dirname(file) === chunkFolder && existsSync(cacheFile) ? readFileSync(cacheFile) : undefined;
}

const cacheFileOf = (file: string): string => path.join(cacheFolder, `${path.basename(file)}.bin`);
