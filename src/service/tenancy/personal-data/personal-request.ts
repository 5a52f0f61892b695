/** What a request asks for. */
export const REQUEST_KINDS = ["see", "delete"] as const;

/** One of `REQUEST_KINDS`. */
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Where a request stands: being answered, its deletion under way, or answered. */
export const REQUEST_STATES = ["open", "deleting", "done"] as const;

/** One of `REQUEST_STATES`. */
export type RequestState = (typeof REQUEST_STATES)[number];

/** A request as what is done with it reads it. */
export interface PersonalRequestStatus {
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly version: number;
}

/** Why nothing more is done with a request. */
export type RequestRefusal =
  | "no-such-personal-request"
  | "personal-request-stale"
  | "personal-request-done"
  | "personal-request-deleting"
  | "personal-request-sees-only";

/** Whether what a request is about may be looked at; null when it may. */
export function accessRefusal(request: PersonalRequestStatus | undefined): RequestRefusal | null {
  if (request === undefined) return "no-such-personal-request";
  return request.state === "done" ? "personal-request-done" : null;
}

/** Whether a request that was read at `expectedVersion` may be answered, or its deletion ordered; null when it may. */
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
