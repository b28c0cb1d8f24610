import { loadProgram } from './load-program.ts';

// The file that the threads for parsing are started with.
loadProgram('parse-worker.cjs');
