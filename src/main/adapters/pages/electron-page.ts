import type { BrowserWindow, Session } from 'electron';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../../engine/ports.ts';
import type { PageOptions, RenderedPage } from '../../engine/rendered-pages.ts';
import { placeOf } from '../../engine/sources/name-source.ts';
import type { PageDocuments } from './page-documents.ts';
import type { PageFate, StepOptions } from './page-fate.ts';
import type { PagePace } from './page-pace.ts';
import { cookiesOf } from './page-session.ts';
import {
  clickScript,
  emptyFieldsScript,
  htmlScript,
  readScript,
  restoreFieldsScript,
  typeScript,
  waitScript,
} from './page-scripts.ts';
import { isWithin, strayError, tooLongError } from './page-walls.ts';
import type { PageWorld } from './page-world.ts';

/** What the steps of a page work on. */
export interface PageParts {
  readonly window: BrowserWindow;
  readonly session: Session;
  readonly world: PageWorld;
  readonly documents: PageDocuments;
  readonly fate: PageFate;
  readonly pace: PagePace;
  readonly options: PageOptions;
  readonly clock: Clock;
  /** Lets go of everything. */
  close(): Promise<void>;
}

const Text = z.union([
  z.object({ text: z.string() }).transform(({ text }) => ({ text, isTooLong: false })),
  z.object({ tooLong: z.literal(true) }).transform(() => ({ text: '', isTooLong: true })),
]);

const Sight = z.object({ found: z.string(), outline: z.unknown() });

/** A picture that was not taken after this never is, milliseconds. */
const pictureLimitMs = 5_000;

/** The steps of one page. */
export function createPage(parts: PageParts): RenderedPage {
  const { window, session, world, fate, pace, options } = parts;
  const { origin } = options;
  const { webContents } = window;
  const url = (): string => (window.isDestroyed() ? '' : webContents.getURL());
  const here = (): string => (isWithin(url(), origin) ? placeOf(url()) : placeOf(origin));
  return {
    goTo: (target) => goTo(parts, target),
    url,
    async waitUntil(condition) {
      const value = await pace.waiting(() => insist(parts, waitScript(condition)));
      const { found, outline } = Sight.parse(value);
      const place = here();
      return { found, html: documentOf(value, place), outline: outline === null ? null : documentOf(outline, place) };
    },
    async read(selector) {
      const value = await insist(parts, readScript(selector));
      return value === null ? null : textOf(value, here());
    },
    async type(selector, text) {
      if ((await insist(parts, typeScript(selector, text))) === true) return;
      throw new AppError(
        'source_changed',
        `${here()} has no field to type into where one was looked for (${selector}).`,
      );
    },
    click: (selector) =>
      fate.step(async () => {
        // A document that goes away over a click was clicked.
        return (await world.run(clickScript(selector))) !== false;
      }),
    html: async () => documentOf(await insist(parts, htmlScript, { ignoresTrouble: true }), here()),
    picture: () => takePicture(parts),
    cookies: () => fate.step(() => cookiesOf(session), { ignoresTrouble: true }),
    close: () => parts.close(),
  };
}

async function goTo({ window, documents, fate, options }: PageParts, target: string): Promise<void> {
  if (!isWithin(target, options.origin)) throw strayError(options.origin, target);
  fate.forget();
  let end = (): void => undefined;
  const read = (): Promise<void> =>
    new Promise((resolve) => {
      end = documents.listen(resolve);
      // What keeps it from loading is heard of elsewhere.
      window.webContents.loadURL(target).catch(() => undefined);
    });
  await fate.step(read).finally(() => end());
}

/** What a script gives in this document or, where it goes away meanwhile, in the next one. */
async function insist(
  { world, documents, fate }: PageParts,
  script: string,
  options: StepOptions = {},
): Promise<unknown> {
  let end = (): void => undefined;
  const result = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const attempt = (): void => {
        world.run(script).then((value) => {
          if (value !== undefined) resolve(value);
        }, reject);
      };
      end = documents.listen(attempt);
      attempt();
    });
  return fate.step(result, options).finally(() => end());
}

function documentOf(value: unknown, place: string): string {
  return `<!DOCTYPE html>${textOf(value, place)}`;
}

function textOf(value: unknown, place: string): string {
  const { text, isTooLong } = Text.parse(value);
  if (isTooLong) throw tooLongError(place);
  return text;
}

async function takePicture({ window, world, fate, pace, clock }: PageParts): Promise<Uint8Array | null> {
  const limit = clock.deadline(pictureLimitMs);
  const tooLate = new Promise<null>((resolve) =>
    limit.signal.addEventListener('abort', () => resolve(null), { once: true }),
  );
  const take = async (): Promise<Uint8Array | null> => {
    if ((await world.run(emptyFieldsScript)) !== true) return null;
    const image = await window.webContents.capturePage();
    return image.isEmpty() ? null : image.toPNG();
  };
  try {
    return await fate.step(() => pace.drawing(() => Promise.race([take(), tooLate])), { ignoresTrouble: true });
  } catch {
    return null;
  } finally {
    limit.end();
    if (fate.ended === null) void world.run(restoreFieldsScript).catch(() => undefined);
  }
}
