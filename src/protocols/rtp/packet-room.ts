/** Packets share pieces of this size. */
const PIECE_BYTES = 16_384;
/** Larger ones have memory of their own. */
const SHARED_BYTES_MAX = 2_048;
const ALIGNED_BYTES = 8;

let piece = new Uint8Array(PIECE_BYTES);
let used = 0;

/**
 * Zeroed room for a packet, cut from a larger piece and never given twice. An array of its own lies outside of the heap from
 * 65 bytes on, to be allocated and freed apart: tens of thousands a second were a large part of what a packet cost.
 */
export function packetRoom(bytes: number): Uint8Array {
  if (bytes > SHARED_BYTES_MAX) return new Uint8Array(bytes);
  if (used + bytes > PIECE_BYTES) {
    piece = new Uint8Array(PIECE_BYTES);
    used = 0;
  }
  const room = piece.subarray(used, used + bytes);
  used += Math.ceil(bytes / ALIGNED_BYTES) * ALIGNED_BYTES;
  return room;
}
