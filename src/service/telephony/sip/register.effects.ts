import {
  addressesOf,
  type CheckedRequest,
  headerOf,
  type NameAddr,
  paramOf,
  respond,
  type SipHeader,
  type SipPeer,
  type TransactionKey,
  uriText,
} from "../../../protocols/sip/index.ts";
import {
  type Binding,
  EXPIRY_SECONDS,
  type Phone,
  type RegisterRefusal,
  type RegisterRequest,
  register,
} from "../phones/index.ts";
import type { LocationService } from "./location-service.effects.ts";
import type { SipCore } from "./sip-core.effects.ts";

interface Registrar {
  readonly core: Pick<SipCore, "respond">;
  readonly bindings: LocationService;
  readonly nowMs: number;
  readonly toTag: string;
}

interface ReceivedRegister {
  readonly key: TransactionKey;
  readonly request: CheckedRequest;
  readonly source: SipPeer;
}

const MS = 1_000;
const SECONDS = /^\d{1,9}$/;

/** Status of each refusal (RFC 3261 §10.3). */
const REFUSALS: Readonly<Record<RegisterRefusal, { readonly status: number; readonly reason: string }>> = {
  "bad-wildcard": { status: 400, reason: "Wildcard Contact Needs Expires 0" },
  "interval-too-brief": { status: 423, reason: "Interval Too Brief" },
  "too-many-bindings": { status: 403, reason: "Too Many Devices" },
  "out-of-order": { status: 500, reason: "Out Of Order" },
};

/** Answers the REGISTER of an authenticated phone, once its bindings are on disk. */
export function answerRegister(
  registrar: Registrar,
  asked: ReceivedRegister,
  phone: Pick<Phone, "id" | "tenantId" | "sittingId">,
): void {
  const request = readRegisterRequest(asked, phone);
  if (request === null) return say(registrar, asked, { status: 400, reason: "Malformed Contact" }, []);
  const { bindings, nowMs } = registrar;
  const all = bindings.of(phone.id, nowMs);
  const isOwn = ({ sittingId }: Binding): boolean => sittingId === phone.sittingId;
  const result = register(all.filter(isOwn), request, nowMs);
  if (!result.ok) {
    const least: SipHeader = { name: "Min-Expires", value: String(EXPIRY_SECONDS.least) };
    return say(registrar, asked, REFUSALS[result.refusal], result.refusal === "interval-too-brief" ? [least] : []);
  }
  const contacts = result.value.map((binding) => contactHeader(binding, nowMs));
  const others = all.filter((binding) => !isOwn(binding));
  bindings.keep(phone, [...others, ...result.value]).then(
    () => say(registrar, asked, { status: 200, reason: "OK" }, contacts),
    () => undefined,
  );
}

function say(
  { core, toTag }: Registrar,
  { key, request }: ReceivedRegister,
  answer: { readonly status: number; readonly reason: string },
  headers: readonly SipHeader[],
): void {
  core.respond(key, respond(request.message, { ...answer, toTag, headers }));
}

function contactHeader(binding: Binding, nowMs: number): SipHeader {
  const seconds = Math.max(0, Math.round((binding.expiresAtMs - nowMs) / MS));
  return { name: "Contact", value: `<${binding.contact}>;expires=${seconds}` };
}

/** Parses a REGISTER; null when its Contact is malformed. */
function readRegisterRequest(
  { request, source }: ReceivedRegister,
  { sittingId }: Pick<Phone, "sittingId">,
): RegisterRequest | null {
  const { message } = request;
  const expires = headerOf(message, "Expires");
  const shared = {
    expiresSeconds: seconds(expires),
    source,
    sittingId,
    sipCallId: request.callId.slice(0, 256),
    cseq: request.cseq,
    userAgent: headerOf(message, "User-Agent") ?? "",
  };
  if (headerOf(message, "Contact")?.trim() === "*") return { ...shared, contacts: "*" };
  const contacts = addressesOf(message, "Contact");
  if (!contacts.ok) return null;
  return {
    ...shared,
    contacts: contacts.value.map(({ uri, params }) => ({
      uri: uriText(uri).slice(0, 400),
      expiresSeconds: seconds(paramOf(params, "expires")),
      ...instanceOf(params),
    })),
  };
}

/** A device may have several flows, each with its own number (RFC 5626 §4.2). */
function instanceOf(params: NameAddr["params"]): Pick<Binding, "instance"> {
  const instance = paramOf(params, "+sip.instance");
  if (typeof instance !== "string" || instance === "") return {};
  return { instance: `${instance} ${paramOf(params, "reg-id") ?? ""}`.slice(0, 200) };
}

function seconds(text: string | null | undefined): number | null {
  return typeof text === "string" && SECONDS.test(text) ? Number(text) : null;
}
