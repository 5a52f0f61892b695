import type { RefusalTable } from "../../../kernel/index.ts";

/** The kinds of requests. */
export const REQUEST_KINDS = ["see", "delete"] as const;

/** One of `REQUEST_KINDS`. */
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** The states of a request: open, its deletion in progress, or answered. */
export const REQUEST_STATES = ["open", "deleting", "done"] as const;

/** One of `REQUEST_STATES`. */
export type RequestState = (typeof REQUEST_STATES)[number];

/** The state of a request that decides on operations. */
export interface PersonalRequestStatus {
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly version: number;
}

/** Refusals of requests about personal data. */
export const PERSONAL_REQUEST_REFUSALS = {
  "personal-number-unfit": ["invalid", "number"],
  "personal-requests-too-many": "limit",
  "no-such-personal-request": "not-found",
  "personal-request-stale": "stale",
  "personal-request-done": "conflict",
  "personal-request-deleting": "conflict",
  "personal-request-sees-only": "conflict",
} as const satisfies RefusalTable;

/** Why a command on a request is refused. */
export type RequestRefusal = keyof typeof PERSONAL_REQUEST_REFUSALS;

/** Why the data of a request may not be read; null when they may. */
export function accessRefusal(request: PersonalRequestStatus | undefined): RequestRefusal | null {
  if (request === undefined) return "no-such-personal-request";
  return request.state === "done" ? "personal-request-done" : null;
}

/** Why a request that was read at `expectedVersion` may not be answered, or its deletion ordered; null when it may. */
export function actRefusal(
  request: PersonalRequestStatus | undefined,
  wish: { readonly act: "answer" | "delete"; readonly expectedVersion: number },
): RequestRefusal | null {
  if (request === undefined) return "no-such-personal-request";
  if (request.state === "done") return "personal-request-done";
  if (request.state === "deleting") return "personal-request-deleting";
  if (request.version !== wish.expectedVersion) return "personal-request-stale";
  return wish.act === "delete" && request.kind !== "delete" ? "personal-request-sees-only" : null;
}
