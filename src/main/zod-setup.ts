/**
 * Has zod check values without compiling a checker for each schema, which takes longer than a command has values to check.
 * Called before zod is loaded: it looks here (https://zod.dev, `core.globalConfig`) for what `z.config` would set too late.
 */
export function checkWithoutCompiling(): void {
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}
