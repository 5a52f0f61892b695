/** A string with one meaning only; created by the constructor functions of its module. */
export type Brand<Base, Name extends string> = Base & { readonly __brand: Name };

/** A UUID in canonical lower-case text form. */
export type Uuid = Brand<string, "Uuid">;

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a canonical lower-case UUID of any version. */
export function isUuid(text: string): text is Uuid {
  return UUID_PATTERN.test(text);
}

/** Number of random bytes that `uuidV7` needs. */
export const UUID_RANDOM_BYTES = 10;

/**
 * Builds a UUID version 7 from its parts, so that ids sort by time (RFC 9562 §5.7). `unixMs` is milliseconds since
 * 1970; `random` holds at least `UUID_RANDOM_BYTES` bytes.
 */
export function uuidV7(unixMs: number, random: Uint8Array): Uuid {
  const bytes = new Uint8Array(16);
  let rest = unixMs;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, UUID_RANDOM_BYTES), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uuid;
}
