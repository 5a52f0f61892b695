/** How the agent, his caller and whom he asks stand to each other, and what that offers. */
import type { DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";

type DesktopTalk = NonNullable<NonNullable<DesktopState["caller"]>["talk"]>;

/** The talk as far as the desk differs by it. */
export type Talk = Pick<DesktopTalk, "state" | "target" | "status">;

const TALKING: Talk = { state: "talking", target: null, status: null };

/** The talk of a desk; the two simply talk where nothing else is told. */
export function talkOf({ caller }: Pick<DesktopState, "caller">): Talk {
  return caller?.talk ?? TALKING;
}

/** What the buttons stand for: the way back to the caller, the way on with a colleague, and all three together. */
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

/** What is offered in a state; nothing while there is no talk yet. */
export function permittedCallActions(state: Talk["state"] | null): PermittedCallActions {
  return state === null ? { back: null, ask: null, mayConfer: false } : OFFERED[state];
}
