import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { checkWithoutCompiling } from './zod-setup.ts';

/** Loads zod where the global of that name stands, checks an object, and says how often code was made from text. */
const checkInThread = `
  const { parentPort, workerData } = require('node:worker_threads');
  if (workerData !== undefined) globalThis.__zod_globalConfig = workerData;
  const { z } = require('zod');
  let made = 0;
  globalThis.Function = new Proxy(Function, { construct: (...all) => ((made += 1), Reflect.construct(...all)) });
  z.object({ a: z.string() }).parse({ a: 'b' });
  parentPort.postMessage(made);
`;

async function codeMade(workerData: unknown): Promise<unknown> {
  const [made]: unknown[] = await once(new Worker(checkInThread, { eval: true, workerData }), 'message');
  return made;
}

it('keeps zod from making code from text', async () => {
  expect(await codeMade(undefined)).not.toBe(0);
  checkWithoutCompiling();
  const set: unknown = Reflect.get(globalThis, '__zod_globalConfig');
  Reflect.deleteProperty(globalThis, '__zod_globalConfig');
  expect(await codeMade(set)).toBe(0);
});
