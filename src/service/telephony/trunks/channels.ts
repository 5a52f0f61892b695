import { assert, ok, type Result, refuse } from "../../../kernel/index.ts";

/**
 * Channels in use by trunk and by call centre. One switch owns a trunk, and takes a channel in the same turn as the check, so that the limits are exact
 * for any number of simultaneous calls.
 */
export interface Channels {
  readonly inUse: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ofCentre: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Without channels in use. */
export const NO_CHANNELS: Channels = { inUse: new Map(), ofCentre: new Map() };

/** The channel limits of a trunk: its own, and that of the call centre over all of its trunks (null for none). */
export interface ChannelLimits {
  readonly id: string;
  readonly tenantId: string;
  readonly channelsMax: number;
  readonly centreChannelsMax: number | null;
}

/** Takes a channel of a trunk for a leg; an emergency call passes whatever is in use. */
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

/** Releases a leg's channel; without effect for a leg without one. */
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

/** The number of channels of a trunk in use. */
export function channelsInUse(channels: Channels, trunkId: string): number {
  return channels.inUse.get(trunkId)?.size ?? 0;
}
