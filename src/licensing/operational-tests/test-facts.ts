import type { TestRules } from "../../regulation/index.ts";
import type { MandateRefusal } from "../issuing/index.ts";
import type { TestItemState } from "./evidence/answers.ts";
import type { TestItem } from "./evidence/items.shared.ts";
import type { SkloProgress, TestMethod, TestState } from "./test-words.shared.ts";

/** A person's declaration of interest in a test. */
export type Interest = "undeclared" | "none" | "declared";

/** A present or proposed member of the team. */
export interface TeamCandidate {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayTest: boolean;
  readonly interest: Interest;
  /** Has another test on that day. */
  readonly isBusy: boolean;
}

/** The facts about a day on which a test may be held. */
export interface DayFacts {
  readonly date: string;
  /** Number of days from today. */
  readonly daysAhead: number;
  readonly closed: "weekend" | "holiday" | null;
  /** Teams still free on it, not counting this test's own booking. */
  readonly freeTeams: number;
}

/** One side's response to the present report. */
export type SignatureKind = "signed" | "refused" | "silent";

/** The facts required to decide on a command. */
export interface TestFacts {
  readonly state: TestState;
  readonly method: TestMethod;
  /** A self-test was requested and not yet decided. */
  readonly isMethodOpen: boolean;
  readonly organisationId: string;
  readonly today: string;
  /** The agreed or proposed day. */
  readonly testDay: DayFacts;
  /** The day that a command names; null if it names none. */
  readonly askedDay: DayFacts | null;
  readonly fieldCheckDate: string | null;
  readonly teamIds: readonly string[];
  readonly leadId: string | null;
  /** All officers who checked, endorsed or verified the documents of the licence application. */
  readonly documentJudges: readonly string[];
  /** People whom a command names for the team; null for an unknown id. */
  readonly candidates: readonly (TeamCandidate | null)[];
  /** The declaration of interest of the person who gives the command. */
  readonly interest: Interest;
  readonly items: readonly TestItem[];
  readonly standing: readonly TestItemState[];
  /** Digest of the answers that count. */
  readonly answersDigest: string;
  readonly reportDigest: string | null;
  readonly verdict: "fit" | "unfit" | null;
  readonly signed: { readonly applicant: SignatureKind | null; readonly ministry: SignatureKind | null };
  /** The result of the signer's proof of identity; null if none was required. */
  readonly proof: "fits" | "wrong" | "missing" | null;
  /** Whether the person for whom a signature is given may sign for the company. */
  readonly isSignerOfCompany: boolean;
  readonly skloStage: SkloProgress;
  readonly skloPreparedBy: string | null;
  readonly skloEndorsedBy: string | null;
  readonly skloProposedBy: string | null;
  /** Digest of the present content of the SKLO; null before it can be prepared. */
  readonly skloDigest: string | null;
  /** Whether the NIB is frozen, revoked or cancelled. */
  readonly isNibBlocked: boolean;
  /** Why this person could not sign the document that the command orders; null if they could. */
  readonly mandateRefusal: MandateRefusal | null;
  readonly rules: Pick<TestRules, "daysAheadMin" | "onWorkingDayOnly">;
}

/** The person who gives a command: their companies and their rights in the test team. */
export interface TestPerson {
  readonly personId: string;
  /** Companies whose applications the person may edit. */
  readonly organisationIds: ReadonlySet<string>;
  /** Confirms dates and names teams. */
  readonly mayArrange: boolean;
  /** Tests on site, and draws up the report. */
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
