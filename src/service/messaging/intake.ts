import type { Result } from "../../kernel/index.ts";
import type { MessageCategory, PartOfLong, ReceiptWish } from "./gateway-port.ts";
import type { UnlawfulReason, Zone } from "./lawful-sending.ts";
import type { SentCoding } from "./segments.shared.ts";

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
  readonly receipt: ReceiptWish;
  readonly ownReference: string | null;
  readonly acceptedAtMs: number;
  readonly sendAtMs: number;
  readonly validUntilMs: number;
}

/** Why a draft was not taken after its call centre's own facts were asked. */
export type IntakeRefusal = UnlawfulReason | "no-route" | "account-closed";

/** What became of one draft. */
export type Taken = Result<{ readonly messageId: string }, IntakeRefusal>;

/** What one request brings: all of it is on disk, or none. */
export interface IntakeOrder {
  readonly tenantId: string;
  readonly drafts: readonly MessageDraft[];
  /** A repeated request with this key is answered as the first one was. */
  readonly request: { readonly key: string; readonly digest: Uint8Array } | null;
}

/** What became of the drafts of a request, in their order; or that its key was given to another request. */
export type IntakeAnswer = readonly Taken[] | "request-differs";
