/** What an agent's desk shows and offers in each state. */
import type { DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";

/** How an agent stands, as far as his desk differs by it. */
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

/** The mode of a desk; a state of a later version is that of a call of his own, where no caller reaches him. */
export function modeOf({ standing }: Pick<DesktopState, "standing">): Mode {
  return standing === null ? "away" : (MODES[standing.state] ?? "elsewhere");
}

/** Which acts make sense now. */
export interface PermittedAgentActions {
  readonly mayLogIn: boolean;
  readonly mayBeReady: boolean;
  readonly mayPause: boolean;
  readonly mayLogOut: boolean;
}

/** What is offered; being ready takes back a pause that was asked for during a contact, and nothing takes back the end of work. */
export function permittedAgentActions(mode: Mode, next: "paused" | "logged-out" | null): PermittedAgentActions {
  const isAway = mode === "away";
  return {
    mayLogIn: isAway,
    mayBeReady: mode === "paused" || mode === "wrapping" || mode === "resting" || next === "paused",
    mayPause: !isAway && mode !== "paused" && next === null,
    mayLogOut: !isAway && next !== "logged-out",
  };
}

/** Whether a caller is on the desk: from the ringing to the end of wrap-up. */
export function hasContact(mode: Mode): boolean {
  return mode === "ringing" || mode === "talking" || mode === "wrapping";
}

/** A disposition that fits a contact: of its queue, or of all. */
export function dispositionsOf<One extends { readonly queueId: string | null }>(
  all: readonly One[],
  queueId: string | null,
): readonly One[] {
  return all.filter((one) => one.queueId === null || one.queueId === queueId);
}

const NARROW_SPACE = "\u202f";

/** A number in groups that can be read out: "+62 812 3456 7890", "0812 3456 7890"; null where the caller sent none. */
export function numberText(number: string): string | null {
  const found = /^(\+62)?(\d{3,4}?)((?:\d{4})+)$/.exec(number);
  if (found === null) return number === "" || number === "anonymous" ? null : number;
  const [, country = "", first = "", rest = ""] = found;
  return [country, first, ...(rest.match(/\d{4}/g) ?? [])].filter((part) => part !== "").join(NARROW_SPACE);
}
