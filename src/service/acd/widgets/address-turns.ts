import { countedAddress } from "../../../kernel/index.ts";

/** What each address asked for in the last hour. */
export interface AddressTurns {
  readonly turnsMs: ReadonlyMap<string, readonly number[]>;
}

const WINDOW_MS = 3_600_000;
/** Wishes of one address in an hour; many people share the address of a mobile network, so the number has a limit of its own. */
export const ADDRESS_MAX = 10;
const ADDRESSES_MAX = 20_000;

/** Nobody asked for anything yet. */
export const NO_TURNS: AddressTurns = { turnsMs: new Map() };

/** Takes a turn of an address; undefined when it has none left. */
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

/** Gives a turn back that was taken at an instant: whoever mistyped has asked for nothing. */
export function withTurnBack({ turnsMs }: AddressTurns, address: string, nowMs: number): AddressTurns {
  const key = countedAddress(address);
  const taken = turnsMs.get(key) ?? [];
  const at = taken.indexOf(nowMs);
  if (at < 0) return { turnsMs };
  return { turnsMs: new Map(turnsMs).set(key, taken.toSpliced(at, 1)) };
}
