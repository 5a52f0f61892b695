import { ok } from "../../../kernel/index.ts";
import { PARAMS_MAX, URI_MAX } from "../limits.ts";
import { faulty, type Read } from "./fault-result.ts";
import { type Param, paramsText } from "./params.ts";

/** A SIP or SIPS URI (RFC 3261 §19.1.1). User, password, parameters and headers are unparsed, escapes included. */
export interface SipUri {
  readonly kind: "sip";
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** Lower-case; an IPv6 address keeps its brackets. */
  readonly host: string;
  readonly port: number | null;
  readonly params: readonly Param[];
  /** The part after the question mark. */
  readonly headers: string | null;
}

/** A telephone URI (RFC 3966): `number` is unparsed, with or without plus and visual separators. */
interface TelUri {
  readonly kind: "tel";
  readonly number: string;
  readonly params: readonly Param[];
}

/** A URI of another scheme, unparsed. */
interface OtherUri {
  readonly kind: "other";
  readonly scheme: string;
  readonly text: string;
}

/** Any URI in a SIP message. */
export type Uri = SipUri | TelUri | OtherUri;

// RFC 3261 §25.1 SIP-URI. Real phones send a bare "#" in the user for feature codes; "_" occurs in real host names.
const SIP_URI =
  /^sip(s)?:(?:((?:[-_.!~*'()A-Za-z0-9&=+$,;?/#]|%[0-9A-Fa-f]{2})+)(?::((?:[-_.!~*'()A-Za-z0-9&=+$,]|%[0-9A-Fa-f]{2})*))?@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[-A-Za-z0-9_.]*[A-Za-z0-9_.])?)(?::(\d{1,5}))?((?:;(?:[-_.!~*'()A-Za-z0-9[\]/:&+$]|%[0-9A-Fa-f]{2})+(?:=(?:[-_.!~*'()A-Za-z0-9[\]/:&+$]|%[0-9A-Fa-f]{2})*)?)*)(?:\?([-_.!~*'()A-Za-z0-9[\]/?:+$=&%]+))?$/i;
// RFC 3966 §3: global numbers start with plus, local ones may contain hexadecimal digits, "*" and "#".
const TEL_URI =
  /^tel:(\+?[-.()0-9A-Fa-f*#]+)((?:;[-_.!~*'()A-Za-z0-9[\]/:&+$%]+(?:=[-_.!~*'()A-Za-z0-9[\]/:&+$%]*)?)*)$/i;
const OTHER_URI = /^([A-Za-z][A-Za-z0-9+.-]*):[^\s<>"]+$/;
const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
const PORT_MAX = 65_535;
const NONE: readonly Param[] = [];

/** Parses a URI without brackets and surrounding space. Refuses with `uri`. */
export function parseUri(text: string): Read<Uri> {
  if (text.length > URI_MAX) return faulty("uri");
  const found = SIP_URI.exec(text);
  if (found !== null) return sipUri(found);
  const scheme = text.slice(0, 5).toLowerCase();
  if (scheme.startsWith("sip:") || scheme === "sips:") return faulty("uri");
  if (scheme.startsWith("tel:")) return telUri(text);
  const other = OTHER_URI.exec(text);
  return other === null ? faulty("uri") : ok({ kind: "other", scheme: (other[1] ?? "").toLowerCase(), text });
}

function sipUri(found: RegExpExecArray): Read<Uri> {
  const [, secure, user, password, host = "", port, params = "", headers] = found;
  const portNumber = port === undefined ? null : Number(port);
  if (portNumber !== null && portNumber > PORT_MAX) return faulty("uri");
  if (headers !== undefined && BROKEN_ESCAPE.test(headers)) return faulty("uri");
  const split = uriParams(params);
  if (!split.ok) return split;
  return ok({
    kind: "sip",
    secure: secure !== undefined,
    user: user ?? null,
    password: password ?? null,
    host: host.toLowerCase(),
    port: portNumber,
    params: split.value,
    headers: headers ?? null,
  });
}

function telUri(text: string): Read<Uri> {
  const found = TEL_URI.exec(text);
  if (found === null) return faulty("uri");
  const params = uriParams(found[2] ?? "");
  return params.ok ? ok({ kind: "tel", number: found[1] ?? "", params: params.value }) : params;
}

function uriParams(text: string): Read<readonly Param[]> {
  if (text === "") return ok(NONE);
  const params: Param[] = [];
  for (const part of text.slice(1).split(";")) {
    const equals = part.indexOf("=");
    const name = (equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    // RFC 3261 §19.1.1: any given parameter name must not appear more than once.
    if (params.length >= PARAMS_MAX || params.some((param) => param.name === name)) return faulty("uri");
    params.push({ name, value: equals < 0 ? null : part.slice(equals + 1) });
  }
  return ok(params);
}

/** A URI as text. */
export function uriText(uri: Uri): string {
  if (uri.kind === "other") return uri.text;
  if (uri.kind === "tel") return `tel:${uri.number}${paramsText(uri.params)}`;
  const password = uri.password === null ? "" : `:${uri.password}`;
  const user = uri.user === null ? "" : `${uri.user}${password}@`;
  const port = uri.port === null ? "" : `:${uri.port}`;
  const headers = uri.headers === null ? "" : `?${uri.headers}`;
  return `${uri.secure ? "sips" : "sip"}:${user}${uri.host}${port}${paramsText(uri.params)}${headers}`;
}

/** The decoded user part; text that is not valid UTF-8 stays escaped. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Text as a user part: characters that RFC 3261 §25.1 does not permit are escaped. */
export function escapedUser(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:26|3D|2B|24|2C|3B|3F|2F)/g, decodeURIComponent);
}
