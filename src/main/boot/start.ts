import { loadProgram } from './load-program.ts';

// The file that Electron is started with. A module that awaits: Electron is ready only after it has run to its end.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `src/main/index.ts`, as it was built
const { run } = loadProgram('index.cjs') as typeof import('../index.ts');
await run();
