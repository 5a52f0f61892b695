import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { WebSocket } from "ws";
import { isOutwardUrl } from "../../tenancy/webhooks/index.ts";
import type { StreamFault } from "./stream-fault.ts";

/** The egress settings of sockets: those of webhooks. */
export interface SocketWay {
  /** The checked IP address for a host; none where it may not be contacted. */
  readonly addressBehind: (url: URL) => Promise<{ readonly address: string } | { readonly fault: string }>;
  /** Hosts, with their ports, that are permitted at any address, and without TLS. */
  readonly inside?: ReadonlySet<string>;
  /** Trusted certificate authorities in place of the public ones. */
  readonly ca?: string;
  /** Port to connect to in place of the one in the URL. */
  readonly port?: number;
}

/** A connected socket, or the reason of the failure. */
export type ConnectedSocket = { readonly socket: WebSocket } | { readonly fault: StreamFault };

/** Maximum bytes of one message: more than a minute and a half of audio. */
const MESSAGE_BYTES_MAX = 1_048_576;

/**
 * Opens a socket to an application with the egress policy of webhooks: on the public Internet, by TLS with a certificate of the host name, at a checked IP
 * address; configured hosts of the installation are exempt. The total timeout is `budgetMs`.
 */
export async function connectSocket(
  way: SocketWay,
  {
    url: text,
    signature,
    budgetMs,
  }: { readonly url: string; readonly signature: string | null; readonly budgetMs: number },
): Promise<ConnectedSocket> {
  const url = httpOf(text);
  if (url === null || !isOutwardUrl(url.href, way.inside)) return { fault: "url-wrong" };
  const deadline = AbortSignal.timeout(budgetMs);
  const late = new Promise<"late">((resolve) => deadline.addEventListener("abort", () => resolve("late")));
  const behind = await Promise.race([way.addressBehind(url), late]);
  if (behind === "late") return { fault: "slow" };
  if ("fault" in behind) return { fault: "unreachable" };
  return handshake({ way, url, text, address: behind.address, signature, deadline });
}

interface Handshake {
  readonly way: SocketWay;
  readonly url: URL;
  readonly text: string;
  readonly address: string;
  /** Null where the far end belongs to the installation. */
  readonly signature: string | null;
  readonly deadline: AbortSignal;
}

function handshake(asked: Handshake): Promise<ConnectedSocket> {
  return new Promise((resolve) => {
    const socket = new WebSocket(asked.text, {
      headers: {
        ...(asked.signature === null ? {} : { "x-twilio-signature": asked.signature }),
        "user-agent": "Sambung",
      },
      createConnection: () => connectionOf(asked),
      maxPayload: MESSAGE_BYTES_MAX,
      perMessageDeflate: false,
      followRedirects: false,
    });
    const settle = (result: ConnectedSocket): void => {
      asked.deadline.removeEventListener("abort", onLate);
      socket.removeAllListeners("open").removeAllListeners("unexpected-response");
      if ("fault" in result) socket.terminate();
      resolve(result);
    };
    const onLate = (): void => settle({ fault: "slow" });
    asked.deadline.addEventListener("abort", onLate);
    // An aborted socket emits one more error.
    socket.on("error", (error) => settle({ fault: faultOf(error) }));
    socket.on("unexpected-response", (request) => {
      request.destroy();
      settle({ fault: "refused" });
    });
    socket.on("open", () => settle({ socket }));
    if (asked.deadline.aborted) onLate();
  });
}

/** Connects to the checked IP address, even if the name resolves differently a moment later. */
function connectionOf({ way, url, address }: Handshake): Socket {
  const isPlain = url.protocol === "http:";
  const port = way.port ?? Number(url.port || (isPlain ? 80 : 443));
  if (isPlain) return connect({ host: address, port });
  const name = url.hostname.replace(/^\[|\]$/g, "");
  return connectTls({
    host: address,
    port,
    rejectUnauthorized: true,
    ALPNProtocols: ["http/1.1"],
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(way.ca === undefined ? {} : { ca: way.ca }),
  });
}

/** The HTTP URL of the handshake; null for text that is no WebSocket URL. */
function httpOf(text: string): URL | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "wss:" && url.protocol !== "ws:")) return null;
  return URL.parse(text.trim().replace(/^ws/i, "http"));
}

const UNREACHABLE: ReadonlySet<string> = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ECONNRESET"]);

function faultOf(error: Error): StreamFault {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (UNREACHABLE.has(code)) return "unreachable";
  if (code === "ETIMEDOUT") return "slow";
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? "untrusted" : "refused";
}
