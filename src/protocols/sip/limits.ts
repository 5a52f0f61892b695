/** Maximum size of a message in bytes: a whole UDP datagram, and the same on a stream. */
export const MESSAGE_BYTES_MAX = 65_535;

/** Maximum size of start line and header fields together, in bytes. */
export const HEAD_BYTES_MAX = 16_384;

/** Maximum number of header fields of one message. */
export const HEADERS_MAX = 128;

/** Maximum length of a header field's name, in characters. */
export const HEADER_NAME_MAX = 128;

/** Maximum length of a header field's value after unfolding, in characters. */
export const HEADER_VALUE_MAX = 8_192;

/** Maximum length of a URI, in characters. */
export const URI_MAX = 2_048;

/** Maximum number of parameters of one URI or header value. */
export const PARAMS_MAX = 32;

/** Maximum number of values in one list, in one field or over several. */
export const VALUES_MAX = 70;

/** Largest sequence number: RFC 3261 §8.1.1.5 requires less than 2**31. */
export const CSEQ_MAX = 2_147_483_647;
