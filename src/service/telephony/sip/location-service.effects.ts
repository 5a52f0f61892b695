import type { Log } from "../../../platform/telemetry/index.ts";
import type { Binding } from "../phones/index.ts";

/** Location service (RFC 3261 §10): bindings of phones, in memory for calls, on disk for the next start. */
export interface LocationService {
  /** The valid bindings of a phone. */
  of(phoneId: string, nowMs: number): readonly Binding[];
  /** Replaces the bindings of a phone; resolves when they are on disk, or the write has failed. */
  keep(phone: { readonly id: string; readonly tenantId: string }, bindings: readonly Binding[]): Promise<void>;
  /** Phones with a device at this connection, each with its remaining bindings. */
  withoutConnection(connection: string): readonly { readonly phoneId: string; readonly kept: readonly Binding[] }[];
  /** Whether a phone has registered from this address. */
  isDevice(source: Pick<Binding, "address" | "port">): boolean;
  /** Phones with a valid binding. */
  reachable(nowMs: number): ReadonlySet<string>;
}

interface LocationServiceOptions {
  readonly kept: ReadonlyMap<string, readonly Binding[]>;
  readonly store: (
    phone: { readonly id: string; readonly tenantId: string },
    bindings: readonly Binding[],
  ) => Promise<void>;
  readonly log: Log;
}

/** Opens the location service with the bindings from disk. A phone whose binding cannot be written is reachable nevertheless. */
export function openLocationService(options: LocationServiceOptions): LocationService {
  const book = new Map(options.kept);
  const devices = openDevices(options.kept);
  const writing = new Map<string, Promise<void>>();
  const of = (phoneId: string, nowMs: number) =>
    (book.get(phoneId) ?? []).filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  return {
    of,
    withoutConnection: (connection) =>
      [...book]
        .map(([phoneId, bindings]) => ({
          phoneId,
          before: bindings.length,
          kept: bindings.filter((binding) => binding.connection !== connection),
        }))
        .filter(({ before, kept }) => kept.length < before)
        .map(({ phoneId, kept }) => ({ phoneId, kept })),
    isDevice: (source) => devices.has(source),
    reachable: (nowMs) => new Set([...book.keys()].filter((phoneId) => of(phoneId, nowMs).length > 0)),
    keep: (phone, bindings) => {
      devices.change(book.get(phone.id) ?? [], bindings);
      if (bindings.length === 0) book.delete(phone.id);
      else book.set(phone.id, bindings);
      // Writes are serialised: disk and memory must end with the same state.
      const before = writing.get(phone.id) ?? Promise.resolve();
      const done = before.then(async () => {
        await write(options, phone, bindings);
        if (writing.get(phone.id) === done) writing.delete(phone.id);
      });
      writing.set(phone.id, done);
      return done;
    },
  };
}

type Place = Pick<Binding, "address" | "port">;

/** Counts the bindings at each address and port. */
function openDevices(kept: ReadonlyMap<string, readonly Binding[]>) {
  const counts = new Map<string, number>();
  const nameOf = ({ address, port }: Place): string => `${address} ${port}`;
  const add = (name: string, by: 1 | -1): void => {
    const count = (counts.get(name) ?? 0) + by;
    if (count > 0) counts.set(name, count);
    else counts.delete(name);
  };
  const change = (before: readonly Place[], after: readonly Place[]): void => {
    for (const place of before) add(nameOf(place), -1);
    for (const place of after) add(nameOf(place), 1);
  };
  for (const bindings of kept.values()) change([], bindings);
  return { change, has: (source: Place): boolean => counts.has(nameOf(source)) };
}

async function write(
  { store, log }: LocationServiceOptions,
  phone: { readonly id: string; readonly tenantId: string },
  bindings: readonly Binding[],
): Promise<void> {
  try {
    await store(phone, bindings);
  } catch (error) {
    log.warn({ err: error, phoneId: phone.id }, "phone.binding-not-kept");
  }
}
