import { isUuid, type Uuid } from "../../../kernel/index.ts";

/** The two-letter prefix of each kind of SID, as in Twilio's API. */
export const SID_PREFIXES = {
  account: "AC",
  activity: "WA",
  apiKey: "SK",
  application: "AP",
  call: "CA",
  conference: "CF",
  message: "SM",
  mediaMessage: "MM",
  queue: "QU",
  recording: "RE",
  stream: "MZ",
  task: "WT",
  taskQueue: "WQ",
  transfer: "HF",
  worker: "WK",
  workspace: "WS",
} as const;

/** Kinds of resources with a SID. */
export type SidKind = keyof typeof SID_PREFIXES;

const SID = /^([A-Z]{2})([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;
const NUMBER_SID = /^PNf{24,29}(\d{3,8})$/;
const NUMBER_DIGITS = 32;

/** The SID of a resource: the two letters of its kind and the 32 hexadecimal digits of its id. SIDs are not stored. */
export function sidOf(kind: SidKind, id: string): string {
  return `${SID_PREFIXES[kind]}${id.replaceAll("-", "")}`;
}

/** The id in a SID of this kind; null for text that is no SID, or a SID of another kind. */
export function idOfSid(kind: SidKind, sid: string): Uuid | null {
  const [, prefix, ...parts] = SID.exec(sid) ?? [];
  if (prefix !== SID_PREFIXES[kind]) return null;
  const id = parts.join("-");
  return isUuid(id) ? id : null;
}

/** The SID of a code, which has no UUID: its digits are at the end, behind the letter f. */
export function numberSid(code: string): string {
  return `PN${code.padStart(NUMBER_DIGITS, "f")}`;
}

/** The code in the SID of a number; null for any other text. */
export function codeOfNumberSid(sid: string): string | null {
  const code = NUMBER_SID.exec(sid)?.[1];
  return code !== undefined && sid === numberSid(code) ? code : null;
}
