/** A stored message from a recipient: a whole one, or one segment of a long one. */
export interface InboundPart {
  readonly id: string;
  readonly atMs: number;
  /** Null once the retention rule has removed it. */
  readonly text: string | null;
  readonly reference: number | null;
  readonly total: number | null;
  readonly place: number | null;
}

/** A message from a recipient, joined from the segments that have arrived. */
export interface ReassembledMessage {
  /** Id of the segment that arrived last. */
  readonly id: string;
  readonly atMs: number;
  readonly text: string | null;
  /** Segments that have not arrived. */
  readonly missing: number;
}

/** All segments of one long message arrive within this time. */
const TOGETHER_MS = 600_000;

/** The joined text of the segments in sequence order; null once one was removed. */
function joinedText(parts: readonly InboundPart[]): string | null {
  const inOrder = parts.toSorted((one, other) => (one.place ?? 0) - (other.place ?? 0));
  return inOrder.some(({ text }) => text === null) ? null : inOrder.map(({ text }) => text ?? "").join("");
}

/** Reassembles long messages from segments in any order; a repeated sequence number begins another message. */
export function reassembleMessages(parts: readonly InboundPart[]): readonly ReassembledMessage[] {
  const groups: InboundPart[][] = [];
  for (const part of parts.toSorted((one, other) => one.atMs - other.atMs)) {
    const group = part.total === null ? undefined : groups.findLast((own) => belongs(own, part));
    if (group === undefined) groups.push([part]);
    else group.push(part);
  }
  return groups.map((own) => {
    const last = own.at(-1) ?? own[0];
    const [first] = own;
    return {
      id: last?.id ?? "",
      atMs: first?.atMs ?? 0,
      text: joinedText(own),
      missing: Math.max(0, (first?.total ?? 1) - own.length),
    };
  });
}

function belongs(own: readonly InboundPart[], part: InboundPart): boolean {
  const [first] = own;
  if (first === undefined || first.total === null) return false;
  const isSame = first.reference === part.reference && first.total === part.total;
  const isNear = part.atMs - first.atMs <= TOGETHER_MS;
  return isSame && isNear && own.every(({ place }) => place !== part.place);
}

/** A line of a conversation. */
export interface Line {
  readonly id: string;
  readonly at: string;
  readonly from: "customer" | "us";
  readonly text: string | null;
  /** State of an outbound message; null for the customer's. */
  readonly state: string | null;
  readonly agentName: string | null;
  readonly missing: number;
}

/** A conversation as the agent's desktop shows it. */
export interface Conversation {
  readonly lines: readonly Line[];
  /** The newest message of the customer; null without one. */
  readonly lastHeardId: string | null;
}
