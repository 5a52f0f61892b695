/** Subprocesses for heavy work and for untrusted files: a parser that crashes there does not affect the serving process. */
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
