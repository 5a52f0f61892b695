/** Most bytes of one message: a whole UDP datagram, and as much on a stream. */
export const MESSAGE_BYTES_MAX = 65_535;

/** Most bytes of start line and header fields together. */
export const HEAD_BYTES_MAX = 16_384;

/** Most header fields of one message. */
export const HEADERS_MAX = 128;

/** Most characters of a header field's name. */
export const HEADER_NAME_MAX = 128;

/** Most characters of a header field's value after unfolding. */
export const HEADER_VALUE_MAX = 8_192;

/** Most characters of a URI. */
export const URI_MAX = 2_048;

/** Most parameters of one URI or header value. */
export const PARAMS_MAX = 32;

/** Most values in one list, whether in one field or over several. */
export const VALUES_MAX = 70;

/** Largest sequence number: RFC 3261 §8.1.1.5 says less than 2**31. */
export const CSEQ_MAX = 2_147_483_647;
