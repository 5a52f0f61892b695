import type { DemoAccount, DemonstrationStatus, RingRefusal } from "../identity/wire.ts";

/** What the supervisor of a demonstration tells its processes: how far their clock is ahead of the real one; negative while it is behind. */
export interface ClockMessage {
  readonly kind: "clock-ahead";
  readonly aheadMs: number;
}

/** The environment variable by which simulated callers get the address of their demonstration. */
export const CALLERS_URL = "SAMBUNG_CALLERS_URL";

/** The visitor of a demonstration asks for a call: from the portal through the supervisor to the simulated callers. */
export interface RingMessage {
  readonly kind: "ring";
  readonly id: string;
  readonly language: "id" | "en";
}

/** The call that a visitor asked for waits in its queue, or the reason why it does not: the way back. */
export interface RungMessage {
  readonly kind: "rung";
  readonly id: string;
  readonly refusal: RingRefusal | null;
}

/** A visitor uses the demonstration: from the portal through the supervisor to the simulated callers. */
export interface VisitMessage {
  readonly kind: "visitor-active";
}

/** What the supervisor sends to its processes: the clock, how far the demonstration is, "read the certificates again", or "take no new calls". */
export type SupervisorMessage =
  | ClockMessage
  | { readonly kind: "demonstration"; readonly status: DemonstrationStatus }
  | RingMessage
  | RungMessage
  | VisitMessage
  | { readonly kind: "reload" }
  | { readonly kind: "drain" };

/** Calls `act` each time the supervisor sends a message of this kind. */
export function onSupervisorMessage(kind: SupervisorMessage["kind"], act: () => void): void {
  process.on("message", (message: unknown) => {
    if (typeof message === "object" && message !== null && "kind" in message && message.kind === kind) act();
  });
}

/** What a process tells the supervisor that started it. */
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
  /** Somebody has an account for short messages, or a carrier is there: the process that speaks with them is needed. */
  | { readonly kind: "gateway-wanted" }
  /** A browser has spoken to the switch: its calls need the process of their sound. */
  | { readonly kind: "browsers-wanted" }
  /** The switch takes no new calls, and its last one has ended. */
  | { readonly kind: "drained" }
  /** The event loop of the process turns. */
  | { readonly kind: "alive" }
  /** The start page ends the demonstration. */
  | { readonly kind: "start-for-real" }
  | RingMessage
  | RungMessage
  | VisitMessage
  /** Simulated agents are logged in, and the first call is planned. */
  | { readonly kind: "callers-ready" }
  | { readonly kind: "clock-moved"; readonly aheadMs: number }
  | { readonly kind: "port-busy"; readonly port: number; readonly variable: string };

/** Exit code of a process that cannot start until somebody changes something: restarting it would not help. */
export const EXIT_CANNOT_START = 78;
