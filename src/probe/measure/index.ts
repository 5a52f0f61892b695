/** What a run left behind, and every figure that follows from it: packets, tones by the second, records, menus. */
export type { CallFigures } from "./call-figures.ts";
export type { CentreRecord, RawAnswer, RawBranch, RawCall, RawRun, RawStream } from "./raw.ts";
export { FIGURES, type Figure, type FigureKey, type RunFigures, runFigures, type Unmeasured } from "./run-figures.ts";
