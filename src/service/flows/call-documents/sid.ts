import { isUuid, type Uuid } from "../../../kernel/index.ts";

/** The two letters before each kind of thing, as the field writes them. */
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

/** What a SID can name. */
export type SidKind = keyof typeof SID_PREFIXES;

const SID = /^([A-Z]{2})([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;
const NUMBER_SID = /^PNf{24,29}(\d{3,8})$/;
const NUMBER_DIGITS = 32;

/** The SID of something of ours: its kind's two letters and the 32 digits of its id. Nothing is kept for it. */
export function sidOf(kind: SidKind, id: string): string {
  return `${SID_PREFIXES[kind]}${id.replaceAll("-", "")}`;
}

/** The id that a SID of this kind names; null for what is no SID, or one of another kind. */
export function idOfSid(kind: SidKind, sid: string): Uuid | null {
  const [, prefix, ...parts] = SID.exec(sid) ?? [];
  if (prefix !== SID_PREFIXES[kind]) return null;
  const id = parts.join("-");
  return isUuid(id) ? id : null;
}

/** The SID of a code, which has no id beside its digits: they stand at the end, behind the letter f. */
export function numberSid(code: string): string {
  return `PN${code.padStart(NUMBER_DIGITS, "f")}`;
}

/** The code that a number's SID names; null for what is none. */
export function codeOfNumberSid(sid: string): string | null {
  const code = NUMBER_SID.exec(sid)?.[1];
  return code !== undefined && sid === numberSid(code) ? code : null;
}
