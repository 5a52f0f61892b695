/** Evaluates measurements by the items of the catalogue of operational tests if there are any, and states assumed limits. */
export { type FigureLimit, type JudgedBy, type JudgedFigure, judgeFigures } from "./judge-figures.ts";
