import type { RefusalTable } from "../../../kernel/index.ts";
import { lettersOf } from "./phone-form.ts";

/** The time without keep-alive after which a page counts as gone: browsers let a page in the background act once a minute. */
export const SOFTPHONE_SESSION_MS = 300_000;
/** The interval of the page's keep-alive. */
export const SOFTPHONE_RENEWAL_MS = 60_000;

/** Refusals of the softphone in the browser. */
export const SOFTPHONE_REFUSALS = {
  "no-own-agent": "not-found",
  "no-such-phone": "not-found",
  "sitting-over": "not-found",
  "sitting-phone-taken": "taken",
  "sitting-elsewhere": "conflict",
} as const satisfies RefusalTable;

/** Why an agent gets no softphone in the browser. */
export type SoftphoneRefusal = keyof typeof SOFTPHONE_REFUSALS;

const NAME_LETTERS = 20;

/** The user name of a softphone session; no phone has a name of this form. */
export function softphoneUsername(chance: Uint8Array): string {
  return `s-${lettersOf(chance, NAME_LETTERS)}`;
}
