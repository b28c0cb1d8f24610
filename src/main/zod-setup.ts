/**
 * Has zod check values without compiling a checker for each schema out of text: a start has few values to check, and
 * compiling takes longer than that; later a check takes a little longer.
 * Called before zod is loaded: it looks here (https://zod.dev, `core.globalConfig`) for what `z.config` would set too late.
 */
export function checkWithoutCompiling(): void {
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}
