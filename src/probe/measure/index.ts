/** Data of a run, and every metric derived from it: packets, tones per second, records, menus. */
export type { CallFigures } from "./call-figures.ts";
export type { CentreRecord, RawAnswer, RawBranch, RawCall, RawRun, RawStream } from "./raw.ts";
export { FIGURES, type Figure, type FigureKey, type RunFigures, runFigures, type Unmeasured } from "./run-figures.ts";
