import type { Result } from "../../../../kernel/index.ts";
import type { MessageCategory, PartOfLong, ReceiptRequest, SubmitRefusal } from "../delivery/gateway-port.ts";
import type { Zone } from "./promotion-hours.shared.ts";
import type { SentCoding } from "./segments.shared.ts";

/** Priority of each category; the lowest number goes first. */
export const PRIORITY: Readonly<Record<MessageCategory, number>> = { otp: 0, transactional: 1, promotional: 2 };

/** Validity period of a held message, minutes: the client releases it within it, or it expires unsent. */
export const HELD_MINUTES = 10;

/** The template version of a text. */
export interface TemplateVersionRef {
  readonly id: string;
  readonly version: number;
}

/** A message that was parsed and segmented, before it is judged. */
export interface MessageDraft {
  /** Assigned before the insert, so that a second attempt inserts nothing twice. */
  readonly id: string;
  readonly sender: string;
  /** In international form. */
  readonly recipient: string;
  readonly category: MessageCategory;
  readonly zone: Zone | null;
  readonly coding: SentCoding;
  /** User data of each part. */
  readonly parts: readonly Uint8Array[];
  /** Concatenation by its ESME as one segment of a long text; such a draft has one segment. */
  readonly marked: PartOfLong | null;
  readonly accountId: string | null;
  readonly apiKeyId: string | null;
  readonly receipt: ReceiptRequest;
  readonly ownReference: string | null;
  /** The approved template version of its text. */
  readonly template?: TemplateVersionRef | undefined;
  /** Status callback URL. */
  readonly toldUrl?: string;
  /** Whether it is sent only after a release; without one it expires unsent. */
  readonly isHeld?: boolean;
  readonly acceptedAtMs: number;
  readonly sendAtMs: number;
  readonly validUntilMs: number;
}

/** The result of one message of a request. */
export type Taken = Result<{ readonly messageId: string }, SubmitRefusal>;

/** One request: all of its messages are stored, or none. */
export interface IntakeOrder {
  readonly tenantId: string;
  /** In the order of the request; messages refused during parsing have their refusal code. */
  readonly drafts: readonly (MessageDraft | SubmitRefusal)[];
  /** A repeated request with this idempotency key is answered like the first. */
  readonly request: { readonly key: string; readonly digest: Uint8Array } | null;
}

/** Results of a request's messages in order; or that the key was used by a different request. */
export type IntakeAnswer = readonly Taken[] | "request-differs";

/** True for a message that was not refused during parsing. */
export function isDraft(draft: MessageDraft | SubmitRefusal): draft is MessageDraft {
  return typeof draft !== "string";
}
