import type { Log } from "../../../platform/telemetry/index.ts";
import type { Binding } from "../phones/index.ts";

/** Where phones can be reached; in memory for calls, on disk for the next start. */
export interface LocationService {
  /** The living bindings of a phone. */
  of(phoneId: string, nowMs: number): readonly Binding[];
  /** Keeps the bindings of a phone in place of those before; resolves when they are on disk, or could not be put there. */
  keep(phone: { readonly id: string; readonly tenantId: string }, bindings: readonly Binding[]): Promise<void>;
  /** Phones with a device at this connection, each with the bindings that are left without it. */
  withoutConnection(connection: string): readonly { readonly phoneId: string; readonly kept: readonly Binding[] }[];
  /** Whether a phone has signed in from there. */
  isDevice(source: Pick<Binding, "address" | "port">): boolean;
  /** Phones with a living binding. */
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

/** Opens the book with what was on disk. A phone whose binding cannot be written is reachable all the same. */
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
      // One after another: the disk must end as the memory did.
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

/** How many bindings there are at each address and port. */
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
