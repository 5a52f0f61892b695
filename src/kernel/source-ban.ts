import { countedAddress } from "./counted-address.ts";
import { openExpiringCounts } from "./expiring-counts.ts";

/** Wrong credentials of one network within ten minutes of the first, after which it is banned until that time has passed. */
const WRONG_MAX = 50;
const WINDOW_MS = 10 * 60_000;
const NETWORKS_MAX = 20_000;

/** Bans networks that sent wrong credentials too often. */
export interface SourceBan {
  isBanned(address: string, nowMs: number): boolean;
  /** Counts a wrong attempt. */
  addWrong(address: string, nowMs: number): void;
}

/** Opens a ban of at most ten minutes; the newest 20,000 networks are stored. An IPv6 address counts by its /64. */
export function openSourceBan(): SourceBan {
  const wrong = openExpiringCounts({ windowMs: WINDOW_MS, keysMax: NETWORKS_MAX });
  return {
    isBanned: (address, nowMs) => wrong.countOf(countedAddress(address), nowMs) >= WRONG_MAX,
    addWrong: (address, nowMs) => wrong.add(countedAddress(address), nowMs),
  };
}
