/** Size of the PDU header: length, command, status, sequence (SMPP 3.4 §3.2). */
export const HEADER_BYTES = 16;

/** Maximum size of a PDU that is read: room for a `message_payload` of far more than ten segments. */
export const PDU_BYTES_MAX = 16_384;

/** A longer PDU up to this size is skipped and answered; beyond it, the length counts as corrupt. */
export const PASSED_BYTES_MAX = 131_072;

/** Number of consecutive unreadable PDUs after which the session ends. */
export const FAULTS_MAX = 50;

/** Maximum size of `short_message` in bytes (SMPP 3.4 §5.2.22). */
export const SHORT_MESSAGE_BYTES_MAX = 254;

/** Maximum number of optional parameters of one PDU. */
export const TLVS_MAX = 64;

/** Time during which a late response is still accepted. */
export const LATE_MS_MAX = 300_000;

/** Maximum number of messages of one session whose late response is still accepted. */
export const LATE_MAX = 500;

/** Largest sequence number (SMPP 3.4 §3.2). */
export const SEQUENCE_MAX = 0x7fff_ffff;

/** Our version of the protocol, and the first one with optional parameters (SMPP 3.4 §3.4). */
export const INTERFACE_VERSION = 0x34;
