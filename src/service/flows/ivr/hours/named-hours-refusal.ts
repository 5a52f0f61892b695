/** Why an act on named hours is refused. */
export type NamedHoursRefusal =
  | "no-such-hours"
  | "hours-name-taken"
  | "hours-limit"
  | "hours-stale"
  | "hours-not-sound"
  | "hours-version-limit"
  | "hours-in-use"
  | "hours-close-now";

/** The status of each refusal. */
export const NAMED_HOURS_STATUS: Readonly<Record<NamedHoursRefusal, number>> = {
  "no-such-hours": 404,
  "hours-name-taken": 409,
  "hours-limit": 409,
  "hours-stale": 409,
  "hours-not-sound": 409,
  "hours-version-limit": 409,
  "hours-in-use": 409,
  "hours-close-now": 409,
};
