import { assert, ok, type Result, refuse } from "../../kernel/index.ts";

/**
 * Channels in use by line. One switch owns a line, and takes a channel in the same turn in which it looks, so the limit
 * is exact however many calls arrive at once.
 */
export interface Channels {
  readonly inUse: ReadonlyMap<string, ReadonlySet<string>>;
}

/** No channel in use. */
export const NO_CHANNELS: Channels = { inUse: new Map() };

/** Takes a channel of a line for a leg; `limit` null lets the leg pass whatever is in use, as an emergency call does. */
export function takeChannel(
  channels: Channels,
  wish: { readonly trunkId: string; readonly legId: string; readonly limit: number | null },
): Result<Channels, "channels-full"> {
  const used = channels.inUse.get(wish.trunkId) ?? new Set();
  assert(!used.has(wish.legId), "a leg takes one channel");
  if (wish.limit !== null && used.size >= wish.limit) return refuse("channels-full");
  return ok({ inUse: new Map(channels.inUse).set(wish.trunkId, new Set(used).add(wish.legId)) });
}

/** Gives a leg's channel back; a leg without one changes nothing. */
export function giveChannel(channels: Channels, legId: string): Channels {
  for (const [trunkId, used] of channels.inUse) {
    if (!used.has(legId)) continue;
    const rest = new Set(used);
    rest.delete(legId);
    return { inUse: new Map(channels.inUse).set(trunkId, rest) };
  }
  return channels;
}

/** Channels of a line in use. */
export function channelsInUse(channels: Channels, trunkId: string): number {
  return channels.inUse.get(trunkId)?.size ?? 0;
}
