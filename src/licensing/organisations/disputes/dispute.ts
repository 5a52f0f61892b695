import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** Where a dispute stands: opened, the holder was asked for a statement, or how it ended. */
export const DISPUTE_STATES = ["open", "asked", "rejected", "transferred", "withdrawn"] as const;

/** One of `DISPUTE_STATES`. */
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** On what ground an account is claimed. */
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

/** What must be known about a dispute that exists. */
export interface DisputeFacts {
  readonly state: DisputeState;
  readonly claimantPersonId: string;
  readonly organisationId: string;
  readonly hasStatement: boolean;
  /** Local date until which the holder may speak; null while nobody has asked. */
  readonly statementDueDate: string | null;
}

/** Who acts: a person, the organisations he belongs to, and those he may speak for. */
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

/** The present holder says what he has to say, once; late is still heard while nothing is decided. */
export function giveStatement(facts: DisputeFacts, actor: DisputeActor): Step<"stated"> {
  if (!actor.ownedIds.has(facts.organisationId)) return refuse("no-such-dispute");
  if (isOver(facts)) return refuse("dispute-over");
  if (facts.state === "open") return refuse("dispute-not-asked");
  return facts.hasStatement ? refuse("statement-given") : ok("stated");
}

/** The claimant gives up. */
export function withdrawDispute(facts: DisputeFacts, actor: DisputeActor): Step<"withdrawn"> {
  if (facts.claimantPersonId !== actor.personId) return refuse("no-such-dispute");
  return isOver(facts) ? refuse("dispute-over") : ok("withdrawn");
}

/**
 * A verifier decides. Nobody loses an account unheard: it is transferred only when the holder has spoken, or has let
 * the days for it pass. A claim may be rejected at any time.
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
