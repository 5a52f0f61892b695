/** Why an operation on a list is refused. */
export type ListRefusal =
  | "no-such-list"
  | "no-such-list-version"
  | "list-limit"
  | "list-name-taken"
  | "list-stale"
  | "list-day-past"
  | "list-version-limit"
  | "list-in-flow"
  | "list-file-missing"
  | "list-file-too-large"
  | "list-has-faults";

/** The status of each refusal. */
export const LIST_STATUS: Readonly<Record<ListRefusal, number>> = {
  "no-such-list": 404,
  "no-such-list-version": 404,
  "list-limit": 409,
  "list-name-taken": 409,
  "list-stale": 409,
  "list-day-past": 409,
  "list-version-limit": 409,
  "list-in-flow": 409,
  "list-file-missing": 400,
  "list-file-too-large": 413,
  "list-has-faults": 409,
};
