/**
 * How a supervisor takes part in a talk: `listen` is heard by nobody, `whisper` by the agent alone, `barge` by all whom the
 * agent hears. In each of them the supervisor hears the agent and whom the agent hears.
 */
export const SUPERVISION_MODES = ["listen", "whisper", "barge"] as const;

/** One of `SUPERVISION_MODES`. */
export type SupervisionMode = (typeof SUPERVISION_MODES)[number];

/** The key of a supervisor's phone that chooses each mode. */
export const SUPERVISION_KEYS: Readonly<Record<SupervisionMode, string>> = { listen: "1", whisper: "2", barge: "3" };
