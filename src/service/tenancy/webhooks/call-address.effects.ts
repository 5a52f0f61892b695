import { lookup, Resolver } from "node:dns/promises";
import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";
import { isIP } from "node:net";
import { exchange } from "./exchange.effects.ts";
import type { Outward, OutwardAnswer, OutwardBounds, OutwardCall, OutwardFault } from "./outward.ts";
import { isPublicAddress } from "./public-address.effects.ts";
import { Stopwatch } from "./stopwatch.effects.ts";
import { isInside, isOutwardUrl } from "./webhook-url.shared.ts";

/** The time limit of a name resolution. */
const RESOLVE_MS = 2_000;
/** A request that has not ended this long after its time limit is abandoned, whatever the state of the connection. */
const GRACE_MS = 500;
/** Simultaneous requests of one HTTP client, to one host, and for one call centre: a slow host or call centre does not delay others. */
const CALLS_MAX = 512;
const CALLS_OF_HOST_MAX = 64;
const CALLS_OF_HOLDER_MAX = 64;
/** Idle connections to the same host, and their time limit. */
const IDLE_MAX = 4;
const IDLE_MS = 15_000;

/** The permitted destinations of requests. */
export interface WayOut {
  /** All addresses of a name; empty when it has none. */
  readonly addressesOf: (hostname: string) => Promise<readonly string[]>;
  readonly mayReach: (address: string) => boolean;
  /** Hosts that may be called at any address, and without TLS: only those that the installation names (`isInside`). */
  readonly inside?: ReadonlySet<string>;
  /** The certificate authority to trust, in place of the public ones. */
  readonly ca?: string;
  /** The port to connect to, in place of that of the URL. */
  readonly port?: number;
}

/** Permits hosts of the public Internet, resolved by the machine's name servers, and those that the installation names. */
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
 * Opens the HTTP client. All addresses of a name must be permitted, and the connection goes to one of the checked addresses, so that DNS rebinding has no
 * effect (SSRF protection). Redirects are not followed. Connections are reused only for the same name at the same address. A request ends within its time
 * limit, whatever the other side does.
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

/** The number of requests in progress by key. */
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

/** Ends a request at its time limit, or when it is aborted, while a name is resolved; a connection ends by its signal. */
function ended({ bounds, stopwatch }: Calling, signal: AbortSignal): Promise<OutwardAnswer> {
  const why = () => failed(bounds.signal?.aborted === true ? "aborted" : "slow", stopwatch);
  if (signal.aborted) return Promise.resolve(why());
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(why()), { once: true }));
}

/** The address to connect to: one of those that passed the egress check, which all addresses of the name must pass. */
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
  // An idle connection may have been closed by the other side at this moment, before any response: the request is repeated on a new one.
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

/** Resolves a host that the installation names by the operating system, including its hosts file. */
async function addressesInside(hostname: string): Promise<readonly string[]> {
  if (isIP(bare(hostname)) !== 0) return [bare(hostname)];
  const found = await lookup(hostname, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
