import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { TestRules } from "../../regulation/index.ts";
import { dayRefusal } from "./schedule/test-days.ts";
import type { DayFacts, TestRefusal } from "./test-facts.ts";
import type { TestMethod } from "./test-words.shared.ts";

/** The facts required to decide on a request for a test. */
export interface RequestFacts {
  readonly licenceState: string;
  readonly isOrganisationVerified: boolean;
  readonly isNibBlocked: boolean;
  /** The licence application has an open test. */
  readonly isTestOpen: boolean;
  /** The application has its SKLO, or its licence is on record. */
  readonly isCertified: boolean;
  /** Null until a day is chosen. */
  readonly day: DayFacts | null;
  readonly rules: Pick<TestRules, "method" | "isSelfTestFree" | "needsPact" | "daysAheadMin">;
}

/** Why a test cannot be requested. */
export type RequestRefusal =
  | Extract<TestRefusal, "nib-not-in-force" | "test-day-too-early" | "test-day-closed" | "test-day-full">
  | "test-documents-unverified"
  | "organisation-not-verified"
  | "test-open"
  | "test-certified"
  | "test-pact-missing";

/** Why no test can be requested now, regardless of the form; undefined if one can. */
export function offerRefusal(facts: RequestFacts): RequestRefusal | undefined {
  if (facts.licenceState !== "verified") return "test-documents-unverified";
  if (!facts.isOrganisationVerified) return "organisation-not-verified";
  if (facts.isNibBlocked) return "nib-not-in-force";
  if (facts.isCertified) return "test-certified";
  return facts.isTestOpen ? "test-open" : undefined;
}

/** The initial state of a request. */
export interface RequestDecision {
  readonly method: TestMethod;
  /** An officer must decide on the self-test. */
  readonly isMethodOpen: boolean;
  /** A team slot on the day is booked with the request, so that a free day goes to the first request. */
  readonly isBooked: boolean;
}

/** Decides on a request: its initial method, and whether it books a team slot in the calendar. */
export function decideRequest(
  facts: RequestFacts,
  asked: { readonly wantsSelfTest: boolean; readonly pactAccepted: boolean },
): Result<RequestDecision, RequestRefusal> {
  const refusal = offerRefusal(facts);
  if (refusal !== undefined) return refuse(refusal);
  const { rules, day } = facts;
  if (rules.needsPact && !asked.pactAccepted) return refuse("test-pact-missing");
  const isSelf = rules.method === "self" || (asked.wantsSelfTest && rules.isSelfTestFree);
  const isMethodOpen = asked.wantsSelfTest && !isSelf;
  const method = isSelf ? "self" : "site";
  const refused = day === null ? "test-day-too-early" : dayRefusal(day, { ...rules, needsTeam: method === "site" });
  if (refused !== undefined) return refuse(refused as RequestRefusal);
  return ok({ method, isMethodOpen, isBooked: method === "site" });
}
