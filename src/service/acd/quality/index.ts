/**
 * Quality management: supervisors evaluate the contacts of agents by the call centre's own forms. Forms have versions that never change, the score
 * is a pure function of form and answers, and contacts for evaluation are drawn at random by a recorded seed.
 */
export { drawFairly } from "./draw-fairly.ts";
export { reportOf } from "./evaluation-report.ts";
export { type Score, scoreOf } from "./score.shared.ts";
