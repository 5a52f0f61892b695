/** What a visitor's connection may say: one call, and what belongs to it. */
export const WEB_CALLER_METHODS = ["INVITE", "ACK", "BYE", "CANCEL", "INFO", "UPDATE"] as const;

/** A call begins so soon after the connection's first word, or never. */
export const VISIT_BEGINS_MS = 30_000;

/** What is known of a request of a visitor's connection. */
export interface WebCallerRequest {
  readonly method: string;
  /** Whether it speaks inside a dialog. */
  readonly isInside: boolean;
  /** Whether it belongs to the one call of its connection: to its dialog, or to the INVITE that began it. */
  readonly isOwn: boolean;
  /** Whom its Request-URI names; null where that is no SIP address with a user. */
  readonly user: string | null;
  /** The one number that may be called. */
  readonly code: string;
  readonly hasCalled: boolean;
  /** Since the first word of the connection. */
  readonly sinceMs: number;
}

/** `begin`: this is the call. `pass`: it belongs to the call. `drop`: nothing answers it. Else the status that refuses it. */
export type WebCallerVerdict = "begin" | "pass" | "drop" | 403 | 405 | 481;

/** What becomes of a request of somebody who has no account, by a connection that was let in for one call to one number. */
export function judgeWebCaller(ask: WebCallerRequest): WebCallerVerdict {
  if (!WEB_CALLER_METHODS.some((one) => one === ask.method)) return 405;
  if (ask.isOwn) return "pass";
  if (ask.method === "ACK") return "drop";
  if (ask.method !== "INVITE" || ask.isInside) return 481;
  return !ask.hasCalled && ask.user === ask.code && ask.sinceMs <= VISIT_BEGINS_MS ? "begin" : 403;
}

/** Calls of visitors that go on: of each leg the widget it came by, and what stands for where its caller is. */
export type WebCallerLegs = ReadonlyMap<string, { readonly widgetId: string; readonly mark: string }>;

/** Whether one more may call by a widget, beside what the whole installation bears; one address has at most half of its places. */
export function hasWebCallerCapacity(
  legs: WebCallerLegs,
  wish: { readonly widgetId: string; readonly mark: string; readonly callsMax: number; readonly allMax: number },
): boolean {
  const own = [...legs.values()].filter(({ widgetId }) => widgetId === wish.widgetId);
  const ofAddress = own.filter(({ mark }) => mark === wish.mark).length;
  const share = Math.max(1, Math.floor(wish.callsMax / 2));
  return legs.size < wish.allMax && own.length < wish.callsMax && ofAddress < share;
}
