import { lettersOf } from "./phone-form.ts";

/** The time without keep-alive after which a page counts as gone: browsers let a page in the background act once a minute. */
export const SOFTPHONE_SESSION_MS = 300_000;
/** The interval of the page's keep-alive. */
export const SOFTPHONE_RENEWAL_MS = 60_000;

/** Why an agent gets no softphone in the browser. */
export type SoftphoneRefusal =
  | "no-own-agent"
  | "no-such-phone"
  | "sitting-phone-taken"
  | "sitting-over"
  | "sitting-elsewhere";

const NAME_LETTERS = 20;

/** The user name of a softphone session; no phone has a name of this form. */
export function softphoneUsername(chance: Uint8Array): string {
  return `s-${lettersOf(chance, NAME_LETTERS)}`;
}
