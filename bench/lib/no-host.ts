import type { EngineOptions } from '../../src/main/engine/engine.ts';

/** Does nothing, where nothing is to be done. */
export const ignore = (): void => undefined;

/** Stands in for what a benchmark never asks. */
export const never = (): never => {
  throw new Error('This is not asked in a benchmark.');
};

/** No program around the engine. */
export const noHost: EngineOptions['host'] = {
  info: never,
  restart: ignore,
  keepPreference: ignore,
  openLink: never,
  startsAtLogin: never,
  setStartsAtLogin: never,
};
