/** Bytes of the four numbers that begin every PDU: length, command, status, sequence (SMPP 3.4 §3.2). */
export const HEADER_BYTES = 16;

/** Most bytes of one PDU that is read: room for a `message_payload` of far more than ten parts. */
export const PDU_BYTES_MAX = 16_384;

/** A longer PDU up to this is passed over and answered; beyond, nobody believes that a PDU begins there. */
export const PASSED_BYTES_MAX = 131_072;

/** Unreadable PDUs in a row after which nobody is worth listening to. */
export const FAULTS_MAX = 50;

/** Most bytes of `short_message` (SMPP 3.4 §5.2.22). */
export const SHORT_MESSAGE_BYTES_MAX = 254;

/** Most optional parameters of one PDU. */
export const TLVS_MAX = 64;

/** So long an answer that did not come in time is still heard. */
export const LATE_MS_MAX = 300_000;

/** Messages of one session at the most of which a late answer is still heard. */
export const LATE_MAX = 500;

/** Largest sequence number (SMPP 3.4 §3.2). */
export const SEQUENCE_MAX = 0x7fff_ffff;

/** Our version of the protocol, and the first that knows optional parameters (SMPP 3.4 §3.4). */
export const INTERFACE_VERSION = 0x34;
