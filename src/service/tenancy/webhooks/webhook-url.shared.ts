/** Longest address of a webhook. */
export const WEBHOOK_URL_MAX = 500;

/** Ports that may be named; any other may belong to something that is no web server. */
const PORTS: ReadonlySet<string> = new Set(["", "443", "8443"]);
/** Names that mean this machine or its neighbours. */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|invalid|test)$/;
const IPV4 = /^[\d.]+$/;
/** Without what is no text to a database: characters that steer, and halves of others. */
const WRITTEN = /^https?:\/\/([^\s\\/?#\p{Cc}\p{Cs}]+)(?:[/?#][^\s\\\p{Cc}\p{Cs}]*)?$/u;
/** Longest address of any kind that is kept, in octets: some tables keep several in one place. */
const URL_MAX = 2_048;
const OCTETS = new TextEncoder();
/** Longest name of a host with its port: no longer one can be looked up, and places to tell are kept by it. */
const HOST_MAX = 253 + ":65535".length;
const NONE: ReadonlySet<string> = new Set();

/**
 * Whether an address may be called, as far as its text goes; where its name leads is looked at each time it is called. `inside` are hosts
 * that the installation lets be called although they are its own (`isInside`).
 */
export function isOutwardUrl(text: string, inside: ReadonlySet<string> = NONE): boolean {
  // As it is written, so that whoever finds the host in it without a parser finds the same one.
  if (text.length > URL_MAX || OCTETS.encode(text).length > URL_MAX) return false;
  const written = WRITTEN.exec(text)?.[1];
  // However short it is read: %61 for each a, and signs that nobody sees, are kept as they are written.
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

/** Whether the host of an address is among `inside`: `host:port`, the host alone for a scheme's own port, or `host:*` for every port. */
export function isInside({ host, hostname }: URL, inside: ReadonlySet<string>): boolean {
  return inside.has(host) || inside.has(`${hostname}:*`);
}

/** Whether an address may be kept as a webhook. */
export function isWebhookUrl(text: string, inside: ReadonlySet<string> = NONE): boolean {
  return text.length <= WEBHOOK_URL_MAX && isOutwardUrl(text, inside);
}
