/** Content and permitted actions of the agent desktop in each agent state. */
import type { DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";

/** The agent's state, as far as the desktop depends on it. */
export type Mode = "away" | "ready" | "ringing" | "talking" | "wrapping" | "resting" | "paused" | "elsewhere";

const MODES: Readonly<Record<string, Mode>> = {
  available: "ready",
  offered: "ringing",
  connecting: "ringing",
  talking: "talking",
  "wrap-up": "wrapping",
  resting: "resting",
  paused: "paused",
  elsewhere: "elsewhere",
};

/** The mode of the desktop. An unknown state is treated as "elsewhere", in which no queue call reaches the agent. */
export function modeOf({ standing }: Pick<DesktopState, "standing">): Mode {
  return standing === null ? "away" : (MODES[standing.state] ?? "elsewhere");
}

/** The actions that are currently permitted. */
export interface PermittedAgentActions {
  readonly mayLogIn: boolean;
  readonly mayBeReady: boolean;
  readonly mayPause: boolean;
  readonly mayLogOut: boolean;
}

/** Computes the permitted actions. "Ready" cancels a pause requested during a contact; a requested logout cannot be cancelled. */
export function permittedAgentActions(mode: Mode, next: "paused" | "logged-out" | null): PermittedAgentActions {
  const isAway = mode === "away";
  return {
    mayLogIn: isAway,
    mayBeReady: mode === "paused" || mode === "wrapping" || mode === "resting" || next === "paused",
    mayPause: !isAway && mode !== "paused" && next === null,
    mayLogOut: !isAway && next !== "logged-out",
  };
}

/** Whether a contact is on the desktop, from ringing to the end of wrap-up. */
export function hasContact(mode: Mode): boolean {
  return mode === "ringing" || mode === "talking" || mode === "wrapping";
}

/** Dispositions of the contact's queue and those for all queues. */
export function dispositionsOf<One extends { readonly queueId: string | null }>(
  all: readonly One[],
  queueId: string | null,
): readonly One[] {
  return all.filter((one) => one.queueId === null || one.queueId === queueId);
}

const NARROW_SPACE = "\u202f";

/** A phone number in groups for reading aloud: "+62 812 3456 7890", "0812 3456 7890"; null when the caller sent no number. */
export function numberText(number: string): string | null {
  const found = /^(\+62)?(\d{3,4}?)((?:\d{4})+)$/.exec(number);
  if (found === null) return number === "" || number === "anonymous" ? null : number;
  const [, country = "", first = "", rest = ""] = found;
  return [country, first, ...(rest.match(/\d{4}/g) ?? [])].filter((part) => part !== "").join(NARROW_SPACE);
}
