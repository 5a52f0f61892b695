/** Size of the blocks that packets share. */
const PIECE_BYTES = 16_384;
/** Larger packets get separate memory. */
const SHARED_BYTES_MAX = 2_048;
const ALIGNED_BYTES = 8;

let piece = new Uint8Array(PIECE_BYTES);
let used = 0;

/**
 * Zeroed memory for a packet, cut from a larger block and never reused. A separate typed array of more than 64 bytes is allocated outside
 * the heap: tens of thousands of allocations a second were a large part of the cost of a packet.
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
