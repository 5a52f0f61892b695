import type { RuleId } from "../../../regulation/index.ts";

/** The grounds for revoking a code. */
export const REVOCATION_GROUNDS = ["unused", "licence-lost", "breach", "nib"] as const;

/** One of `REVOCATION_GROUNDS`. */
export type RevocationGround = (typeof REVOCATION_GROUNDS)[number];

/** The rule behind each ground. */
export const GROUND_RULES = {
  unused: "unused-revocable-months",
  "licence-lost": "revocation-licence-lost",
  breach: "revocation-breach",
  nib: "revocation-nib-statuses",
} as const satisfies Readonly<Record<RevocationGround, RuleId>>;
