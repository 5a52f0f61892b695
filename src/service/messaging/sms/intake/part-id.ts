/** Key of a segment: call centre, message, and sequence number. */
interface PartKey {
  readonly tenantId: string;
  readonly messageId: string;
  readonly sequence: number;
}

/** Key of a leased segment: also the run, the carrier and the number of the attempt. */
export interface LeaseKey extends PartKey {
  readonly carrierId: string;
  readonly runId: string;
  readonly attempt: number;
}

const ID = "([0-9a-f-]{36})";
const PATTERN = new RegExp(`^${ID}/${ID}/${ID}/${ID}/(\\d{1,2})/(\\d{1,3})$`);

/** Id of a leased segment, as the gateway uses it. */
export function partIdOf({ tenantId, carrierId, runId, messageId, sequence, attempt }: LeaseKey): string {
  return [tenantId, carrierId, runId, messageId, sequence, attempt].join("/");
}

/** Parses the id of a leased segment; undefined when it is malformed. */
export function partKeyOf(partId: string): LeaseKey | undefined {
  const [, tenantId, carrierId, runId, messageId, sequence, attempt] = PATTERN.exec(partId) ?? [];
  if (tenantId === undefined || carrierId === undefined || runId === undefined || messageId === undefined)
    return undefined;
  return { tenantId, carrierId, runId, messageId, sequence: Number(sequence), attempt: Number(attempt) };
}
