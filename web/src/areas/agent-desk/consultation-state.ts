/** States of a consultation between agent, caller and consulted party, and the permitted actions. */
import type { DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";

type DesktopTalk = NonNullable<NonNullable<DesktopState["caller"]>["talk"]>;

/** The call state, as far as the desktop depends on it. */
export type Talk = Pick<DesktopTalk, "state" | "target" | "status">;

const TALKING: Talk = { state: "talking", target: null, status: null };

/** The call state of the desktop; a plain two-party call where no other state is reported. */
export function talkOf({ caller }: Pick<DesktopState, "caller">): Talk {
  return caller?.talk ?? TALKING;
}

/** Actions of the buttons: return to the caller, continue with the consulted party, and three-party conference. */
export interface PermittedCallActions {
  readonly back: "hold" | "resume" | "return" | null;
  readonly ask: "consult" | "complete" | null;
  readonly mayConfer: boolean;
}

const OFFERED: Readonly<Record<Talk["state"], PermittedCallActions>> = {
  talking: { back: "hold", ask: "consult", mayConfer: false },
  held: { back: "resume", ask: "consult", mayConfer: false },
  ringing: { back: "return", ask: null, mayConfer: false },
  consulting: { back: "return", ask: "complete", mayConfer: true },
  conference: { back: "return", ask: "complete", mayConfer: false },
};

/** The actions permitted in a state; none before the call is answered. */
export function permittedCallActions(state: Talk["state"] | null): PermittedCallActions {
  return state === null ? { back: null, ask: null, mayConfer: false } : OFFERED[state];
}
