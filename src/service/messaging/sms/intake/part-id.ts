/** Which part: whose, of which message, and which of its parts. */
interface PartKey {
  readonly tenantId: string;
  readonly messageId: string;
  readonly sequence: number;
}

/** A part as it is in hand: by whom, for which carrier, and for the how manieth time. */
export interface LeaseKey extends PartKey {
  readonly carrierId: string;
  readonly runId: string;
  readonly attempt: number;
}

const ID = "([0-9a-f-]{36})";
const PATTERN = new RegExp(`^${ID}/${ID}/${ID}/${ID}/(\\d{1,2})/(\\d{1,3})$`);

/** A part in hand as a gateway names it. */
export function partIdOf({ tenantId, carrierId, runId, messageId, sequence, attempt }: LeaseKey): string {
  return [tenantId, carrierId, runId, messageId, sequence, attempt].join("/");
}

/** Reads what a gateway names; undefined when it is no name of a part. */
export function partKeyOf(partId: string): LeaseKey | undefined {
  const [, tenantId, carrierId, runId, messageId, sequence, attempt] = PATTERN.exec(partId) ?? [];
  if (tenantId === undefined || carrierId === undefined || runId === undefined || messageId === undefined)
    return undefined;
  return { tenantId, carrierId, runId, messageId, sequence: Number(sequence), attempt: Number(attempt) };
}
