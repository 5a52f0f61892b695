import type { MandateRefusal } from "../../issuing/index.ts";
import type { ApplicationKind } from "./application-kind.ts";
import type { ApplicationState } from "./application-words.ts";

/** An item that an officer checks in an application. */
export interface ItemFacts {
  readonly key: string;
  readonly verdict: "open" | "accepted" | "returned";
  /** The officer who last checked the item. */
  readonly checkedBy?: string | null;
  /** For a returned item: whether the form has changed since the return; null if the form does not show it. */
  readonly isCorrected?: boolean | null;
}

/** The officer to whom a case is to be assigned. */
export interface Assignee {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayCheck: boolean;
}

/** The facts required to decide on a command. */
export interface ApplicationFacts {
  readonly kind: ApplicationKind;
  readonly state: ApplicationState;
  readonly isPaused: boolean;
  readonly organisationId: string;
  readonly isOrganisationVerified: boolean;
  /** True while the NIB is frozen or revoked at OSS. */
  readonly isNibBlocked: boolean;
  /** True while the company holds the draft's code. */
  readonly isHoldOpen: boolean;
  /** True while the code of the case is an active code of the company. */
  readonly isCodeTheirs: boolean;
  /** True while another case about the same code is open. */
  readonly hasOtherCase: boolean;
  /** Whether the holder of a code under revocation has answered, or the answer period is over. */
  readonly answer: "awaited" | "given" | "over";
  /** Number of present findings of the pre-check. */
  readonly findings: number;
  readonly items: readonly ItemFacts[];
  readonly checkerId: string | null;
  readonly endorserId: string | null;
  readonly proposerId: string | null;
  readonly proposedOutcome: Outcome | null;
  /** Why this person, or anyone, could not sign a decree of this kind today; null if they could, and before a proposal. */
  readonly mandateRefusal: MandateRefusal | null;
  /** The officer to assign, if a command names one; null for an unknown id. */
  readonly assignee: Assignee | null;
}

/** The person who gives a command: their organisations and their rights in the numbering team. */
export interface ActingPerson {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayAssign: boolean;
  readonly mayCheck: boolean;
  readonly mayEndorse: boolean;
  readonly mayPropose: boolean;
  readonly mayDecide: boolean;
}

/** The outcome of a case. */
export type Outcome = "approve" | "reject";

/** Why a command is refused. */
export type ApplicationRefusal =
  | "command-not-now"
  | "not-your-case"
  | "four-eyes"
  | "conflict-of-interest"
  | "promise-paused"
  | "organisation-not-verified"
  | "nib-not-in-force"
  | "findings-open"
  | "correction-unchanged"
  | "hold-ended"
  | "items-open"
  | "item-unknown"
  | "no-item-returned"
  | "items-returned"
  | "reason-missing"
  | "remedy-missing"
  | "assignee-unfit"
  | "assignee-conflict"
  | "assignee-same"
  | "code-not-theirs"
  | "code-has-open-case"
  | "answer-period-open"
  | "answer-period-over"
  | "answer-missing"
  | MandateRefusal;
