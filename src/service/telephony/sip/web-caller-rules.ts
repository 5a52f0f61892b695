/** Methods that a web caller's connection may use: one call, and requests inside it. */
export const WEB_CALLER_METHODS = ["INVITE", "ACK", "BYE", "CANCEL", "INFO", "UPDATE"] as const;

/** Maximum time from the connection's first message to its INVITE. */
export const VISIT_BEGINS_MS = 30_000;

/** Properties of a request of a web caller's connection. */
export interface WebCallerRequest {
  readonly method: string;
  /** Whether it is inside a dialog. */
  readonly isInside: boolean;
  /** Whether it belongs to the one call of its connection: to its dialog, or to the INVITE that began it. */
  readonly isOwn: boolean;
  /** User part of its Request-URI; null where that is no SIP address with a user. */
  readonly user: string | null;
  /** The only permitted number. */
  readonly code: string;
  readonly hasCalled: boolean;
  /** Time since the first message of the connection. */
  readonly sinceMs: number;
}

/** `begin`: this is the call. `pass`: it belongs to the call. `drop`: no answer. Otherwise the status of the refusal. */
export type WebCallerVerdict = "begin" | "pass" | "drop" | 403 | 405 | 481;

/** Decides on a request of a caller without an account, on a connection admitted for one call to one number. */
export function judgeWebCaller(ask: WebCallerRequest): WebCallerVerdict {
  if (!WEB_CALLER_METHODS.some((one) => one === ask.method)) return 405;
  if (ask.isOwn) return "pass";
  if (ask.method === "ACK") return "drop";
  if (ask.method !== "INVITE" || ask.isInside) return 481;
  return !ask.hasCalled && ask.user === ask.code && ask.sinceMs <= VISIT_BEGINS_MS ? "begin" : 403;
}

/** Calls in progress of web callers: for each leg its widget, and a pseudonym of the caller's address. */
export type WebCallerLegs = ReadonlyMap<string, { readonly widgetId: string; readonly mark: string }>;

/** Whether a widget permits one more call within its own limit and that of the installation; one address gets at most half of the capacity. */
export function hasWebCallerCapacity(
  legs: WebCallerLegs,
  wish: { readonly widgetId: string; readonly mark: string; readonly callsMax: number; readonly allMax: number },
): boolean {
  const own = [...legs.values()].filter(({ widgetId }) => widgetId === wish.widgetId);
  const ofAddress = own.filter(({ mark }) => mark === wish.mark).length;
  const share = Math.max(1, Math.floor(wish.callsMax / 2));
  return legs.size < wish.allMax && own.length < wish.callsMax && ofAddress < share;
}
