import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ForbiddenHost } from "./trunk.ts";

/** How long an answer counts before it is asked for again. */
const FRESH_MS = 60_000;
const LOOKUP_MS_MAX = 5_000;
/** Names that are kept at once. */
const NAMES_MAX = 5_000;

/** The addresses of lines that are written down by name (RFC 3263 §4.2: where a port is given, its address records count). */
export interface DnsCache {
  /**
   * The IP address of a host that is called at a port; null while it is not known, and where no trunk may be called. What was known
   * once counts until there is another.
   */
  addressOf(host: string, port: number): { readonly address: string | null; readonly isForbidden: boolean };
}

/** What the book stands on. */
export interface DnsCacheOptions {
  /** The address of a name; rejects when it has none. */
  readonly resolve?: (host: string) => Promise<string>;
  readonly isForbidden: ForbiddenHost;
  readonly nowMs: () => number;
  readonly log: Log;
}

interface Known {
  address: string | null;
  askedMs: number;
  isAsking: boolean;
}

/** Opens an empty book: a name is asked for when it is wanted, and again each minute that it is. */
export function openDnsCache({ resolve = systemAddress, isForbidden, nowMs, log }: DnsCacheOptions): DnsCache {
  const names = new Map<string, Known>();
  const ask = async (host: string, known: Known): Promise<void> => {
    known.isAsking = true;
    known.askedMs = nowMs();
    try {
      known.address = await within(LOOKUP_MS_MAX, resolve(host));
    } catch (error) {
      log.warn({ err: error, host }, "line.name-not-found");
    } finally {
      known.isAsking = false;
    }
  };
  const resolved = (host: string): string | null => {
    if (isIP(host) !== 0) return host;
    let known = names.get(host);
    if (known === undefined) {
      if (names.size >= NAMES_MAX) names.clear();
      known = { address: null, askedMs: Number.NEGATIVE_INFINITY, isAsking: false };
      names.set(host, known);
    }
    if (!known.isAsking && nowMs() - known.askedMs >= FRESH_MS) ask(host, known).catch(() => undefined);
    return known.address;
  };
  // Every address is checked when it is used: a name may resolve to another one at any time.
  return {
    addressOf(host, port) {
      const address = resolved(host);
      const isRefused = address !== null && isForbidden(address, port);
      return { address: isRefused ? null : address, isForbidden: isRefused };
    },
  };
}

/** As the system finds names. Our own address is one of IPv4, so theirs is, where there is a choice. */
async function systemAddress(host: string): Promise<string> {
  return (await lookup(host, { order: "ipv4first" })).address;
}

async function within<Value>(ms: number, wanted: Promise<Value>): Promise<Value> {
  let late: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([wanted, limit]);
  } finally {
    clearTimeout(late);
  }
}
