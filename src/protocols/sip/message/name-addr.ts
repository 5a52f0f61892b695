import { ok } from "../../../kernel/index.ts";
import { faulty, type Read } from "./fault-result.ts";
import { type Param, paramsText, quoted, type ReadAt, readParams, unquoted } from "./params.ts";
import { parseUri, type Uri, uriText } from "./uri.ts";

/** A display name, a URI and header parameters: From, To, Contact, Route, Refer-To and similar (RFC 3261 §20.10). */
export interface NameAddr {
  /** Without quotes and backslashes; null when none was given. */
  readonly display: string | null;
  readonly uri: Uri;
  readonly params: readonly Param[];
}

const QUOTED = /"((?:[^"\\]|\\[^\r\n])*)"[ \t]*/y;
const TOKENS = /[-.!%*_+`'~A-Za-z0-9 \t\u0080-\uffff]*/y;
const BARE_END = /[;,? \t]/g;
const SPACE = /[ \t]*/y;

/** Parses one name-addr or addr-spec with its parameters, from `start` to a comma or the end. */
export function readNameAddr(text: string, start: number): Read<ReadAt<NameAddr>> {
  const from = skipSpace(text, start);
  const named = text.charCodeAt(from) === 0x22 ? quotedName(text, from) : tokenName(text, from);
  if (!named.ok) return named;
  if (text.charCodeAt(named.value.end) !== 0x3c) return readAddrSpec(text, from);
  const close = text.indexOf(">", named.value.end);
  if (close < 0) return faulty("uri");
  const uri = parseUri(text.slice(named.value.end + 1, close));
  if (!uri.ok) return uri;
  return withParamsAfter(text, close + 1, { display: named.value.value, uri: uri.value });
}

/** Parses a header value with exactly one address. */
export function parseNameAddr(text: string): Read<NameAddr> {
  const read = readNameAddr(text, 0);
  if (!read.ok) return read;
  return read.value.end === text.length ? ok(read.value.value) : faulty("uri");
}

/** An address as text, always in brackets, so that its parameters are not read as URI parameters. */
export function nameAddrText(address: NameAddr): string {
  const display = address.display === null ? "" : `${quoted(address.display)} `;
  return `${display}<${uriText(address.uri)}>${paramsText(address.params)}`;
}

function skipSpace(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code !== 0x20 && code !== 0x09) return start;
  SPACE.lastIndex = start;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

function quotedName(text: string, start: number): Read<ReadAt<string | null>> {
  QUOTED.lastIndex = start;
  const found = QUOTED.exec(text);
  if (found === null) return faulty("quoted-string");
  const end = QUOTED.lastIndex;
  // A quoted string must be followed by an address in brackets.
  return text.charCodeAt(end) === 0x3c ? ok({ value: unquoted(`"${found[1] ?? ""}"`), end }) : faulty("quoted-string");
}

/** RFC 3261 §25.1: display-name = *(token LWS); letters beyond ASCII are tolerated. */
function tokenName(text: string, start: number): Read<ReadAt<string | null>> {
  TOKENS.lastIndex = start;
  const found = TOKENS.exec(text)?.[0] ?? "";
  const name = found.trimEnd();
  return ok({ value: name === "" ? null : name, end: start + found.length });
}

/** RFC 3261 §20.10: without brackets, parameters after a semicolon belong to the header; "?" and "," require brackets. */
function readAddrSpec(text: string, start: number): Read<ReadAt<NameAddr>> {
  BARE_END.lastIndex = start;
  const stop = BARE_END.exec(text);
  const end = stop?.index ?? text.length;
  if (stop?.[0] === "?") return faulty("uri");
  const uri = parseUri(text.slice(start, end));
  return uri.ok ? withParamsAfter(text, end, { display: null, uri: uri.value }) : uri;
}

function withParamsAfter(
  text: string,
  start: number,
  address: { readonly display: string | null; readonly uri: Uri },
): Read<ReadAt<NameAddr>> {
  const params = readParams(text, start);
  if (!params.ok) return params;
  const end = skipSpace(text, params.value.end);
  if (end < text.length && text.charCodeAt(end) !== 0x2c) return faulty("params");
  return ok({ value: { ...address, params: params.value.value }, end });
}
