/** Which part: whose, of which message, and which of its parts. */
export interface PartKey {
  readonly tenantId: string;
  readonly messageId: string;
  readonly sequence: number;
}

const PATTERN = /^([0-9a-f-]{36})\/([0-9a-f-]{36})\/(\d{1,2})$/;

/** A part as a gateway names it. */
export function partIdOf({ tenantId, messageId, sequence }: PartKey): string {
  return `${tenantId}/${messageId}/${sequence}`;
}

/** Reads what a gateway names; undefined when it is no name of a part. */
export function partKeyOf(partId: string): PartKey | undefined {
  const [, tenantId, messageId, sequence] = PATTERN.exec(partId) ?? [];
  if (tenantId === undefined || messageId === undefined) return undefined;
  return { tenantId, messageId, sequence: Number(sequence) };
}
