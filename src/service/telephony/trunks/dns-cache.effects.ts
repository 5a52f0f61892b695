import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ForbiddenHost } from "./trunk.ts";

/** The time for which a resolved address is valid. */
const FRESH_MS = 60_000;
const LOOKUP_MS_MAX = 5_000;
/** The maximum of cached names. */
const NAMES_MAX = 5_000;

/** The addresses of trunks with host names (RFC 3263 §4.2: with an explicit port, the address records apply). */
export interface DnsCache {
  /**
   * The IP address of a host for a port; null while it is unknown, and when the address is forbidden for trunks. The last known address stays valid until
   * there is another.
   */
  addressOf(host: string, port: number): { readonly address: string | null; readonly isForbidden: boolean };
}

/** Dependencies of the DNS cache. */
export interface DnsCacheOptions {
  /** Resolves a name; rejects when it has no address. */
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

/** Opens an empty cache: a name is resolved on its first use, and again each minute while it is used. */
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
  // Every address is checked at each use: a name may resolve to another one at any time.
  return {
    addressOf(host, port) {
      const address = resolved(host);
      const isRefused = address !== null && isForbidden(address, port);
      return { address: isRefused ? null : address, isForbidden: isRefused };
    },
  };
}

/** The system's resolver. The switch has an IPv4 address, so IPv4 addresses come first. */
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
