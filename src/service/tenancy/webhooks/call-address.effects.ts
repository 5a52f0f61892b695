import { lookup, Resolver } from "node:dns/promises";
import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";
import { isIP } from "node:net";
import { exchange } from "./exchange.effects.ts";
import type { Outward, OutwardAnswer, OutwardBounds, OutwardCall, OutwardFault } from "./outward.ts";
import { isPublicAddress } from "./public-address.effects.ts";
import { Stopwatch } from "./stopwatch.effects.ts";
import { isInside, isOutwardUrl } from "./webhook-url.shared.ts";

/** Longest wait for a name. */
const RESOLVE_MS = 2_000;
/** What has not ended by itself this long after its time is given up, whatever the connection says. */
const GRACE_MS = 500;
/** Calls at once over one way out, to one host of it, and for one call centre: whoever is slow holds up nobody else. */
const CALLS_MAX = 512;
const CALLS_OF_HOST_MAX = 64;
const CALLS_OF_HOLDER_MAX = 64;
/** Connections that wait for another call to the same host, and how long. */
const IDLE_MAX = 4;
const IDLE_MS = 15_000;

/** Where calls may go. */
export interface WayOut {
  /** All addresses of a name; none when it has none. */
  readonly addressesOf: (hostname: string) => Promise<readonly string[]>;
  readonly mayReach: (address: string) => boolean;
  /** Hosts that may be called wherever they are, and without TLS: only what the installation itself names (`isInside`). */
  readonly inside?: ReadonlySet<string>;
  /** Whom certificates are trusted from, in place of the public authorities. */
  readonly ca?: string;
  /** Where the port of an address leads, in place of itself. */
  readonly port?: number;
}

/** To hosts of the public Internet, whose names are asked of the machine's name servers, and to those that the installation names. */
export function publicWay(inside: readonly string[] = []): WayOut {
  return {
    addressesOf: async (hostname) => {
      const resolver = new Resolver({ timeout: RESOLVE_MS, tries: 1 });
      const none = () => [];
      const found = await Promise.all([
        resolver.resolve4(hostname).catch(none),
        resolver.resolve6(hostname).catch(none),
      ]);
      return found.flat();
    },
    mayReach: isPublicAddress,
    inside: new Set(inside),
  };
}

/**
 * Opens a way out. All addresses of a name must be ones that may be reached, and the connection goes to one of those that were looked at,
 * so that a name which leads elsewhere a moment later leads nowhere. What answers with another address is not followed. Connections are
 * used again, for the same name at the same address only. A call ends within its time, whatever the other side does.
 */
export function openOutward(way: WayOut): Outward {
  const pooled = { keepAlive: true, maxFreeSockets: IDLE_MAX, maxSockets: CALLS_OF_HOST_MAX, timeout: IDLE_MS };
  const agents = { tls: new Agent(pooled), plain: new PlainAgent(pooled) };
  const [ofHosts, ofHolders] = [openPlaces(CALLS_OF_HOST_MAX), openPlaces(CALLS_OF_HOLDER_MAX)];
  let all = 0;
  return {
    call: async (call, bounds) => {
      const stopwatch = new Stopwatch();
      if (!isOutwardUrl(call.url, way.inside)) return failed("url-wrong", stopwatch);
      const { host } = new URL(call.url);
      const { holder = "" } = bounds;
      const isFull = all >= CALLS_MAX || ofHosts.isFull(host) || (holder !== "" && ofHolders.isFull(holder));
      if (isFull) return failed("busy", stopwatch);
      all += 1;
      ofHosts.take(host);
      ofHolders.take(holder);
      try {
        return await inTime({ way, agents, call, bounds, stopwatch });
      } finally {
        all -= 1;
        ofHosts.giveBack(host);
        ofHolders.giveBack(holder);
      }
    },
    close: () => {
      agents.tls.destroy();
      agents.plain.destroy();
    },
  };
}

/** How many places each has taken. */
function openPlaces(max: number) {
  const taken = new Map<string, number>();
  return {
    isFull: (who: string): boolean => (taken.get(who) ?? 0) >= max,
    take: (who: string): void => void taken.set(who, (taken.get(who) ?? 0) + 1),
    giveBack: (who: string): void => {
      const left = (taken.get(who) ?? 1) - 1;
      if (left === 0) taken.delete(who);
      else taken.set(who, left);
    },
  };
}

