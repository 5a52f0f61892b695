import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** States of a dispute: opened, statement requested, or the outcome. */
export const DISPUTE_STATES = ["open", "asked", "rejected", "transferred", "withdrawn"] as const;

/** One of `DISPUTE_STATES`. */
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** The grounds of a claim on an account. */
export const DISPUTE_GROUNDS = ["wrong-claimant", "former-claimant", "other"] as const;

/** Why a dispute, or a step in one, is refused. */
export type DisputeRefusal =
  | "company-not-registered"
  | "company-unclaimed"
  | "dispute-own-company"
  | "dispute-open"
  | "evidence-missing"
  | "phone-format"
  | "no-such-dispute"
  | "dispute-over"
  | "dispute-changed"
  | "dispute-asked-already"
  | "dispute-not-asked"
  | "statement-given"
  | "holder-not-heard"
  | "dispute-own-decision"
  | "decision-reason-missing";

/** The facts about an existing dispute. */
export interface DisputeFacts {
  readonly state: DisputeState;
  readonly claimantPersonId: string;
  readonly organisationId: string;
  readonly hasStatement: boolean;
  /** The last local date for the holder's statement; null until it is requested. */
  readonly statementDueDate: string | null;
}

/** The acting person, the organisations they belong to, and those they may represent. */
export interface DisputeActor {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly ownedIds: ReadonlySet<string>;
}

type Step<Value> = Result<Value, DisputeRefusal>;

/** A verifier asks the present holder for a statement. */
export function askHolder(facts: DisputeFacts, actor: DisputeActor): Step<"asked"> {
  const against = againstVerifier(facts, actor);
  if (against !== null) return refuse(against);
  return facts.state === "open" ? ok("asked") : refuse("dispute-asked-already");
}

/** The present holder gives a statement, once; a late one is accepted until the decision. */
export function giveStatement(facts: DisputeFacts, actor: DisputeActor): Step<"stated"> {
  if (!actor.ownedIds.has(facts.organisationId)) return refuse("no-such-dispute");
  if (isOver(facts)) return refuse("dispute-over");
  if (facts.state === "open") return refuse("dispute-not-asked");
  return facts.hasStatement ? refuse("statement-given") : ok("stated");
}

/** The claimant withdraws the claim. */
export function withdrawDispute(facts: DisputeFacts, actor: DisputeActor): Step<"withdrawn"> {
  if (facts.claimantPersonId !== actor.personId) return refuse("no-such-dispute");
  return isOver(facts) ? refuse("dispute-over") : ok("withdrawn");
}

/**
 * A verifier decides. An account is transferred only after the holder's statement, or after the period for it has
 * passed. A claim may be rejected at any time.
 */
export function decideDispute(
  facts: DisputeFacts,
  asked: {
    readonly actor: DisputeActor;
    readonly verdict: "reject" | "transfer";
    readonly reason: string;
    readonly today: string;
  },
): Step<"rejected" | "transferred"> {
  const against = againstVerifier(facts, asked.actor);
  if (against !== null) return refuse(against);
  if (asked.reason.trim() === "") return refuse("decision-reason-missing");
  if (asked.verdict === "reject") return ok("rejected");
  const isHeard = facts.hasStatement || (facts.statementDueDate !== null && facts.statementDueDate < asked.today);
  return isHeard ? ok("transferred") : refuse("holder-not-heard");
}

function againstVerifier(facts: DisputeFacts, { personId, organisationIds }: DisputeActor): DisputeRefusal | null {
  const isParty = facts.claimantPersonId === personId || organisationIds.has(facts.organisationId);
  if (isParty) return "dispute-own-decision";
  return isOver(facts) ? "dispute-over" : null;
}

function isOver({ state }: DisputeFacts): boolean {
  return state !== "open" && state !== "asked";
}
