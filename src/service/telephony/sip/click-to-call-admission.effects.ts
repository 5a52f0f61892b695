import { type CheckedRequest, paramOf, type SipPeer } from "../../../protocols/sip/index.ts";
import { readVisitPass, type VisitPass } from "../phones/index.ts";
import type { DialogController } from "./dialog-controller.effects.ts";
import { refuseStateless } from "./refuse-stateless.effects.ts";
import type { SendBytes } from "./sip-core.effects.ts";
import { hasWebCallerCapacity, judgeWebCaller, WEB_CALLER_METHODS, type WebCallerLegs } from "./web-caller-rules.ts";

/** Admission of click-to-call: web callers have no account, and each connection may place one call to one number. */
export interface ClickToCallAdmission {
  /** Whether a request of a web caller's connection proceeds; a rejected one was answered or dropped. */
  admits(request: CheckedRequest, source: SipPeer): boolean;
  /** The pass of an INVITE that begins a call; undefined for any other request. */
  visitOf(request: CheckedRequest): VisitPass | undefined;
  /** Takes capacity for a leg; false when there is none. */
  take(visit: VisitPass, legId: string): boolean;
  /** Releases the capacity of a leg. */
  legGone(legId: string): void;
  /** A connection has ended: its admission is removed; false for a connection of no web caller. */
  gone(connection: string): boolean;
}

/** Dependencies of the click-to-call admission. */
export interface ClickToCallAdmissionOptions {
  /** Maximum concurrent calls of web callers, of all widgets together. */
  readonly callsMax: number;
  /** Milliseconds of a monotonic clock. */
  readonly steadyMs: () => number;
  readonly legs: () => Pick<DialogController, "isFrom">;
  readonly send: SendBytes;
  readonly onDrop: (why: string) => void;
}

interface WebCaller {
  readonly firstMs: number;
  /** The branch of the one INVITE; null before it came. */
  branch: string | null;
}

/** Opens the admission. */
export function openClickToCallAdmission(options: ClickToCallAdmissionOptions): ClickToCallAdmission {
  const visitors = new Map<string, WebCaller>();
  const begun = new WeakMap<CheckedRequest, VisitPass>();
  let legs: WebCallerLegs = new Map();
  const visitorAt = (connection: string): WebCaller => {
    const known = visitors.get(connection) ?? { firstMs: options.steadyMs(), branch: null };
    visitors.set(connection, known);
    return known;
  };
  return {
    admits: (request, source) => {
      const visit = readVisitPass(source.pass ?? "");
      if (visit === null || source.connection === null) return dropped(options, "visitor-unknown");
      const visitor = visitorAt(source.connection);
      const branch = paramOf(request.via.params, "branch") ?? null;
      const { uri, toTag } = request;
      const verdict = judgeWebCaller({
        method: request.message.method,
        isInside: toTag !== null,
        isOwn: options.legs().isFrom(request, source.connection) || (branch !== null && branch === visitor.branch),
        user: uri.kind === "sip" ? uri.user : null,
        code: visit.code,
        hasCalled: visitor.branch !== null,
        sinceMs: options.steadyMs() - visitor.firstMs,
      });
      // One call for each connection: an INVITE to another number uses it up, too.
      if (request.message.method === "INVITE" && toTag === null) visitor.branch ??= branch ?? "";
      if (verdict === "drop") return dropped(options, "visitor");
      if (verdict === "begin") begun.set(request, visit);
      if (verdict === "begin" || verdict === "pass") return true;
      options.onDrop("visitor");
      refuseStateless(options.send, { request, source, status: verdict, methods: WEB_CALLER_METHODS });
      return false;
    },
    visitOf: (request) => begun.get(request),
    take: ({ widgetId, mark, callsMax }, legId) => {
      if (!hasWebCallerCapacity(legs, { widgetId, mark, callsMax, allMax: options.callsMax })) return false;
      legs = new Map(legs).set(legId, { widgetId, mark });
      return true;
    },
    legGone: (legId) => {
      if (legs.has(legId)) legs = new Map([...legs].filter(([id]) => id !== legId));
    },
    gone: (connection) => visitors.delete(connection),
  };
}

function dropped({ onDrop }: ClickToCallAdmissionOptions, why: string): false {
  onDrop(why);
  return false;
}
