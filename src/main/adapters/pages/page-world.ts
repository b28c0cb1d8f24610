import type { Debugger, WebContents } from 'electron';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

/** A world inside a page that shares its elements and nothing else: the page's own scripts cannot reach it. */
export interface PageWorld {
  /**
   * Runs a script in the document of the moment. Resolves to undefined where that document went away meanwhile; rejects with
   * `internal` where the script throws.
   */
  run(script: string): Promise<unknown>;
}

const FrameTree = z.object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) });
const Context = z.object({ executionContextId: z.number() });
const Evaluated = z.object({
  result: z.object({ value: z.unknown() }),
  exceptionDetails: z
    .object({ text: z.string(), exception: z.object({ description: z.string() }).optional() })
    .optional(),
});
const DataReceived = z.object({ requestId: z.string(), dataLength: z.number() });

/**
 * Opens the world of a page over the protocol of its developer tools, which, other than Electron's own way in, does not wait for a
 * page to stop loading and says when a document is gone. `onBytes` hears how much of an answer has come, decompressed, by answer.
 */
export async function openPageWorld(contents: WebContents, onBytes: (sizeBytes: number) => void): Promise<PageWorld> {
  const { debugger: tools } = contents;
  tools.attach('1.3');
  countBytes(tools, onBytes);
  await tools.sendCommand('Page.enable');
  // Nothing of an answer is kept for tools that nobody opens.
  await tools.sendCommand('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  let contextId: number | null = null;
  contents.on('did-navigate', () => {
    contextId = null;
  });
  const enter = async (): Promise<number> => {
    const { frameTree } = FrameTree.parse(await tools.sendCommand('Page.getFrameTree'));
    const options = { frameId: frameTree.frame.id, worldName: 'rounds' };
    return Context.parse(await tools.sendCommand('Page.createIsolatedWorld', options)).executionContextId;
  };
  return {
    async run(expression) {
      try {
        contextId ??= await enter();
        const options = { expression, contextId, awaitPromise: true, returnByValue: true, silent: true };
        return valueOf(Evaluated.parse(await tools.sendCommand('Runtime.evaluate', options)));
      } catch (thrown) {
        contextId = null;
        if (thrown instanceof AppError || !isGone(thrown)) throw thrown;
        return undefined;
      }
    },
  };
}

function valueOf({ result, exceptionDetails }: z.infer<typeof Evaluated>): unknown {
  if (exceptionDetails === undefined) return result.value;
  // The first line names the error; what follows is the script, which may hold what was typed.
  const [first = ''] = (exceptionDetails.exception?.description ?? exceptionDetails.text).split('\n');
  throw new AppError('internal', 'Rounds met a bug of its own. The log file has the details.', {
    cause: new Error(first),
  });
}

function isGone(thrown: unknown): boolean {
  const message = thrown instanceof Error ? thrown.message : '';
  return /context|navigated|closed|detached|crashed|frame|target|promise was collected/i.test(message);
}

function countBytes(tools: Debugger, onBytes: (sizeBytes: number) => void): void {
  const received = new Map<string, number>();
  tools.on('message', (_event, method, params) => {
    if (method !== 'Network.dataReceived') return;
    const { requestId, dataLength } = DataReceived.parse(params);
    const sizeBytes = (received.get(requestId) ?? 0) + dataLength;
    received.set(requestId, sizeBytes);
    onBytes(sizeBytes);
  });
}
