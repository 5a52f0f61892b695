/** The bits of esm_class (SMPP 3.4 §5.2.12). */
export const ESM_CLASS = { modeMask: 0x03, typeMask: 0x3c, receipt: 0x04, headed: 0x40, replyPath: 0x80 } as const;

/** Character encoding of a message, by data_coding (SMPP 3.4 §5.2.19). The two sides agree on `default`. */
export type DataCoding = "default" | "ascii" | "latin1" | "ucs2";

const CODINGS: ReadonlyMap<number, DataCoding> = new Map([
  [0x00, "default"],
  [0x01, "ascii"],
  [0x03, "latin1"],
  [0x08, "ucs2"],
  // GSM 03.38 §4: the default alphabet and UCS-2 with a message class, by which phones show or store a message.
  [0xf0, "default"],
  [0xf1, "default"],
  [0xf2, "default"],
  [0xf3, "default"],
  [0x18, "ucs2"],
  [0x19, "ucs2"],
  [0x1a, "ucs2"],
  [0x1b, "ucs2"],
]);

/** The encoding of a data_coding; null when it carries no text, or an alphabet that Indonesian phones do not use. */
export function dataCoding(value: number): DataCoding | null {
  return CODINGS.get(value) ?? null;
}

/** When a delivery receipt is requested, by the lower bits of registered_delivery (SMPP 3.4 §5.2.17; 3 as in SMPP 5.0). */
export type WantedReceipt = "never" | "always" | "on-failure" | "on-success";

const WANTED: readonly WantedReceipt[] = ["never", "always", "on-failure", "on-success"];

/** The receipt requested by registered_delivery; null for undefined bits. */
export function wantedReceipt(value: number): WantedReceipt | null {
  return value > 0x1f ? null : (WANTED[value % 4] ?? null);
}

/** The states of SMPP 3.4 §5.2.28 by their numbers. */
export const MESSAGE_STATE = {
  enroute: 1,
  delivered: 2,
  expired: 3,
  deleted: 4,
  undeliverable: 5,
  accepted: 6,
  unknown: 7,
  rejected: 8,
} as const;

/** The name of a message state. */
export type MessageState = keyof typeof MESSAGE_STATE;

/** The message state with a number; null for one that SMPP 3.4 does not define. */
export function messageState(value: number): MessageState | null {
  return STATE_NAMES.get(value) ?? null;
}

const STATE_NAMES = new Map<number, MessageState>(
  Object.entries(MESSAGE_STATE).map(([name, value]): [number, MessageState] => [value, name as MessageState]),
);

const TON_MAX = 6;
const NPIS: ReadonlySet<number> = new Set([0, 1, 3, 4, 6, 8, 9, 10, 14, 18]);

/** True for a type of number of SMPP 3.4 §5.2.5. */
export function isTon(value: number): boolean {
  return value <= TON_MAX;
}

/** True for a numbering plan of SMPP 3.4 §5.2.6. */
export function isNpi(value: number): boolean {
  return NPIS.has(value);
}