interface Calling {
  readonly way: WayOut;
  readonly agents: { readonly tls: Agent; readonly plain: PlainAgent };
  readonly call: OutwardCall;
  readonly bounds: OutwardBounds;
  readonly stopwatch: Stopwatch;
}

const failed = (fault: OutwardFault, stopwatch: Stopwatch): OutwardAnswer => ({ fault, timings: stopwatch.read() });

async function inTime(calling: Calling): Promise<OutwardAnswer> {
  const { bounds, stopwatch } = calling;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<OutwardAnswer>((resolve) => {
    timer = setTimeout(() => resolve(failed("slow", stopwatch)), bounds.budgetMs + GRACE_MS);
  });
  const timeout = AbortSignal.timeout(bounds.budgetMs);
  const signal = bounds.signal === undefined ? timeout : AbortSignal.any([timeout, bounds.signal]);
  try {
    return await Promise.race([reach(calling, signal), ended(calling, signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The end of a call's time, or of the wish for it, while a name is looked up; a connection ends by itself. */
function ended({ bounds, stopwatch }: Calling, signal: AbortSignal): Promise<OutwardAnswer> {
  const why = () => failed(bounds.signal?.aborted === true ? "aborted" : "slow", stopwatch);
  if (signal.aborted) return Promise.resolve(why());
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(why()), { once: true }));
}

/** The address that a connection to a host of a way out goes to: one of those that were looked at, all of which may be reached. */
export async function addressBehind(
  way: WayOut,
  url: URL,
): Promise<{ readonly address: string } | { readonly fault: "unknown-name" | "forbidden-address" }> {
  const isNamed = way.inside !== undefined && isInside(url, way.inside);
  const addresses = isNamed ? await addressesInside(url.hostname) : await way.addressesOf(url.hostname);
  const [address] = addresses;
  if (address === undefined) return { fault: "unknown-name" };
  return isNamed || addresses.every((one) => way.mayReach(one)) ? { address } : { fault: "forbidden-address" };
}

async function reach(calling: Calling, signal: AbortSignal): Promise<OutwardAnswer> {
  const { way, call, stopwatch } = calling;
  const url = new URL(call.url);
  const behind = await addressBehind(way, url);
  if (signal.aborted) return failed("slow", stopwatch);
  if ("fault" in behind) return failed(behind.fault, stopwatch);
  const { address } = behind;
  stopwatch.mark("lookedUpMs");
  const first = await speak(calling, { url, address, signal, isFresh: false });
  // A connection that was open still may have been closed by the other side at this moment: nothing was answered on it.
  return first === "stale" ? ((await speak(calling, { url, address, signal, isFresh: true })) as OutwardAnswer) : first;
}

interface Speaking {
  readonly url: URL;
  readonly address: string;
  readonly signal: AbortSignal;
  readonly isFresh: boolean;
}

function speak(calling: Calling, { url, address, signal, isFresh }: Speaking): Promise<OutwardAnswer | "stale"> {
  const { way, agents, call, bounds, stopwatch } = calling;
  const { method, headers, body } = call;
  const bytes = Buffer.from(body);
  const isPlain = url.protocol === "http:";
  const port = way.port ?? Number(url.port || (isPlain ? 80 : 443));
  const length = method === "POST" ? { "content-length": String(bytes.length) } : {};
  const options = {
    method,
    host: address,
    port,
    path: `${url.pathname}${url.search}`,
    signal,
    headers: { ...headers, host: url.host, ...length },
  };
  const secured = {
    servername: isIP(bare(url.hostname)) === 0 ? url.hostname : "",
    ca: way.ca,
    rejectUnauthorized: true,
  };
  const sending = isPlain
    ? plainRequest({ ...options, agent: isFresh ? false : agents.plain })
    : request({ ...options, ...secured, agent: isFresh ? false : agents.tls });
  return exchange(sending, { bytes, bounds, stopwatch });
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

/** Of a host that the installation names, whatever its own tables of names say too. */
async function addressesInside(hostname: string): Promise<readonly string[]> {
  if (isIP(bare(hostname)) !== 0) return [bare(hostname)];
  const found = await lookup(hostname, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
