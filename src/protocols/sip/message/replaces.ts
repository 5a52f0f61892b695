import { ok } from "../../../kernel/index.ts";
import { dialogKey } from "../dialog/dialog.ts";
import { faulty, type Read } from "./fault-result.ts";
import { paramOf, readParams } from "./params.ts";
import { type Uri, unescaped } from "./uri.ts";

/** The dialog to be replaced (RFC 3891). */
export interface Replaced {
  /** Key of the dialog at the side that gives it up: to-tag is its own tag (§3). */
  readonly dialogKey: string;
  /** It may be replaced only while it is not confirmed. */
  readonly isEarlyOnly: boolean;
}

const CALL_ID = /^[ \t]*([^\s;,]{1,256})/;

/** Parses the value of a Replaces header (RFC 3891 §6.1): a Call-ID and both tags, each once. */
export function readReplaces(text: string): Read<Replaced> {
  const found = CALL_ID.exec(text);
  if (found === null) return faulty("call-id");
  const [whole, callId = ""] = found;
  const read = readParams(text, whole.length);
  if (!read.ok) return read;
  const { value: params, end } = read.value;
  const [toTag, fromTag] = [paramOf(params, "to-tag"), paramOf(params, "from-tag")];
  const isWhole = text.slice(end).trim() === "" && typeof toTag === "string" && typeof fromTag === "string";
  if (!isWhole) return faulty("params");
  return ok({
    dialogKey: dialogKey({ callId, localTag: toTag, remoteTag: fromTag }),
    isEarlyOnly: paramOf(params, "early-only") !== undefined,
  });
}

/** The Replaces header in a URI, for the request to that URI (RFC 3261 §19.1.1, RFC 5589 §7); null without one. */
export function replacesIn(uri: Uri): Read<Replaced> | null {
  if (uri.kind !== "sip" || uri.headers === null) return null;
  const values = uri.headers.split("&").flatMap((field) => {
    const [name = "", ...value] = field.split("=");
    return unescaped(name).toLowerCase() === "replaces" ? [unescaped(value.join("="))] : [];
  });
  const [value] = values;
  if (value === undefined) return null;
  // RFC 3891 §3: more than one is a fault.
  return values.length > 1 ? faulty("repeated") : readReplaces(value);
}
