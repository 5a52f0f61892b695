import type { RuleId } from "../../../regulation/index.ts";

/** Why a code may be taken away from its holder. */
export const REVOCATION_GROUNDS = ["unused", "licence-lost", "breach", "nib"] as const;

/** One of `REVOCATION_GROUNDS`. */
export type RevocationGround = (typeof REVOCATION_GROUNDS)[number];

/** The rule that each ground rests on. */
export const GROUND_RULES = {
  unused: "unused-revocable-months",
  "licence-lost": "revocation-licence-lost",
  breach: "revocation-breach",
  nib: "revocation-nib-statuses",
} as const satisfies Readonly<Record<RevocationGround, RuleId>>;
