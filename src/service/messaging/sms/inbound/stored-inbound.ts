/** A stored message from a recipient, as passed to the hooks of a call centre; opt-out messages are not passed on. */
export interface StoredInbound {
  readonly inboundId: string;
  readonly tenantId: string;
  /** The sender id that received the message. */
  readonly senderId: string;
  /** Number of the sender, in international form. */
  readonly writer: string;
  /** First word of the text; undefined when it does not begin with a word, or is not the first segment of a long message. */
  readonly word: string | undefined;
  /** Whether that word has an automatic reply. */
  readonly isAnswered: boolean;
  readonly part: { readonly reference: number; readonly total: number } | null;
  readonly receivedAtMs: number;
}
