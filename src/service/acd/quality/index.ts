/**
 * Evaluations: what a call centre thinks of its agents' contacts, by forms of its own. Forms have versions that never change, scores are
 * a pure function of form and answers, and what is judged is drawn fairly, by a seed that is on record.
 */
export { drawFairly } from "./draw-fairly.ts";
export { reportOf } from "./evaluation-report.ts";
export { type Score, scoreOf } from "./score.shared.ts";
