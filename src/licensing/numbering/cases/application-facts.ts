import type { MandateRefusal } from "../../issuing/index.ts";
import type { ApplicationKind } from "./application-kind.ts";
import type { ApplicationState } from "./application-words.ts";

/** One thing an officer checks in an application. */
export interface ItemFacts {
  readonly key: string;
  readonly verdict: "open" | "accepted" | "returned";
  /** Who judged it last. */
  readonly checkedBy?: string | null;
  /** Of a returned item: whether the form answers it otherwise than when it was returned; null where the form does not show it. */
  readonly isCorrected?: boolean | null;
}

/** The officer a case is to be given to. */
export interface Assignee {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayCheck: boolean;
}

/** What must be known to decide on a command. */
export interface ApplicationFacts {
  readonly kind: ApplicationKind;
  readonly state: ApplicationState;
  readonly isPaused: boolean;
  readonly organisationId: string;
  readonly isOrganisationVerified: boolean;
  /** True while OSS keeps the NIB frozen or revoked. */
  readonly isNibBlocked: boolean;
  /** True while the draft's code is held by its company. */
  readonly isHoldOpen: boolean;
  /** True while the code of the case is an active code of its company. */
  readonly isCodeTheirs: boolean;
  /** True while another case about the same code is going on. */
  readonly hasOtherCase: boolean;
  /** Whether the holder of a code that is to be revoked has answered, or his time for it is over. */
  readonly answer: "awaited" | "given" | "over";
  /** Faults the pre-check finds now. */
  readonly findings: number;
  readonly items: readonly ItemFacts[];
  readonly checkerId: string | null;
  readonly endorserId: string | null;
  readonly proposerId: string | null;
  readonly proposedOutcome: Outcome | null;
  /** Why nobody, or not this person, could sign a decree of this kind today; null when he could, and before a proposal. */
  readonly mandateRefusal: MandateRefusal | null;
  /** Whom the case is to be assigned to, where that is asked; null when nobody is known by that id. */
  readonly assignee: Assignee | null;
}

/** Who commands: organisations he acts for, and what he may do in the numbering team. */
export interface ActingPerson {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayAssign: boolean;
  readonly mayCheck: boolean;
  readonly mayEndorse: boolean;
  readonly mayPropose: boolean;
  readonly mayDecide: boolean;
}

/** How a case ends. */
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
