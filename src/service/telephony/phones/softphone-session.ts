import { lettersOf } from "./phone-form.ts";

/** A page that says nothing for so long has gone: browsers let a page that nobody looks at act once a minute. */
export const SOFTPHONE_SESSION_MS = 300_000;
/** How often the page says that it is still there. */
export const SOFTPHONE_RENEWAL_MS = 60_000;

/** Why an agent gets no telephone in his browser. */
export type SoftphoneRefusal =
  | "no-own-agent"
  | "no-such-phone"
  | "sitting-phone-taken"
  | "sitting-over"
  | "sitting-elsewhere";

const NAME_LETTERS = 20;

/** The name that a sitting signs in with; no phone has one like it. */
export function softphoneUsername(chance: Uint8Array): string {
  return `s-${lettersOf(chance, NAME_LETTERS)}`;
}
