import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** States of a letter of authority. */
export const AUTHORITY_STATES = ["offered", "accepted", "refused", "withdrawn"] as const;

/** One of `AUTHORITY_STATES`. */
export type AuthorityState = (typeof AUTHORITY_STATES)[number];

/** Why a letter of authority, or a step on one, is refused. */
export type AuthorityRefusal =
  | "authority-period"
  | "authority-over"
  | "authority-too-long"
  | "authority-file-missing"
  | "authority-open"
  | "authority-own-company"
  | "company-not-registered"
  | "company-without-owner"
  | "no-such-letter"
  | "letter-decided"
  | "letter-ended"
  | "letter-changed";

/** The period of a letter: local dates "YYYY-MM-DD", both included. */
export interface AuthorityPeriod {
  readonly validFrom: string;
  readonly validTo: string;
}

/** The defect of a letter's period on `today`; null if there is none. */
export function periodFault(
  { validFrom, validTo }: AuthorityPeriod,
  asked: { readonly today: string; readonly monthsMax: number },
): "authority-period" | "authority-over" | "authority-too-long" | null {
  if (validTo < validFrom) return "authority-period";
  if (validTo < asked.today) return "authority-over";
  const latest = Temporal.PlainDate.from(validFrom).add({ months: asked.monthsMax }).toString();
  return validTo > latest ? "authority-too-long" : null;
}

/** The instants between which a letter is valid: from local midnight of its first day to the midnight after its last day. */
export function periodInstants({ validFrom, validTo }: AuthorityPeriod, zone: string) {
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  return {
    fromMs: midnight(Temporal.PlainDate.from(validFrom)),
    toMs: midnight(Temporal.PlainDate.from(validTo).add({ days: 1 })),
  };
}

/** The facts required to decide on a letter. */
export interface LetterFacts extends AuthorityPeriod {
  readonly state: AuthorityState;
  readonly hasEnded: boolean;
  /** Sent with the registration of a company that has no owner here: the verifier decides on it with the registration. */
  readonly isWithRegistration: boolean;
  readonly isOwnedByActor: boolean;
  readonly isActors: boolean;
}

/** The company accepts or refuses an offered letter. */
export function decideLetter(
  facts: LetterFacts,
  asked: { readonly verdict: "accept" | "refuse"; readonly today: string },
): Result<"accepted" | "refused", AuthorityRefusal> {
  if (!facts.isOwnedByActor) return refuse("no-such-letter");
  if (facts.isActors) return refuse("authority-own-company");
  if (facts.state !== "offered" || facts.isWithRegistration) return refuse("letter-decided");
  if (asked.verdict === "refuse") return ok("refused");
  return facts.validTo < asked.today ? refuse("authority-over") : ok("accepted");
}

/** The company or the consultant withdraws a letter; it ends immediately. */
export function withdrawLetter(facts: LetterFacts): Result<"withdrawn", AuthorityRefusal> {
  if (!facts.isOwnedByActor && !facts.isActors) return refuse("no-such-letter");
  if (facts.hasEnded || facts.state === "refused" || facts.state === "withdrawn") return refuse("letter-ended");
  return ok("withdrawn");
}
