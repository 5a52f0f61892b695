import { countedAddress } from "./counted-address.ts";
import { openExpiringCounts } from "./expiring-counts.ts";

/** Wrong credentials of one network within ten minutes of the first, after which it is banned until they are over. */
const WRONG_MAX = 50;
const WINDOW_MS = 10 * 60_000;
const NETWORKS_MAX = 20_000;

/** Networks that sent wrong credentials too often. */
export interface SourceBan {
  isBanned(address: string, nowMs: number): boolean;
  /** Counts one more wrong attempt. */
  addWrong(address: string, nowMs: number): void;
}

/** Opens a ban of ten minutes at most; 20,000 networks are remembered, the newest. An address of IPv6 counts by its /64. */
export function openSourceBan(): SourceBan {
  const wrong = openExpiringCounts({ windowMs: WINDOW_MS, keysMax: NETWORKS_MAX });
  return {
    isBanned: (address, nowMs) => wrong.countOf(countedAddress(address), nowMs) >= WRONG_MAX,
    addWrong: (address, nowMs) => wrong.add(countedAddress(address), nowMs),
  };
}
