import { ok, type Result, refuse } from "../../kernel/index.ts";
import { replyCodes } from "./codes.ts";
import { type FileMethod, type NibMethod, type OssMethod, replyHeadSchema } from "./messages.ts";

/** Why OSS returned no usable record. */
export type OssRefusalCode =
  | "nib-unknown"
  | "oss-access-denied"
  | "oss-malformed"
  | "oss-not-configured"
  | "oss-request-refused"
  | "oss-unavailable";

/** A refusal with the message of OSS; `detail` is for the operator's log, not for the screen. */
export interface OssRefusal {
  readonly code: OssRefusalCode;
  readonly detail: string;
}

/** Maximum number of bytes of a parsed reply. */
export const REPLY_BYTES_MAX = 2_097_152;
const DETAIL_MAX = 255;
const NOT_FOUND = /tidak\s+(di\s*)?temukan|not\s+found|tidak\s+terdaftar/i;
const ABOUT_THE_SERVICE = /service|layanan/i;

/** The unread parts of a reply with code 200. */
interface OpenedReply {
  readonly dataNIB?: unknown;
  readonly dataIZIN?: unknown;
}

/** Opens the envelope and evaluates the inner code, independent of the HTTP status. */
export function openReply(reply: unknown, method: Exclude<OssMethod, FileMethod>): Result<OpenedReply, OssRefusal> {
  const json = replyJson(reply);
  if (!json.ok) return json;
  const head = replyHeadSchema.safeParse(envelopeIn(json.value, method));
  if (!head.success) return malformed("no readable envelope");
  const { kode, keterangan, ...parts } = head.data;
  return kode === replyCodes.success ? ok(parts) : refuse(refusalOf(kode, keterangan));
}

/** Opens the envelope of a reply about a NIB; the value is the unread `dataNIB`. */
export function dataOf(reply: unknown, method: NibMethod): Result<unknown, OssRefusal> {
  const opened = openReply(reply, method);
  if (!opened.ok) return opened;
  const { dataNIB } = opened.value;
  if (isEmpty(dataNIB)) return refuse({ code: "nib-unknown", detail: "200 without data" });
  return ok(withTrimmedKeys(dataNIB));
}

/** The contract's own example spells a member `"tipe_dokumen "`, so keys are trimmed; an exact key takes precedence. */
export function withTrimmedKeys(data: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  const entries = Object.entries(data);
  const spaced = entries.filter(([key]) => key !== key.trim()).map(([key, value]) => [key.trim(), value] as const);
  return { ...Object.fromEntries(spaced), ...Object.fromEntries(entries) };
}

/** The JSON of a reply, from its bytes or already parsed. */
export function replyJson(reply: unknown): Result<unknown, OssRefusal> {
  return reply instanceof Uint8Array ? jsonFrom(reply) : ok(reply);
}

function jsonFrom(bytes: Uint8Array): Result<unknown, OssRefusal> {
  if (bytes.byteLength > REPLY_BYTES_MAX) return malformed("reply too large");
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return malformed("not JSON");
  }
}

/** Names of the replies to a method in the contract, as `plain` normalises them: the check is spelled in two ways. */
const SPELLINGS: Readonly<Record<Exclude<OssMethod, FileMethod>, readonly string[]>> = {
  inqueryNIB: ["inquerynib"],
  checkNIB: ["checknib"],
  receiveLicenseStatus: ["receivelicensestatus", "receivestatuslicense"],
  checkLicenseStatus: ["checklicensestatus", "checkstatuslicense"],
};

/**
 * Finds the envelope by its spellings: the contract itself writes `respon…` and `response…` for the same reply, and
 * deployments send `respon` alone or `inquiry` for `inquery`.
 */
function envelopeIn(json: unknown, method: Exclude<OssMethod, FileMethod>): unknown {
  if (typeof json !== "object" || json === null) return undefined;
  const wanted = SPELLINGS[method];
  const entries = Object.entries(json).slice(0, 20);
  const found = entries.find(([key]) => {
    const rest = /^respon(?:se)?(.*)$/i.exec(key.trim())?.[1];
    return rest !== undefined && (rest === "" || wanted.includes(plain(rest)));
  });
  return found?.[1];
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .replace("inquiry", "inquery");
}

function isEmpty(data: unknown): boolean {
  if (data === undefined || data === null || data === "") return true;
  return typeof data === "object" && Object.values(data).every((member) => member === "" || member === null);
}

/**
 * Interprets a code other than 200. The contract uses 400 with the words "tidak ditemukan" for an unknown record, and
 * 404 for an unknown service, so the words distinguish the two.
 */
export function refusalOf(kode: number, words: string): OssRefusal {
  const detail = `${kode} ${words}`.slice(0, DETAIL_MAX);
  if (kode >= replyCodes.failed) return { code: "oss-unavailable", detail };
  const isDenied =
    kode === replyCodes["user-invalid"] ||
    kode === replyCodes["access-illegal"] ||
    kode === replyCodes["access-refused"];
  if (isDenied) return { code: "oss-access-denied", detail };
  if (NOT_FOUND.test(words) && !ABOUT_THE_SERVICE.test(words)) return { code: "nib-unknown", detail };
  return { code: "oss-request-refused", detail };
}

/** The refusal of an unreadable reply. */
export function malformed(detail: string): { readonly ok: false; readonly refusal: OssRefusal } {
  return refuse({ code: "oss-malformed", detail: detail.slice(0, DETAIL_MAX) });
}
