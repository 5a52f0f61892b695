import type { Log } from "../../platform/telemetry/index.ts";
import type { Binding } from "../phones/index.ts";

/** Where phones can be reached; in memory for calls, on disk for the next start. */
export interface BindingBook {
  /** The living bindings of a phone. */
  of(phoneId: string, nowMs: number): readonly Binding[];
  /** Keeps the bindings of a phone in place of those before; resolves when they are on disk, or could not be put there. */
  keep(phone: { readonly id: string; readonly tenantId: string }, bindings: readonly Binding[]): Promise<void>;
  /** Phones with a living binding. */
  reachable(nowMs: number): ReadonlySet<string>;
}

/** Opens the book with what was on disk. A phone whose binding cannot be written is reachable all the same. */
export function openBindingBook(options: {
  readonly kept: ReadonlyMap<string, readonly Binding[]>;
  readonly store: (
    phone: { readonly id: string; readonly tenantId: string },
    bindings: readonly Binding[],
  ) => Promise<void>;
  readonly log: Log;
}): BindingBook {
  const book = new Map(options.kept);
  const of = (phoneId: string, nowMs: number) =>
    (book.get(phoneId) ?? []).filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  return {
    of,
    reachable: (nowMs) => new Set([...book.keys()].filter((phoneId) => of(phoneId, nowMs).length > 0)),
    keep: async (phone, bindings) => {
      if (bindings.length === 0) book.delete(phone.id);
      else book.set(phone.id, bindings);
      try {
        await options.store(phone, bindings);
      } catch (error) {
        options.log.warn({ err: error, phoneId: phone.id }, "phone.binding-not-kept");
      }
    },
  };
}
