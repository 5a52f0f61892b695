import type { Permission } from "../../identity/index.ts";
import { unreachable } from "../../kernel/index.ts";
import type { LicenceState } from "./licence-words.ts";

/** The party of the next step: the applicant, one officer, or any holder of one of these permissions without an earlier part in the case. */
export type NextLicenceStep =
  | { readonly side: "nobody" | "applicant" }
  | {
      readonly side: "ministry";
      readonly personId: string | null;
      readonly permissions: readonly Permission[];
      readonly exceptPersonIds: readonly string[];
      /** The permission of their superior. */
      readonly superior: Permission;
    };

/** The facts that determine the party that must act. */
export interface LicenceBall {
  readonly state: LicenceState;
  readonly paused: boolean;
  readonly assigneeId: string | null;
  readonly checkedBy: readonly string[];
  readonly endorsedBy: readonly string[];
}

/** Determines the party that must act on a case. */
export function nextLicenceStep({ state, paused, assigneeId, checkedBy, endorsedBy }: LicenceBall): NextLicenceStep {
  const anyOf = (permissions: readonly Permission[], superior: Permission, exceptPersonIds: readonly string[]) =>
    ({ side: "ministry", personId: null, permissions, superior, exceptPersonIds }) as const;
  switch (state) {
    case "submitted":
      return anyOf(["application.assign", "application.check"], "application.propose", []);
    case "checking":
      if (paused) return { side: "applicant" };
      return { ...anyOf(["application.check"], "application.endorse", []), personId: assigneeId };
    case "returned":
      return { side: "applicant" };
    case "checked":
      return anyOf(["application.endorse"], "application.propose", checkedBy);
    case "endorsed":
      return anyOf(["application.propose"], "application.decide", [...checkedBy, ...endorsedBy]);
    case "draft":
    case "verified":
    case "rejected":
    case "withdrawn":
    case "lapsed":
      return { side: "nobody" };
    default:
      return unreachable(state);
  }
}
