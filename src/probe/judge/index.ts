/** Judges what was measured: by items of the catalogue of operational tests where there are any, and says what is assumed. */
export { type FigureLimit, type JudgedBy, type JudgedFigure, judgeFigures } from "./judge-figures.ts";
