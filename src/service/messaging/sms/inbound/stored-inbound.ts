/** A message from a recipient that is kept for a call centre, as whoever goes on with it is told; wishes for no messages are not. */
export interface StoredInbound {
  readonly inboundId: string;
  readonly tenantId: string;
  /** The number that was written to. */
  readonly senderId: string;
  /** Who wrote, in international form. */
  readonly writer: string;
  /** The first word of the text; undefined where it begins with none, or is not the first part of a long one. */
  readonly word: string | undefined;
  /** Whether that word is answered by itself. */
  readonly isAnswered: boolean;
  readonly part: { readonly reference: number; readonly total: number } | null;
  readonly receivedAtMs: number;
}
