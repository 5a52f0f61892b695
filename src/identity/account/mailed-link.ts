/** Purposes of a mailed link. */
export type LinkPurpose = "confirm-email" | "change-email" | "reset-password";

/** The stored facts about a mailed link. */
export interface KnownLink {
  readonly purpose: string;
  readonly isUsed: boolean;
  readonly expiresAtMs: number;
}

/** Why a mailed link is not followed. */
export type MailedLinkRefusal = "mailed-link-unknown" | "mailed-link-used" | "mailed-link-over";

/** Why this link cannot be used for one of `purposes` at `nowMs`; null if it can. It expires at `expiresAtMs`. */
export function linkRefusal(
  link: KnownLink | undefined,
  purposes: readonly LinkPurpose[],
  nowMs: number,
): MailedLinkRefusal | null {
  if (link === undefined || !(purposes as readonly string[]).includes(link.purpose)) return "mailed-link-unknown";
  if (link.isUsed) return "mailed-link-used";
  return nowMs < link.expiresAtMs ? null : "mailed-link-over";
}
