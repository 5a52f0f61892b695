import { unescaped } from "../../../protocols/sip/index.ts";
import { FEATURE_CODES, withoutFeatureCodeDigits } from "../dial-plan/index.ts";

/** The maximum of stored messages of one call. */
export const TRACE_ROWS_MAX = 400;
/** The maximum of stored characters of one message. */
const TRACE_TEXT_MAX = 4_000;
const NAME_MAX = 60;

/** A SIP message that a call sent or received, as stored. Instants in milliseconds since 1970. */
export interface TracedMessage {
  readonly callId: string;
  readonly tenantId: string;
  readonly legId: string;
  /** Its position among the messages of the call, from 0. */
  readonly sequence: number;
  readonly atMs: number;
  /** Microseconds of the switch's monotonic clock: the order of messages. */
  readonly elapsedUs: number;
  readonly direction: "received" | "sent";
  /** The source and destination address and port. */
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly transport: string;
  /** The method of a request; null for a response, which has a status. */
  readonly method: string | null;
  readonly status: number | null;
  readonly cseq: string;
  /** Whether it repeats an earlier message in the same direction. */
  readonly isRepeated: boolean;
  /** The message, with secrets masked, cut to 4,000 characters. */
  readonly message: string;
}

/** The identification of a message, found in its text without parsing the rest. */
export interface MessageName {
  readonly sipCallId: string;
  readonly method: string | null;
  readonly status: number | null;
  readonly cseq: string;
}

const STATUS_LINE = /^SIP\/2\.0 (\d{3}) /;
const CALL_ID = /\r\nCall-ID: ([^\r\n]+)/;
const CSEQ = /\r\nCSeq: ([^\r\n]+)/;

/** The identification of a message as `serialise` writes it; null for text without Call-ID or CSeq. */
export function messageName(text: string): MessageName | null {
  const sipCallId = CALL_ID.exec(text)?.[1];
  const cseq = CSEQ.exec(text)?.[1];
  if (sipCallId === undefined || cseq === undefined) return null;
  const status = STATUS_LINE.exec(text)?.[1];
  const method = status === undefined ? text.slice(0, text.indexOf(" ")).slice(0, 40) : null;
  return { sipCallId, method, status: status === undefined ? null : Number(status), cseq: cseq.slice(0, NAME_MAX) };
}

const MASK = "***";
const CREDENTIALS = /^((?:Proxy-)?Authorization:[ \t]*)(\S+)[ \t]*(.*)$/gim;
const PROOF = /\b(response|cnonce)[ \t]*=[ \t]*(?:"[^"]*"|[^,\s]*)/gi;
/** RFC 4568 §9.1: the key follows `inline:`; RFC 4566 §5.12: `k=` contains one in clear text. */
const MEDIA_KEYS = /^(a=crypto:[^\r\n\u2028\u2029]*?inline:)[^\r\n|; ]+/gim;
const MEDIA_PASSWORDS = /^(k=[a-z0-9]+:|a=ice-pwd:)[^\r\n]+/gim;
/** Parameters that a website sends to its application; the header may be folded over several lines. */
const PARAMETERS = /^(X-Parameters[ \t]*:[ \t]*)[^\r\n]*(?:\r\n[ \t][^\r\n]*)*/gim;
/** DTMF digits in SIP INFO of older phones, which may be a PIN. */
const PRESSED = /^(Signal=[ \t]*)[^\r\n]+/gim;
/** The same without a name: the body is the digit. */
const PRESSED_ALONE = /^Content-Type:[ \t]*application\/dtmf[ \t]*(?:;|$)/im;
const STAR = /\*|%2a/i;
/** The user parts of addresses, wherever they occur: request, headers, and credentials. */
const USER = /\b(sips?|tel):([^@\s;>"?,]+)/gi;
/** Digits after a feature code in any other place, as in a display name. */
const CODES = Object.values(FEATURE_CODES).map((code) => code.slice(1));
const FEATURE_CODE_DIGITS = new RegExp(`((?:\\*|%2A)(?:${CODES.join("|")}))(?:[ ;,]?[0-9*#%().-])+`, "gi");

/**
 * A message in storable form: credentials, media keys, DTMF digits, parameters of websites and digits after a feature code are masked, characters
 * that the database rejects are replaced, and the rest is cut.
 */
export function traceText(text: string): string {
  return withoutPressed(withoutDialled(text))
    .replaceAll(CREDENTIALS, (_line, name: string, scheme: string, rest: string) =>
      scheme.toLowerCase() === "digest"
        ? `${name}${scheme} ${rest.replaceAll(PROOF, `$1="${MASK}"`)}`
        : `${name}${scheme.slice(0, 20)} ${MASK}`,
    )
    .replaceAll(MEDIA_KEYS, `$1${MASK}`)
    .replaceAll(MEDIA_PASSWORDS, `$1${MASK}`)
    .replaceAll(PARAMETERS, `$1${MASK}`)
    .replaceAll(PRESSED, `$1${MASK}`)
    .replaceAll(/[^\P{Cc}\r\n\t]/gu, "\u{fffd}")
    .slice(0, TRACE_TEXT_MAX)
    .toWellFormed();
}

function withoutPressed(text: string): string {
  const end = text.indexOf("\r\n\r\n");
  const bodyAt = end + 4;
  const isPressed = end >= 0 && bodyAt < text.length && PRESSED_ALONE.test(text.slice(0, end));
  return isPressed ? `${text.slice(0, bodyAt)}${MASK}` : text;
}

/** The text without the digits after a feature code; most messages contain no star at all. */
function withoutDialled(text: string): string {
  if (!STAR.test(text)) return text;
  const users = text.replaceAll(USER, (whole, scheme: string, user: string) => {
    const [meant, kept] = [unescaped(user), withoutFeatureCodeDigits(unescaped(user))];
    return meant === kept ? whole : `${scheme}:${kept}${MASK}`;
  });
  return users.replaceAll(FEATURE_CODE_DIGITS, `$1${MASK}`);
}

/** An address and port in a trace. */
export function traceAddress(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`.slice(0, NAME_MAX);
}
