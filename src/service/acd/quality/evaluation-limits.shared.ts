/** What forms of evaluations and their answers may hold; without the check of wires, so that pages stay small. */

/** How a question is answered: by points from 0 on, or by yes and no. */
export const QUESTION_KINDS = ["scale", "yes-no"] as const;
/** Points of a scale at the most. */
export const POINTS_MAX = 10;
/** What a question weighs at the most. */
export const WEIGHT_MAX = 100;
/** Sections of a form at the most. */
export const SECTIONS_MAX = 20;
/** Questions of a form at the most. */
export const QUESTIONS_MAX = 100;
/** Letters of a name or a title. */
export const TITLE_MAX = 80;
/** Letters of a question. */
export const QUESTION_MAX = 300;
/** Letters of a comment on an answer, and of a remark at a moment. */
export const COMMENT_MAX = 500;
/** Letters of what is said about all of it, and of what the agent answers. */
export const REMARK_MAX = 2_000;
/** Moments that are marked on one recording. */
export const MARKS_MAX = 50;
/** Contacts of one agent in one draw. */
export const PER_AGENT_MAX = 20;
/** How an evaluation stands. */
export const EVALUATION_STATES = ["draft", "sent", "acknowledged"] as const;
