import type { MandateRefusal } from "../issuing/index.ts";
import type { INTERESTS, LicenceState } from "./licence-words.ts";

/** The verdict on one requirement, as far as decisions go. */
export interface LicenceItemFacts {
  readonly requirement: string;
  readonly verdict: "open" | "accepted" | "returned";
  /** Its bytes are still those that were accepted. */
  readonly isLocked: boolean;
  /** Its bytes are others than in the round before; true for all in round 0. */
  readonly isChanged: boolean;
  /** A coordinator came back to it in this round, and the applicant was told why. */
  readonly isReopened: boolean;
  /** Who accepted it in this round, as long as the applicant has not been told; null for every other. */
  readonly acceptedUntold: string | null;
}

/** How far a finding is: being written, told to the applicant, answered by a correction, done with. */
export type FindingState = "draft" | "sent" | "answered" | "settled";

/** A finding, as far as decisions go. */
export interface LicenceFindingFacts {
  readonly id: string;
  readonly requirement: string;
  readonly state: FindingState;
}

/** What an officer has said of his interest in a case. */
export type Interest = (typeof INTERESTS)[number];

/** The officer a case is to be given to. */
export interface LicenceAssignee {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayCheck: boolean;
  readonly hasInterest: boolean;
}

/** What must be known to decide on a command. */
export interface LicenceFacts {
  readonly state: LicenceState;
  readonly isPaused: boolean;
  readonly round: number;
  readonly organisationId: string;
  readonly isOrganisationVerified: boolean;
  /** True while OSS keeps the NIB frozen or revoked. */
  readonly isNibBlocked: boolean;
  /** True while the NIB holds the KBLI of the service, or a later name of it. */
  readonly isServiceInNib: boolean;
  /** True while the company has a code as the rules ask for. */
  readonly hasCode: boolean;
  /** Findings of the pre-check that block. */
  readonly blocking: number;
  readonly items: readonly LicenceItemFacts[];
  readonly findings: readonly LicenceFindingFacts[];
  readonly assigneeId: string | null;
  /** Everybody who ever checked, and who ever endorsed. */
  readonly checkedBy: readonly string[];
  readonly endorsedBy: readonly string[];
  /** What the commanding person has declared. */
  readonly interest: Interest;
  /** How often the days may still be counted anew. */
  readonly restartsLeft: number;
  /** Ids of rules and keys of requirements that a finding or a pause may rest on. */
  readonly rules: ReadonlySet<string>;
  /** Why nobody, or not this person, could sign the commitment decree today; null when he could, and before he may decide. */
  readonly mandateRefusal: MandateRefusal | null;
  /** Whom the case is to be given to, where that is asked; null when nobody is known by that id. */
  readonly assignee: LicenceAssignee | null;
}

/** Who commands: companies he acts for, and what he may do in the licensing team. */
export interface LicencePerson {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayAssign: boolean;
  readonly mayCheck: boolean;
  readonly mayEndorse: boolean;
  /** A coordinator: verifies or rejects, and lets somebody come back to what was accepted. */
  readonly mayDecide: boolean;
}

/** Why a command is refused. */
export type LicenceRefusal =
  | "command-not-now"
  | "not-your-case"
  | "four-eyes"
  | "conflict-of-interest"
  | "interest-undeclared"
  | "interest-stands"
  | "promise-paused"
  | "promise-restart-limit"
  | "organisation-not-verified"
  | "nib-not-in-force"
  | "service-not-in-nib"
  | "licence-code-missing"
  | "licence-findings-block"
  | "licence-correction-unchanged"
  | "items-open"
  | "item-unknown"
  | "licence-item-locked"
  | "licence-item-unchanged"
  | "licence-item-not-accepted"
  | "licence-acceptance-stands"
  | "licence-finding-unknown"
  | "licence-findings-drafted"
  | "licence-no-finding"
  | "items-returned"
  | "rule-unknown"
  | "reason-missing"
  | "remedy-missing"
  | "assignee-unfit"
  | "assignee-conflict"
  | "assignee-same"
  | MandateRefusal;
