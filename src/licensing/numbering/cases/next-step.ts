import type { Permission } from "../../../identity/index.ts";
import { unreachable } from "../../../kernel/index.ts";
import type { ApplicationState } from "./application-words.ts";

/** The facts that determine the party that must act. */
export interface BallFacts {
  readonly state: ApplicationState;
  readonly isPaused: boolean;
  readonly checkerId: string | null;
  readonly endorserId: string | null;
  readonly proposerId: string | null;
}

/** The party of the next step: the applicant, one officer, or any holder of one of these permissions without an earlier part in the case. */
export type NextStep =
  | { readonly side: "nobody" | "applicant" }
  | {
      readonly side: "ministry";
      readonly personId: string | null;
      readonly permissions: readonly Permission[];
      readonly exceptPersonIds: readonly string[];
      /** The permission of their superior; none above the director. */
      readonly superior: Permission | null;
    };

/** Determines the party that must act on a case. */
export function nextStepOf(facts: BallFacts): NextStep {
  const { state, isPaused, checkerId, endorserId, proposerId } = facts;
  const hands = (...ids: readonly (string | null)[]) => ids.filter((id) => id !== null);
  const anyOf = (permissions: readonly Permission[], superior: Permission | null, exceptPersonIds: readonly string[]) =>
    ({ side: "ministry", personId: null, permissions, superior, exceptPersonIds }) as const;
  switch (state) {
    case "submitted":
      return anyOf(["application.assign", "application.check"], "application.decide", []);
    case "checking":
      if (isPaused) return { side: "applicant" };
      return { ...anyOf(["application.check"], "application.endorse", []), personId: checkerId };
    case "returned":
      return { side: "applicant" };
    case "checked":
      return anyOf(["application.endorse"], "application.propose", hands(checkerId));
    case "endorsed":
      return anyOf(["application.propose"], "application.decide", hands(checkerId, endorserId));
    case "proposed":
      return anyOf(["application.decide"], null, hands(checkerId, endorserId, proposerId));
    case "draft":
    case "approved":
    case "rejected":
    case "withdrawn":
    case "lapsed":
      return { side: "nobody" };
    default:
      return unreachable(state);
  }
}
