import { ok, type Result, refuse } from "../../kernel/index.ts";

/** Where a phone can be reached, and until when; instants in milliseconds since 1970. */
export interface Binding {
  /** The URI of the Contact, as the phone wrote it. */
  readonly contact: string;
  readonly address: string;
  readonly port: number;
  readonly transport: "udp" | "tcp" | "tls" | "ws" | "wss";
  /** The connection it came on; null for datagrams, and after a restart. */
  readonly connection: string | null;
  /** The sitting of an agent that it belongs to; null for a device of the phone. */
  readonly sittingId: string | null;
  readonly sipCallId: string;
  readonly cseq: number;
  readonly userAgent: string;
  readonly registeredAtMs: number;
  readonly expiresAtMs: number;
}

/** A REGISTER that was authenticated, as far as the registrar reads it. */
export interface RegisterWish {
  /** "*" with an expiry of zero takes all bindings away. */
  readonly contacts: readonly { readonly uri: string; readonly expiresSeconds: number | null }[] | "*";
  /** The Expires header; null when there is none. */
  readonly expiresSeconds: number | null;
  readonly source: Pick<Binding, "address" | "port" | "transport" | "connection">;
  readonly sittingId: string | null;
  readonly sipCallId: string;
  readonly cseq: number;
  readonly userAgent: string;
}

/** Devices of one phone at the most. */
export const BINDINGS_MAX = 5;
/** A binding lasts no shorter and no longer than this, in seconds (RFC 3261 §10.3 step 7). */
export const EXPIRY_SECONDS = { least: 60, usual: 300, most: 3_600 } as const;

/** Why a REGISTER is refused; the codes of RFC 3261 §10.3. */
export type RegisterRefusal = "bad-wildcard" | "interval-too-brief" | "too-many-bindings" | "out-of-order";

const MS = 1_000;

/** The bindings of a phone that ring: an agent who sits at it in his browser is rung there, and nowhere else. */
export function ringingOf(bindings: readonly Binding[]): readonly Binding[] {
  const sitting = bindings.filter(({ sittingId }) => sittingId !== null);
  return sitting.length === 0 ? bindings : sitting;
}

/**
 * Decides what bindings of one account a phone has after a REGISTER (RFC 3261 §10.3): of its devices, or of one sitting. A REGISTER
 * without a Contact changes nothing.
 */
export function register(
  bindings: readonly Binding[],
  wish: RegisterWish,
  nowMs: number,
): Result<readonly Binding[], RegisterRefusal> {
  const living = bindings.filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  if (wish.contacts === "*") return takeAll(living, wish);
  let next: readonly Binding[] = living;
  for (const { uri, expiresSeconds } of wish.contacts) {
    const wanted = expiresSeconds ?? wish.expiresSeconds ?? EXPIRY_SECONDS.usual;
    const known = next.find(({ contact }) => contact === uri);
    // §10.3 step 7: an older request of the same device changes nothing.
    if (known?.sipCallId === wish.sipCallId && known.cseq >= wish.cseq) return refuse("out-of-order");
    if (wanted !== 0 && wanted < EXPIRY_SECONDS.least) return refuse("interval-too-brief");
    const others = next.filter(({ contact }) => contact !== uri);
    next = wanted === 0 ? others : [...others, bindingOf(uri, wanted, wish, nowMs)];
  }
  return next.length > BINDINGS_MAX ? refuse("too-many-bindings") : ok(next);
}

/** §10.3 step 6: "*" stands alone and with an expiry of zero. */
function takeAll(living: readonly Binding[], wish: RegisterWish): Result<readonly Binding[], RegisterRefusal> {
  if (wish.expiresSeconds !== 0) return refuse("bad-wildcard");
  const isLate = living.some(({ sipCallId, cseq }) => sipCallId === wish.sipCallId && cseq >= wish.cseq);
  return isLate ? refuse("out-of-order") : ok([]);
}

function bindingOf(contact: string, wantedSeconds: number, wish: RegisterWish, nowMs: number): Binding {
  const seconds = Math.min(wantedSeconds, EXPIRY_SECONDS.most);
  const { source, sittingId, sipCallId, cseq, userAgent } = wish;
  return {
    contact,
    ...source,
    sittingId,
    sipCallId,
    cseq,
    userAgent: userAgent.slice(0, 200),
    registeredAtMs: nowMs,
    expiresAtMs: nowMs + seconds * MS,
  };
}
