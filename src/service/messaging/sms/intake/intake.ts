import type { Result } from "../../../../kernel/index.ts";
import type { MessageCategory, PartOfLong, ReceiptRequest, SubmitRefusal } from "../delivery/gateway-port.ts";
import type { Zone } from "./promotion-hours.shared.ts";
import type { SentCoding } from "./segments.shared.ts";

/** What goes first, the lowest. */
export const PRIORITY: Readonly<Record<MessageCategory, number>> = { otp: 0, transactional: 1, promotional: 2 };

/** A message that is held is worth sending for so long: whoever handed it in lets it go before, or it ends without having gone. */
export const HELD_MINUTES = 10;

/** Of which version of a template a text was made. */
export interface TemplateVersionRef {
  readonly id: string;
  readonly version: number;
}

/** A message that was read and cut, before anybody judged whether it may be sent. */
export interface MessageDraft {
  /** Made before it is written, so that a second attempt writes nothing twice. */
  readonly id: string;
  readonly sender: string;
  /** In international form. */
  readonly recipient: string;
  readonly category: MessageCategory;
  readonly zone: Zone | null;
  readonly coding: SentCoding;
  /** User data of each part. */
  readonly parts: readonly Uint8Array[];
  /** How its program marked it as one part of a long text; such a draft has one part. */
  readonly marked: PartOfLong | null;
  readonly accountId: string | null;
  readonly apiKeyId: string | null;
  readonly receipt: ReceiptRequest;
  readonly ownReference: string | null;
  /** The approved version of a template that its text was made of. */
  readonly template?: TemplateVersionRef | undefined;
  /** Where its program is told what becomes of it. */
  readonly toldUrl?: string;
  /** Whether it goes only once it is let go, and ends without having gone where nobody does that in its time. */
  readonly isHeld?: boolean;
  readonly acceptedAtMs: number;
  readonly sendAtMs: number;
  readonly validUntilMs: number;
}

/** What became of one message of a request. */
export type Taken = Result<{ readonly messageId: string }, SubmitRefusal>;

/** What one request brings: all of it is on disk, or none. */
export interface IntakeOrder {
  readonly tenantId: string;
  /** In the order of the request; those that were refused when they were read are told by their reason. */
  readonly drafts: readonly (MessageDraft | SubmitRefusal)[];
  /** A repeated request with this key is answered as the first one was. */
  readonly request: { readonly key: string; readonly digest: Uint8Array } | null;
}

/** What became of the messages of a request, in their order; or that its key was given to another request. */
export type IntakeAnswer = readonly Taken[] | "request-differs";

/** A message that was read and not refused. */
export function isDraft(draft: MessageDraft | SubmitRefusal): draft is MessageDraft {
  return typeof draft !== "string";
}
