/** Limits of evaluation forms and answers; separate from the schemas, so that pages stay small. */

/** The kinds of answers to a question: points from 0 on, or yes and no. */
export const QUESTION_KINDS = ["scale", "yes-no"] as const;
/** The maximum of points of a scale. */
export const POINTS_MAX = 10;
/** The maximum weight of a question. */
export const WEIGHT_MAX = 100;
/** The maximum of sections in a form. */
export const SECTIONS_MAX = 20;
/** The maximum of questions in a form. */
export const QUESTIONS_MAX = 100;
/** The maximum length of a name or a title. */
export const TITLE_MAX = 80;
/** The maximum length of a question. */
export const QUESTION_MAX = 300;
/** The maximum length of a comment on an answer, and of a remark on a moment. */
export const COMMENT_MAX = 500;
/** The maximum length of the overall remark, and of the agent's reply. */
export const REMARK_MAX = 2_000;
/** The maximum of marked moments of one recording. */
export const MARKS_MAX = 50;
/** The maximum of contacts of one agent in one draw. */
export const PER_AGENT_MAX = 20;
/** The states of an evaluation. */
export const EVALUATION_STATES = ["draft", "sent", "acknowledged"] as const;
