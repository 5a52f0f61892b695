import type { DemoAccount, DemonstrationStatus, RingRefusal } from "../identity/wire.ts";

/** Clock offset that the supervisor of a demonstration sends to its processes: milliseconds ahead of the real time; negative while behind. */
export interface ClockMessage {
  readonly kind: "clock-ahead";
  readonly aheadMs: number;
}

/** The environment variable with the address of the demonstration for simulated callers. */
export const CALLERS_URL = "SAMBUNG_CALLERS_URL";

/** A demonstration user's request for a call: from the portal through the supervisor to the simulated callers. */
export interface RingMessage {
  readonly kind: "ring";
  readonly id: string;
  readonly language: "id" | "en";
}

/** Result of the requested call, in the reverse direction: it waits in its queue, or the reason why not. */
export interface RungMessage {
  readonly kind: "rung";
  readonly id: string;
  readonly refusal: RingRefusal | null;
}

/** A user tries the demonstration: from the portal through the supervisor to the simulated callers. */
export interface VisitMessage {
  readonly kind: "visitor-active";
}

/** Messages of the supervisor to its processes: the clock, the status of the demonstration, reloading of certificates, or draining of calls. */
export type SupervisorMessage =
  | ClockMessage
  | { readonly kind: "demonstration"; readonly status: DemonstrationStatus }
  | RingMessage
  | RungMessage
  | VisitMessage
  | { readonly kind: "reload" }
  | { readonly kind: "drain" };

/** Calls `act` on each supervisor message of this kind. */
export function onSupervisorMessage(kind: SupervisorMessage["kind"], act: () => void): void {
  process.on("message", (message: unknown) => {
    if (typeof message === "object" && message !== null && "kind" in message && message.kind === kind) act();
  });
}

/** Messages of a process to its supervisor. */
export type ChildMessage =
  | {
      readonly kind: "ready";
      readonly url: string;
      readonly port: number;
      readonly accounts: readonly DemoAccount[];
      readonly administratorPath: string | undefined;
    }
  | {
      readonly kind: "switch-ready";
      readonly port: number;
      readonly tlsPort: number | null;
      readonly webSocketPort: number | null;
    }
  | { readonly kind: "gateway-ready"; readonly port: number; readonly tlsPort: number | null }
  /** An SMPP account or a carrier exists: the gateway process is needed. */
  | { readonly kind: "gateway-wanted" }
  /** A browser has sent SIP to the switch: its calls need the WebRTC process. */
  | { readonly kind: "browsers-wanted" }
  /** The switch accepts no new calls, and its last one has ended. */
  | { readonly kind: "drained" }
  /** Heartbeat: the event loop of the process runs. */
  | { readonly kind: "alive" }
  /** The start page ends the demonstration. */
  | { readonly kind: "start-for-real" }
  | RingMessage
  | RungMessage
  | VisitMessage
  /** Simulated agents are signed in, and the first call is planned. */
  | { readonly kind: "callers-ready" }
  | { readonly kind: "clock-moved"; readonly aheadMs: number }
  | { readonly kind: "port-busy"; readonly port: number; readonly variable: string };

/** Exit code of a process that cannot start without a configuration change: a restart would not help. */
export const EXIT_CANNOT_START = 78;
