import { ok, type Result, refuse } from "../../kernel/index.ts";
import {
  type Attribute,
  type MediaDescription,
  type Origin,
  SDP_LIMITS,
  type SdpFault,
  type SessionDescription,
} from "./description.ts";

/**
 * The line types of a session and of a media section (RFC 8866 §5). Titles, contact addresses, bandwidth, times and keys
 * (i u e p b t r z k) are known and dropped: nothing here uses them, and `k` is obsolete.
 */
const SESSION_LETTERS = "vosiuepcbtrzka";
const MEDIA_LETTERS = "micbka";
/** Maximum number of addresses in one section. */
const CONNECTIONS_MAX = 8;

interface Line {
  readonly letter: string;
  readonly value: string;
}

/** Parses a session description. Lines may end with CRLF or LF alone (RFC 8866 §5 requires parsers to accept both). */
export function parseSdp(text: string): Result<SessionDescription, SdpFault> {
  if (text.length > SDP_LIMITS.bytes) return broken("too-long");
  const rows = text.split(/\r\n|\n/).filter((row) => row !== "");
  if (rows.length > SDP_LIMITS.lines) return broken("too-many-lines");
  const lines = rows.map(lineOf);
  if (lines.includes(null)) return broken("line-malformed");
  const read = lines.filter((line) => line !== null);
  const [version] = read;
  // RFC 8866 §5.1: the only version is 0.
  if (version?.letter !== "v" || version.value !== "0") return broken("not-version-0");
  const starts = read.flatMap(({ letter }, at) => (letter === "m" ? [at] : []));
  if (starts.length > SDP_LIMITS.media) return broken("too-many-lines");
  const session = read.slice(0, starts[0] ?? read.length);
  const parts = starts.map((start, nth) => read.slice(start, starts[nth + 1] ?? read.length));
  const isOrdered = inOrder(session, SESSION_LETTERS) && parts.every((part) => inOrder(part, MEDIA_LETTERS));
  return isOrdered ? described(session, parts) : broken("line-out-of-order");
}

/** RFC 8866 §5: a description with an unknown line type must be ignored as a whole; unknown attributes are not. */
function lineOf(row: string): Line | null {
  const letter = row[0] ?? "";
  const isKnown = row[1] === "=" && (SESSION_LETTERS.includes(letter) || letter === "m");
  if (!isKnown || row.length > SDP_LIMITS.lineBytes || row.includes("\0") || row.includes("\r")) return null;
  return { letter, value: row.slice(2) };
}

/** Some phones swap adjacent lines, so only the order that changes meaning is enforced: `v`, `o` and `s` first and once. */
function inOrder(lines: readonly Line[], known: string): boolean {
  const letters = lines.map(({ letter }) => letter);
  const isSession = known === SESSION_LETTERS;
  const head = isSession ? "vos" : "m";
  const isHeadFirst = letters.slice(0, head.length).join("") === head;
  const isHeadOnce = letters.slice(head.length).every((letter) => !head.includes(letter));
  const connections = letters.filter((letter) => letter === "c").length;
  return (
    isHeadFirst && isHeadOnce && connections <= CONNECTIONS_MAX && letters.every((letter) => known.includes(letter))
  );
}

function described(
  session: readonly Line[],
  parts: readonly (readonly Line[])[],
): Result<SessionDescription, SdpFault> {
  const origin = originOf(firstValue(session, "o") ?? "");
  if (origin === null) return broken("origin-missing");
  const connection = connectionOf(session);
  if (connection === undefined) return broken("line-malformed");
  const media = parts.map(mediaOf);
  if (media.includes(null)) return broken("line-malformed");
  const described = media.filter((one) => one !== null);
  // RFC 8866 §5.7: the session or every used media section must have a connection line.
  const hasAddress = connection !== null || described.every((one) => one.port === 0 || one.connection !== null);
  if (!hasAddress) return broken("connection-missing");
  if (described.length === 0) return broken("media-missing");
  return ok({
    origin,
    sessionName: firstValue(session, "s") ?? "-",
    connection,
    attributes: attributesOf(session),
    media: described,
  });
}

/** RFC 8866 §5.2: username, session id, version, net type, address type, address. */
function originOf(value: string): Origin | null {
  const [username, sessionId, version, netType, addressType, address, ...rest] = value.split(" ");
  const isWhole = netType === "IN" && (addressType === "IP4" || addressType === "IP6") && rest.length === 0;
  if (!isWhole || !username || !isNumber(sessionId) || !isNumber(version) || !address) return null;
  return { username, sessionId, version, address };
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,20}$/.test(text);
}

/** RFC 8866 §5.7; undefined for a malformed one. A TTL after an IP4 address is for multicast and dropped. */
function connectionOf(lines: readonly Line[]): string | null | undefined {
  const value = firstValue(lines, "c");
  if (value === null) return null;
  const found = /^IN (?:IP4|IP6) ([^\s/]{1,255})(?:\/\d+)*$/.exec(value.trim());
  return found?.[1];
}

/** RFC 8866 §5.14: media, port with an optional count, protocol, formats. */
function mediaOf(lines: readonly Line[]): MediaDescription | null {
  const [kind, portText, protocol, ...formats] = (lines[0]?.value ?? "").trim().split(/ +/);
  const port = /^(\d{1,5})(?:\/\d{1,5})?$/.exec(portText ?? "")?.[1];
  const connection = connectionOf(lines.slice(1));
  const isWhole = kind && protocol && port !== undefined && Number(port) <= 65_535 && connection !== undefined;
  if (!isWhole || formats.length === 0 || formats.length > SDP_LIMITS.formats) return null;
  return { kind, port: Number(port), protocol, formats, connection, attributes: attributesOf(lines) };
}

/** Attributes are preserved, known or not (RFC 8866 §5.13: the reader ignores unknown ones). */
function attributesOf(lines: readonly Line[]): readonly Attribute[] {
  return lines
    .filter(({ letter }) => letter === "a")
    .slice(0, SDP_LIMITS.attributes)
    .map(({ value }) => {
      const colon = value.indexOf(":");
      if (colon < 0) return { name: value.trim(), value: null };
      return { name: value.slice(0, colon), value: value.slice(colon + 1).trim() };
    });
}

function firstValue(lines: readonly Line[], letter: string): string | null {
  return lines.find((line) => line.letter === letter)?.value ?? null;
}

function broken(fault: SdpFault): Result<SessionDescription, SdpFault> {
  return refuse(fault);
}
