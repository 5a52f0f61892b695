import { ok, type Result, refuse } from "../../kernel/index.ts";

/** Standings of a licence. */
export const STANDINGS = ["active", "suspended", "revoked"] as const;

/** One of `STANDINGS`. */
export type LicenceRecordState = (typeof STANDINGS)[number];

/** Actions on an active or suspended licence. */
export const LICENCE_ACTIONS = ["suspend", "resume", "revoke"] as const;

/** One of `LICENCE_ACTIONS`. */
export type LicenceAct = (typeof LICENCE_ACTIONS)[number];

/** Grounds of a change: OSS issued the licence, an officer decided, or OSS froze or revoked the company's NIB. */
export const GROUNDS = ["oss", "officer", "nib-frozen", "nib-revoked"] as const;

/** One of `GROUNDS`. */
export type Ground = (typeof GROUNDS)[number];

/** The facts of a decision about a licence. */
export interface LicenceRecordFacts {
  readonly standing: LicenceRecordState;
  readonly version: number;
  /** Whether the company's NIB is frozen or revoked at OSS. */
  readonly isNibBlocked: boolean;
}

/** The result of verifying a second factor. */
export type Proof = "fits" | "wrong" | "missing";

/** Why a licence is not changed. */
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

/** Decides on an action on a licence. A revocation is final: the company must apply for a new licence. */
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

/** Why an action is refused for lack of proof: an irreversible action requires a new second factor. */
export function proofRefusal(act: LicenceAct, proof: Proof): "second-factor-needed" | "second-factor-wrong" | null {
  if (act !== "revoke" || proof === "fits") return null;
  return proof === "wrong" ? "second-factor-wrong" : "second-factor-needed";
}

/** The mode of a company's codes after an action on one of its licences; `others` are its other licences for the service. */
export function codesModeAfter(act: LicenceAct, others: readonly LicenceRecordState[]): "off" | "open" {
  return codesModeFor(act === "resume" ? [...others, "active"] : others);
}

/** The mode of a company's codes from its licences for the service: one active licence opens all codes. */
export function codesModeFor(standings: readonly LicenceRecordState[]): "off" | "open" {
  return standings.includes("active") ? "open" : "off";
}
