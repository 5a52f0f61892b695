/** What a mailed link is good for. */
export type LinkPurpose = "confirm-email" | "change-email" | "reset-password";

/** A mailed link as it is known. */
export interface KnownLink {
  readonly purpose: string;
  readonly isUsed: boolean;
  readonly expiresAtMs: number;
}

/** Why a mailed link is not followed. */
export type MailedLinkRefusal = "mailed-link-unknown" | "mailed-link-used" | "mailed-link-over";

/** Why this link cannot be used for one of `purposes` at `nowMs`; null when it can. It ends at `expiresAtMs`. */
export function linkRefusal(
  link: KnownLink | undefined,
  purposes: readonly LinkPurpose[],
  nowMs: number,
): MailedLinkRefusal | null {
  if (link === undefined || !(purposes as readonly string[]).includes(link.purpose)) return "mailed-link-unknown";
  if (link.isUsed) return "mailed-link-used";
  return nowMs < link.expiresAtMs ? null : "mailed-link-over";
}
