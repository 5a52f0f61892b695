/** The facts that determine whether a request comes from this machine without a proxy. */
export interface RequestFacts {
  /** The HTTP port is bound to a loopback address only. */
  readonly isBoundToLoopback: boolean;
  readonly trustedProxies: readonly string[];
  /** The names of all headers, in lower case. */
  readonly headerNames: readonly string[];
  readonly host: string | undefined;
  /** Remote address of the socket. */
  readonly peer: string | undefined;
}

/** RFC 7239, RFC 9110 §7.6.3, and the headers of common reverse proxies and tunnels. */
const PROXY_HEADER = /^(?:forwarded|via|x-real-ip|x-forwarded(?:-.+)?|x-client-ip|true-client-ip|cf-connecting-ip)$/;
/** Names of this machine that no DNS server can redirect (protection against DNS rebinding). */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;
const LOOPBACK_PEER = /^(?:127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/;

/** True only if the port, the connection, the Host header and the absence of proxies all indicate this machine. */
export function isLocalRequest({ isBoundToLoopback, trustedProxies, headerNames, host, peer }: RequestFacts): boolean {
  if (!isBoundToLoopback || trustedProxies.length > 0) return false;
  if (headerNames.some((name) => PROXY_HEADER.test(name))) return false;
  return LOCAL_HOST.test(host ?? "") && LOOPBACK_PEER.test(peer ?? "");
}
