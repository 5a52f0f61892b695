/** Subprocesses for heavy work and for files from outside: whatever a parser does there, the process that serves goes on. */
export { openFairTurns } from "./fair-turns.ts";
export { serveTasks } from "./serve-tasks.ts";
export {
  openSubprocess,
  runInSubprocess,
  type Subprocess,
  SubprocessError,
  type SubprocessLimits,
} from "./subprocess.ts";
export { openSubprocessPool, type PoolOptions } from "./subprocess-pool.ts";
