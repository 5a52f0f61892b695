import type { TestRules } from "../../regulation/index.ts";
import type { MandateRefusal } from "../issuing/index.ts";
import type { TestItemState } from "./evidence/answers.ts";
import type { TestItem } from "./evidence/items.shared.ts";
import type { SkloProgress, TestMethod, TestState } from "./test-words.shared.ts";

/** What somebody has said of his interest in a test. */
export type Interest = "undeclared" | "none" | "declared";

/** Somebody who is, or is to be, in the team. */
export interface TeamCandidate {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayTest: boolean;
  readonly interest: Interest;
  /** He is named for another test on that day. */
  readonly isBusy: boolean;
}

/** What is known of a day that a test is to be held on. */
export interface DayFacts {
  readonly date: string;
  /** Days from today to it. */
  readonly daysAhead: number;
  readonly closed: "weekend" | "holiday" | null;
  /** Teams that are still free on it, not counting the one this test has there already. */
  readonly freeTeams: number;
}

/** One side's word on the report as it is now. */
export type SignatureKind = "signed" | "refused" | "silent";

/** What must be known to decide on a command. */
export interface TestFacts {
  readonly state: TestState;
  readonly method: TestMethod;
  /** A self test was asked for and nobody has answered. */
  readonly isMethodOpen: boolean;
  readonly organisationId: string;
  readonly today: string;
  /** The day both sides have in view. */
  readonly testDay: DayFacts;
  /** The day a command names; null where it names none. */
  readonly askedDay: DayFacts | null;
  readonly fieldCheckDate: string | null;
  readonly teamIds: readonly string[];
  readonly leadId: string | null;
  /** Everybody who checked, endorsed or verified the documents of the licence. */
  readonly documentJudges: readonly string[];
  /** People a command names for the team; null for an id that nobody has. */
  readonly candidates: readonly (TeamCandidate | null)[];
  /** What the commanding person has declared. */
  readonly interest: Interest;
  readonly items: readonly TestItem[];
  readonly standing: readonly TestItemState[];
  /** Digest of the answers that count. */
  readonly answersDigest: string;
  readonly reportDigest: string | null;
  readonly verdict: "fit" | "unfit" | null;
  readonly signed: { readonly applicant: SignatureKind | null; readonly ministry: SignatureKind | null };
  /** Whether what was given proves that it is he who signs; null where nothing was asked. */
  readonly proof: "fits" | "wrong" | "missing" | null;
  /** Whether the person a signature is given for writes for the company. */
  readonly isSignerOfCompany: boolean;
  readonly skloStage: SkloProgress;
  readonly skloPreparedBy: string | null;
  readonly skloEndorsedBy: string | null;
  readonly skloProposedBy: string | null;
  /** Digest of what the SKLO would say now; null before it can be drawn up. */
  readonly skloDigest: string | null;
  /** Whether the NIB is frozen, revoked or cancelled. */
  readonly isNibBlocked: boolean;
  /** Why this person could not sign the paper that the command brings; null when he could. */
  readonly mandateRefusal: MandateRefusal | null;
  readonly rules: Pick<TestRules, "daysAheadMin" | "onWorkingDayOnly">;
}

/** Who commands: companies he acts for, and what he may do in the team of tests. */
export interface TestPerson {
  readonly personId: string;
  /** Companies whose applications he writes. */
  readonly organisationIds: ReadonlySet<string>;
  /** Confirms dates and names teams. */
  readonly mayArrange: boolean;
  /** Goes out, tests, and draws up the report. */
  readonly mayTest: boolean;
  readonly mayPrepare: boolean;
  readonly mayEndorse: boolean;
  readonly mayPropose: boolean;
  readonly maySign: boolean;
}

/** Why a command is refused. */
export type TestRefusal =
  | "command-not-now"
  | "not-your-case"
  | "four-eyes"
  | "conflict-of-interest"
  | "interest-undeclared"
  | "interest-stands"
  | "reason-missing"
  | "nib-not-in-force"
  | "test-method-open"
  | "test-method-not-asked"
  | "test-day-too-early"
  | "test-day-closed"
  | "test-day-full"
  | "test-day-same"
  | "test-day-not-come"
  | "test-day-past"
  | "test-member-unfit"
  | "test-member-conflict"
  | "test-member-busy"
  | "test-lead-not-in-team"
  | "test-items-open"
  | "test-answers-conflict"
  | "test-limits-unconfirmed"
  | "test-answers-changed"
  | "test-report-changed"
  | "test-report-signed"
  | "test-signer-unfit"
  | "test-signature-given"
  | "signing-proof-wrong"
  | "signing-proof-missing"
  | "test-file-missing"
  | "sklo-facts-changed"
  | MandateRefusal;
