import { Resolver } from "node:dns/promises";
import { request } from "node:https";
import type { DeliveryFault, TryAnswer } from "./delivery.shared.ts";
import { isPublicAddress } from "./public-address.effects.ts";

/** Longest wait for a name, and for a whole call with it. */
const RESOLVE_MS = 2_000;
const CALL_MS = 6_000;
/** What has not ended by itself this long after its time is given up, whatever the connection says. */
const GRACE_MS = 500;
/** Of an answer so many bytes are read, and so many characters kept. */
const ANSWER_BYTES_MAX = 2_000;
const ANSWER_MAX = 300;

/** The way out; tests hand in another one. */
export interface WayOut {
  /** All addresses of a name; none when it has none. */
  readonly addressesOf: (hostname: string) => Promise<readonly string[]>;
  readonly mayReach: (address: string) => boolean;
  /** Whom certificates are trusted from, in place of the public authorities. */
  readonly ca?: string;
  /** Where the port of an address leads, in place of itself. */
  readonly port?: number;
  /** Longest wait for a whole call, in place of the usual one. */
  readonly callMs?: number;
}

/** To hosts of the public Internet only, whose names are asked of the machine's name servers. */
export const PUBLIC_WAY: WayOut = {
  addressesOf: async (hostname) => {
    const resolver = new Resolver({ timeout: RESOLVE_MS, tries: 1 });
    const none = () => [];
    const found = await Promise.all([resolver.resolve4(hostname).catch(none), resolver.resolve6(hostname).catch(none)]);
    return found.flat();
  },
  mayReach: isPublicAddress,
};

/** One call: what is sent, and under which headers. */
export interface WebhookCall {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Calls an address once. All its addresses must be public ones, and the connection goes to one of those that were looked at, so that a
 * name which leads elsewhere a moment later leads nowhere. What answers with another address is not followed. It ends within its time,
 * whatever the other side does.
 */
export async function callWebhook(way: WayOut, call: WebhookCall): Promise<TryAnswer> {
  const callMs = way.callMs ?? CALL_MS;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<TryAnswer>((resolve) => {
    timer = setTimeout(() => resolve(failed("slow")), callMs + GRACE_MS);
  });
  try {
    return await Promise.race([reach(way, call, AbortSignal.timeout(callMs)), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function reach(way: WayOut, call: WebhookCall, signal: AbortSignal): Promise<TryAnswer> {
  const { hostname } = new URL(call.url);
  const addresses = await way.addressesOf(hostname);
  const [address] = addresses;
  if (address === undefined) return failed("unknown-name");
  if (!addresses.every((one) => way.mayReach(one))) return failed("forbidden-address");
  return post(way, call, { address, signal });
}

const failed = (fault: DeliveryFault): TryAnswer => ({ status: null, fault, answer: "" });

function post(
  way: WayOut,
  { url, body, headers }: WebhookCall,
  { address, signal }: { readonly address: string; readonly signal: AbortSignal },
): Promise<TryAnswer> {
  const { hostname, host, port, pathname, search } = new URL(url);
  const bytes = Buffer.from(body);
  return new Promise((resolve) => {
    const sending = request({
      ...{ method: "POST", host: address, port: way.port ?? (port === "" ? 443 : Number(port)) },
      ...{ path: `${pathname}${search}`, servername: hostname, agent: false, ca: way.ca, signal },
      headers: { ...headers, host, "content-length": String(bytes.length), connection: "close" },
    });
    let end = () => resolve(failed("unreachable"));
    sending.on("error", (error) => resolve(failed(faultOf(error))));
    // Nobody asked for another protocol: its status is told, and nothing of it is spoken.
    sending.on("upgrade", ({ statusCode = 0 }, socket) => {
      resolve({ status: statusCode, fault: null, answer: "" });
      socket.destroy();
    });
    sending.on("response", (response) => {
      const read: Buffer[] = [];
      let length = 0;
      end = () => {
        resolve({ status: response.statusCode ?? 0, fault: null, answer: textOf(Buffer.concat(read)) });
        sending.destroy();
      };
      response.on("data", (chunk: Buffer) => {
        read.push(chunk);
        length += chunk.length;
        if (length >= ANSWER_BYTES_MAX) end();
      });
      response.on("end", () => end());
      // The status has been heard; how its text ends does not matter.
      response.on("error", () => end());
      response.on("aborted", () => end());
    });
    sending.on("close", () => end());
    sending.end(bytes);
  });
}

function faultOf(error: Error & { readonly code?: string }): DeliveryFault {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "slow";
  const code = error.code ?? "";
  return /CERT|SELF_SIGNED|UNABLE_TO|SSL|TLS/.test(code) ? "untrusted" : "unreachable";
}

/** One line without control characters. */
function textOf(bytes: Buffer): string {
  return bytes
    .subarray(0, ANSWER_BYTES_MAX)
    .toString("utf8")
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim()
    .slice(0, ANSWER_MAX);
}
