import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** A binding of a phone until it expires; instants in milliseconds since 1970. */
export interface Binding {
  /** The URI of the Contact, as the phone wrote it. */
  readonly contact: string;
  readonly address: string;
  readonly port: number;
  readonly transport: "udp" | "tcp" | "tls" | "ws" | "wss";
  /** The connection of its REGISTER; null for UDP, and after a restart. */
  readonly connection: string | null;
  /** The softphone session that it belongs to; null for a device of the phone. */
  readonly sittingId: string | null;
  readonly sipCallId: string;
  readonly cseq: number;
  readonly userAgent: string;
  /** The device and its flow (`+sip.instance` and `reg-id`, RFC 5626 §4.1); left out when it has none, and after a restart. */
  readonly instance?: string;
  readonly registeredAtMs: number;
  readonly expiresAtMs: number;
}

/** One Contact of a REGISTER. */
interface ContactRequest extends Pick<Binding, "instance"> {
  readonly uri: string;
  readonly expiresSeconds: number | null;
}

/** The parts of an authenticated REGISTER that the registrar needs. */
export interface RegisterRequest {
  /** "*" with an expiry of zero removes all bindings. */
  readonly contacts: readonly ContactRequest[] | "*";
  /** The Expires header; null without one. */
  readonly expiresSeconds: number | null;
  readonly source: Pick<Binding, "address" | "port" | "transport" | "connection">;
  readonly sittingId: string | null;
  readonly sipCallId: string;
  readonly cseq: number;
  readonly userAgent: string;
}

/** The maximum of bindings of one phone. */
export const BINDINGS_MAX = 5;
/** The limits of a binding's expiry, in seconds (RFC 3261 §10.3 step 7). */
export const EXPIRY_SECONDS = { least: 60, usual: 300, most: 3_600 } as const;

/** Why a REGISTER is refused; the codes of RFC 3261 §10.3. */
export type RegisterRefusal = "bad-wildcard" | "interval-too-brief" | "too-many-bindings" | "out-of-order";

const MS = 1_000;

/** The bindings of a phone that ring: with an open softphone session, only that session rings. */
export function ringingOf(bindings: readonly Binding[]): readonly Binding[] {
  const sitting = bindings.filter(({ sittingId }) => sittingId !== null);
  return sitting.length === 0 ? bindings : sitting;
}

/**
 * Decides the bindings of one account after a REGISTER (RFC 3261 §10.3): of its devices, or of one softphone session. A REGISTER without a Contact
 * changes nothing.
 */
export function register(
  bindings: readonly Binding[],
  request: RegisterRequest,
  nowMs: number,
): Result<readonly Binding[], RegisterRefusal> {
  const living = bindings.filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  if (request.contacts === "*") return takeAll(living, request);
  let next: readonly Binding[] = living;
  for (const asked of request.contacts) {
    const { uri, expiresSeconds } = asked;
    const wanted = expiresSeconds ?? request.expiresSeconds ?? EXPIRY_SECONDS.usual;
    const known = next.find(({ contact }) => contact === uri);
    // §10.3 step 7: an older request of the same device changes nothing.
    if (known?.sipCallId === request.sipCallId && known.cseq >= request.cseq) return refuse("out-of-order");
    if (wanted !== 0 && wanted < EXPIRY_SECONDS.least) return refuse("interval-too-brief");
    const others = next.filter(({ contact }) => contact !== uri);
    const kept = others.filter((one) => !isSameDevice(one, asked, request));
    next = wanted === 0 ? others : [...kept, bindingOf(asked, wanted, request, nowMs)];
  }
  return next.length > BINDINGS_MAX ? refuse("too-many-bindings") : ok(next);
}

/**
 * Whether a device that has another Contact now, as after a reboot, created this binding: by its instance (RFC 5626 §4.1), or else by its User-Agent and
 * its host, from the same address. Contacts of one request, and without an instance of one Call-ID, coexist.
 */
function isSameDevice(known: Binding, { uri, instance }: ContactRequest, request: RegisterRequest): boolean {
  const isSameCallId = known.sipCallId === request.sipCallId;
  if (isSameCallId && known.cseq === request.cseq) return false;
  if (known.instance !== undefined && instance !== undefined) return known.instance === instance;
  const { source, userAgent } = request;
  const isSameAgent = userAgent !== "" && known.userAgent === truncateUserAgent(userAgent);
  return isSameAgent && !isSameCallId && known.address === source.address && placeOf(known.contact) === placeOf(uri);
}

/** User and host of a Contact, without its port and parameters. */
function placeOf(contact: string): string {
  return contact.replace(/[;?].*$/s, "").replace(/:\d+$/, "");
}

function truncateUserAgent(userAgent: string): string {
  return userAgent.slice(0, 200);
}

/** §10.3 step 6: "*" must be the only Contact, with an expiry of zero. */
function takeAll(living: readonly Binding[], request: RegisterRequest): Result<readonly Binding[], RegisterRefusal> {
  if (request.expiresSeconds !== 0) return refuse("bad-wildcard");
  const isLate = living.some(({ sipCallId, cseq }) => sipCallId === request.sipCallId && cseq >= request.cseq);
  return isLate ? refuse("out-of-order") : ok([]);
}

function bindingOf(
  { uri, instance }: ContactRequest,
  wantedSeconds: number,
  request: RegisterRequest,
  nowMs: number,
): Binding {
  const seconds = Math.min(wantedSeconds, EXPIRY_SECONDS.most);
  const { source, sittingId, sipCallId, cseq, userAgent } = request;
  return {
    contact: uri,
    ...source,
    sittingId,
    sipCallId,
    cseq,
    userAgent: truncateUserAgent(userAgent),
    ...(instance === undefined ? {} : { instance }),
    registeredAtMs: nowMs,
    expiresAtMs: nowMs + seconds * MS,
  };
}
