import type { MandateRefusal } from "../issuing/index.ts";
import type { INTERESTS, LicenceState } from "./licence-words.ts";

/** The facts about the verdict on one requirement that decisions use. */
export interface LicenceItemFacts {
  readonly requirement: string;
  readonly verdict: "open" | "accepted" | "returned";
  /** The content still equals the accepted one. */
  readonly isLocked: boolean;
  /** The content differs from the previous round; true for all in round 0. */
  readonly isChanged: boolean;
  /** A coordinator reopened it in this round, and the applicant received the reason. */
  readonly isReopened: boolean;
  /** The officer who accepted it in this round, until the applicant is notified; null otherwise. */
  readonly acceptedUntold: string | null;
}

/** Stage of a finding: in draft, sent to the applicant, answered by a correction, settled. */
export type FindingState = "draft" | "sent" | "answered" | "settled";

/** The facts about a finding that decisions use. */
export interface LicenceFindingFacts {
  readonly id: string;
  readonly requirement: string;
  readonly state: FindingState;
}

/** An officer's declaration of interest in a case. */
export type Interest = (typeof INTERESTS)[number];

/** The officer to whom a case is to be assigned. */
export interface LicenceAssignee {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayCheck: boolean;
  readonly hasInterest: boolean;
}

/** The facts required to decide on a command. */
export interface LicenceFacts {
  readonly state: LicenceState;
  readonly isPaused: boolean;
  readonly round: number;
  readonly organisationId: string;
  readonly isOrganisationVerified: boolean;
  /** True while the NIB is frozen or revoked at OSS. */
  readonly isNibBlocked: boolean;
  /** True while the NIB includes the KBLI of the service, or a successor of it. */
  readonly isServiceInNib: boolean;
  /** True while the company has the access code that the rules require. */
  readonly hasCode: boolean;
  /** Number of blocking findings of the pre-check. */
  readonly blocking: number;
  readonly items: readonly LicenceItemFacts[];
  readonly findings: readonly LicenceFindingFacts[];
  readonly assigneeId: string | null;
  /** All officers who have ever checked, and all who have ever endorsed. */
  readonly checkedBy: readonly string[];
  readonly endorsedBy: readonly string[];
  /** The declaration of interest of the person who gives the command. */
  readonly interest: Interest;
  /** How often the processing time may still restart. */
  readonly restartsLeft: number;
  /** Ids of rules and keys of requirements that a finding or a pause may cite. */
  readonly rules: ReadonlySet<string>;
  /** Why this person, or anyone, could not sign the commitment decree today; null if they could, and before the decision. */
  readonly mandateRefusal: MandateRefusal | null;
  /** The officer to assign, if a command names one; null for an unknown id. */
  readonly assignee: LicenceAssignee | null;
}

/** The person who gives a command: their companies and their rights in the licensing team. */
export interface LicencePerson {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayAssign: boolean;
  readonly mayCheck: boolean;
  readonly mayEndorse: boolean;
  /** A coordinator: verifies or rejects, and reopens accepted items. */
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
