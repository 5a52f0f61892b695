import { countedAddress } from "../../../kernel/index.ts";

/** The requests of each address in the last hour. */
export interface AddressTurns {
  readonly turnsMs: ReadonlyMap<string, readonly number[]>;
}

const WINDOW_MS = 3_600_000;
/** The maximum of requests from one address in an hour; many people share the address of a mobile network, and numbers have a separate limit. */
export const ADDRESS_MAX = 10;
const ADDRESSES_MAX = 20_000;

/** No request has arrived yet. */
export const NO_TURNS: AddressTurns = { turnsMs: new Map() };

/** Counts a request of an address; undefined when its limit is reached. */
export function withTurn({ turnsMs }: AddressTurns, address: string, nowMs: number): AddressTurns | undefined {
  const key = countedAddress(address);
  const recent = (turnsMs.get(key) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
  if (recent.length >= ADDRESS_MAX) return undefined;
  const next = new Map(turnsMs);
  next.delete(key);
  next.set(key, [...recent, nowMs]);
  for (const oldest of next.keys()) {
    if (next.size <= ADDRESSES_MAX) break;
    next.delete(oldest);
  }
  return { turnsMs: next };
}

/** Takes a counted request of an instant back: a mistyped request does not count. */
export function withTurnBack({ turnsMs }: AddressTurns, address: string, nowMs: number): AddressTurns {
  const key = countedAddress(address);
  const taken = turnsMs.get(key) ?? [];
  const at = taken.indexOf(nowMs);
  if (at < 0) return { turnsMs };
  return { turnsMs: new Map(turnsMs).set(key, taken.toSpliced(at, 1)) };
}
