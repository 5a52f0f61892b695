import { assert, ok, type Result, refuse } from "../../../kernel/index.ts";

/**
 * Channels in use by line and by call centre. One switch owns a line, and takes a channel in the same turn in which it looks, so the
 * limits are exact however many calls arrive at once.
 */
export interface Channels {
  readonly inUse: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ofCentre: ReadonlyMap<string, ReadonlySet<string>>;
}

/** No channel in use. */
export const NO_CHANNELS: Channels = { inUse: new Map(), ofCentre: new Map() };

/** What limits the channels of a line: its own, and those of the call centre over all its lines (null = none of its own). */
export interface ChannelLimits {
  readonly id: string;
  readonly tenantId: string;
  readonly channelsMax: number;
  readonly centreChannelsMax: number | null;
}

/** Takes a channel of a line for a leg; an emergency call passes whatever is in use. */
export function takeChannel(
  channels: Channels,
  wish: { readonly line: ChannelLimits; readonly legId: string; readonly isEmergency: boolean },
): Result<Channels, "channels-full"> {
  const { line, legId, isEmergency } = wish;
  const used = channels.inUse.get(line.id) ?? new Set();
  const usedOfCentre = channels.ofCentre.get(line.tenantId) ?? new Set();
  assert(!used.has(legId), "a leg takes one channel");
  const isFull = used.size >= line.channelsMax || usedOfCentre.size >= (line.centreChannelsMax ?? Infinity);
  if (isFull && !isEmergency) return refuse("channels-full");
  return ok({
    inUse: new Map(channels.inUse).set(line.id, new Set(used).add(legId)),
    ofCentre: new Map(channels.ofCentre).set(line.tenantId, new Set(usedOfCentre).add(legId)),
  });
}

/** Gives a leg's channel back; a leg without one changes nothing. */
export function giveChannel(channels: Channels, legId: string): Channels {
  const inUse = without(channels.inUse, legId);
  return inUse === channels.inUse ? channels : { inUse, ofCentre: without(channels.ofCentre, legId) };
}

function without(
  held: ReadonlyMap<string, ReadonlySet<string>>,
  legId: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  for (const [id, used] of held) {
    if (!used.has(legId)) continue;
    const rest = new Set(used);
    rest.delete(legId);
    return new Map(held).set(id, rest);
  }
  return held;
}

/** Channels of a line in use. */
export function channelsInUse(channels: Channels, trunkId: string): number {
  return channels.inUse.get(trunkId)?.size ?? 0;
}
