/** The maximum length of a webhook URL. */
export const WEBHOOK_URL_MAX = 500;

/** The permitted ports; another port may belong to a service that is no web server. */
const PORTS: ReadonlySet<string> = new Set(["", "443", "8443"]);
/** Names of this machine or its network. */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|invalid|test)$/;
const IPV4 = /^[\d.]+$/;
/** Excludes characters that a database cannot store as text: control characters and unpaired surrogates. */
const WRITTEN = /^https?:\/\/([^\s\\/?#\p{Cc}\p{Cs}]+)(?:[/?#][^\s\\\p{Cc}\p{Cs}]*)?$/u;
/** The maximum length of any stored URL, in octets: some tables store several in one value. */
const URL_MAX = 2_048;
const OCTETS = new TextEncoder();
/** The maximum length of a host name with its port: longer ones cannot be resolved, and callback hosts are stored by it. */
const HOST_MAX = 253 + ":65535".length;
const NONE: ReadonlySet<string> = new Set();

/**
 * Whether a URL may be called according to its text; its addresses are checked at each request. `inside` are hosts that the installation permits although
 * they are its own (`isInside`).
 */
export function isOutwardUrl(text: string, inside: ReadonlySet<string> = NONE): boolean {
  // As written, so that code which extracts the host without a URL parser gets the same one.
  if (text.length > URL_MAX || OCTETS.encode(text).length > URL_MAX) return false;
  const written = WRITTEN.exec(text)?.[1];
  // Checked before parsing: percent-encoded and invisible characters are stored as written.
  if (written === undefined || written.length > HOST_MAX || !URL.canParse(text)) return false;
  const url = new URL(text);
  const { protocol, username, password, host, hostname, port, hash } = url;
  if (host.length > HOST_MAX) return false;
  if (username !== "" || password !== "" || hash !== "") return false;
  if (isInside(url, inside)) return protocol === "https:" || protocol === "http:";
  if (protocol !== "https:" || !PORTS.has(port)) return false;
  const isName = hostname.includes(".") && !hostname.endsWith(".") && !IPV4.test(hostname) && !hostname.startsWith("[");
  return isName && !INSIDE.test(hostname);
}

/** Whether the host of a URL is among `inside`: `host:port`, the host alone for the default port of a scheme, or `host:*` for every port. */
export function isInside({ host, hostname }: URL, inside: ReadonlySet<string>): boolean {
  return inside.has(host) || inside.has(`${hostname}:*`);
}

/** Whether a URL may be saved as a webhook. */
export function isWebhookUrl(text: string, inside: ReadonlySet<string> = NONE): boolean {
  return text.length <= WEBHOOK_URL_MAX && isOutwardUrl(text, inside);
}
