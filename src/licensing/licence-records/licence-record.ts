import { ok, type Result, refuse } from "../../kernel/index.ts";

/** Where a licence stands. */
export const STANDINGS = ["active", "suspended", "revoked"] as const;

/** One of `STANDINGS`. */
export type LicenceRecordState = (typeof STANDINGS)[number];

/** What is done to a licence that stands. */
export const LICENCE_ACTIONS = ["suspend", "resume", "revoke"] as const;

/** One of `LICENCE_ACTIONS`. */
export type LicenceAct = (typeof LICENCE_ACTIONS)[number];

/** Why something became of a licence: OSS issued it, an officer decided, or OSS froze or revoked the company's NIB. */
export const GROUNDS = ["oss", "officer", "nib-frozen", "nib-revoked"] as const;

/** One of `GROUNDS`. */
export type Ground = (typeof GROUNDS)[number];

/** What the decision about a licence rests on. */
export interface LicenceRecordFacts {
  readonly standing: LicenceRecordState;
  readonly version: number;
  /** Whether OSS has frozen or revoked the NIB of its company. */
  readonly isNibBlocked: boolean;
}

/** Whether somebody proved with his second factor that it is he who acts. */
export type Proof = "fits" | "wrong" | "missing";

/** Why a licence stays as it is. */
export type LicenceRecordRefusal =
  | "no-such-licence"
  | "version-stale"
  | "licence-not-active"
  | "licence-not-suspended"
  | "licence-revoked-already"
  | "nib-not-in-force"
  | "rule-unknown"
  | "second-factor-needed"
  | "second-factor-wrong";

/** Decides what becomes of a licence. A revoked one stays revoked: the company asks for a new one. */
export function decideLicence(
  facts: LicenceRecordFacts,
  command: { readonly act: LicenceAct; readonly expectedVersion: number | null },
): Result<LicenceRecordState, LicenceRecordRefusal> {
  const { standing, version, isNibBlocked } = facts;
  if (command.expectedVersion !== null && command.expectedVersion !== version) return refuse("version-stale");
  if (standing === "revoked") return refuse("licence-revoked-already");
  if (command.act === "revoke") return ok("revoked");
  if (command.act === "suspend") return standing === "active" ? ok("suspended") : refuse("licence-not-active");
  if (standing !== "suspended") return refuse("licence-not-suspended");
  return isNibBlocked ? refuse("nib-not-in-force") : ok("active");
}

/** Why an act is not carried out for want of a proof: what cannot be undone asks for the second factor anew. */
export function proofRefusal(act: LicenceAct, proof: Proof): "second-factor-needed" | "second-factor-wrong" | null {
  if (act !== "revoke" || proof === "fits") return null;
  return proof === "wrong" ? "second-factor-wrong" : "second-factor-needed";
}

/** What the codes of a company would be after an act on one of its licences; `others` are its other licences for the service. */
export function codesModeAfter(act: LicenceAct, others: readonly LicenceRecordState[]): "off" | "open" {
  return codesModeFor(act === "resume" ? [...others, "active"] : others);
}

/** What the codes of a company are, by its licences for the service: one that stands opens them all. */
export function codesModeFor(standings: readonly LicenceRecordState[]): "off" | "open" {
  return standings.includes("active") ? "open" : "off";
}
