import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, Server } from "node:http";
import {
  type Demonstration,
  type DemonstrationStatus,
  demonstrationStatusSchema,
  type RingRefusal,
  ringOutcomeSchema,
} from "../../identity/wire.ts";
import { isMapDestination } from "../../licensing/register/index.ts";
import { SESSION_COOKIE } from "../../platform/http/index.ts";
import { DEMONSTRATION_AGENT } from "../demo/demo-client.ts";
import type { ChildMessage, RungMessage } from "../process-messages.ts";
import type { Supervised } from "../supervisor/supervised.ts";
import type { LiveCallers } from "./live-callers.ts";

const VISIT_EVERY_MS = 10_000;
/** Includes the start of the callers' process, and the greeting that its caller receives. */
const RING_MS_MAX = 20_000;

/** The supervisor's end of the channel between the demonstration's build and the portal that displays it. */
export interface DemonstrationChannel {
  /** Sends a status to the portal, and again to each portal that is started after it. */
  publish(status: DemonstrationStatus): void;
  /** Sets the portal. */
  follows(portal: Pick<Supervised, "tell">): void;
  /** Processes a message of the portal. */
  receive(message: ChildMessage | undefined): void;
  /** Sends the result of a request for a call to the portal. */
  answerRing(message: RungMessage): void;
  /** Sets the simulated callers, which run once the data are ready. */
  rings(callers: LiveCallers): void;
  /** Settles when the start page ends the demonstration. */
  readonly startForReal: Promise<void>;
}

/** Opens the supervisor's end. Nothing is sent until a status is published, so an installation never becomes a demonstration by accident. */
export function openDemonstrationChannel(): DemonstrationChannel {
  const ended = Promise.withResolvers<void>();
  let portal: Pick<Supervised, "tell"> | undefined;
  let callers: LiveCallers | undefined;
  let message: { readonly kind: "demonstration"; readonly status: DemonstrationStatus } | undefined;
  const liveCallers = () => (message?.status.state === "ready" ? callers : undefined);
  const send = () => {
    if (message !== undefined) portal?.tell(message);
  };
  return {
    publish: (status) => {
      message = { kind: "demonstration", status };
      send();
    },
    follows: (process) => {
      portal = process;
    },
    receive: (received) => {
      if (received?.kind === "ready") send();
      if (received?.kind === "start-for-real") ended.resolve();
      if (received?.kind === "visitor-active") liveCallers()?.visited();
      if (received?.kind !== "ring") return;
      const ringing = liveCallers();
      if (ringing !== undefined) return ringing.ring(received);
      portal?.tell({ kind: "rung", id: received.id, refusal: "demonstration-caller-missing" });
    },
    answerRing: (answer) => portal?.tell(answer),
    rings: (live) => {
      callers = live;
    },
    startForReal: ended.promise,
  };
}

/** The portal's end: only the supervisor that started this process can write to it. */
export function followDemonstration(isClockReal: () => boolean): Demonstration {
  let status: DemonstrationStatus | undefined;
  const ringing = new Map<string, (refusal: RingRefusal | null) => void>();
  process.on("message", (message: unknown) => {
    const read = demonstrationStatusSchema.safeParse(statusIn(message));
    if (read.success) status = read.data;
    const outcome = ringOutcomeSchema.safeParse(message);
    if (outcome.success) ringing.get(outcome.data.id)?.(outcome.data.refusal);
  });
  return {
    status: () => status,
    isClockReal,
    leadsTo: isMapDestination,
    ring: async (language) => {
      const id = randomUUID();
      const outcome = Promise.withResolvers<RingRefusal | null>();
      const timer = setTimeout(() => outcome.resolve("demonstration-switch-away"), RING_MS_MAX);
      ringing.set(id, outcome.resolve);
      process.send?.({ kind: "ring", id, language } satisfies ChildMessage);
      return outcome.promise.finally(() => {
        clearTimeout(timer);
        ringing.delete(id);
      });
    },
    startForReal: () => void process.send?.({ kind: "start-for-real" } satisfies ChildMessage),
  };
}

/**
 * Calls `report` for requests of a session, at most once in ten seconds. Pages that only keep a phone registered are no visit,
 * nor are requests of the demonstration's own programs.
 */
export function reportVisits(server: Server, report: () => void): void {
  let reportedMs = Number.NEGATIVE_INFINITY;
  server.on("request", ({ headers, url }) => {
    const nowMs = performance.now();
    if (nowMs - reportedMs < VISIT_EVERY_MS || !isVisit(headers, url)) return;
    reportedMs = nowMs;
    report();
  });
}

function isVisit(headers: IncomingHttpHeaders, url = ""): boolean {
  const hasSession = headers.cookie?.includes(`${SESSION_COOKIE}=`) === true;
  return hasSession && headers["user-agent"] !== DEMONSTRATION_AGENT && !url.endsWith("/renewal");
}

function statusIn(message: unknown): unknown {
  if (typeof message !== "object" || message === null || !("kind" in message) || !("status" in message))
    return undefined;
  return message.kind === "demonstration" ? message.status : undefined;
}
