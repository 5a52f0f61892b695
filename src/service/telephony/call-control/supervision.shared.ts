/**
 * The modes of supervision: in `listen` no party hears the supervisor, in `whisper` the agent only, in `barge` all parties that the agent hears.
 * In each of them the supervisor hears the agent and the parties that the agent hears.
 */
export const SUPERVISION_MODES = ["listen", "whisper", "barge"] as const;

/** One of `SUPERVISION_MODES`. */
export type SupervisionMode = (typeof SUPERVISION_MODES)[number];

/** The DTMF key of a supervisor's phone that selects each mode. */
export const SUPERVISION_KEYS: Readonly<Record<SupervisionMode, string>> = { listen: "1", whisper: "2", barge: "3" };
