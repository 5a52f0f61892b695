/** Longest address of a webhook. */
export const WEBHOOK_URL_MAX = 500;

/** Ports that may be named; any other may belong to something that is no web server. */
const PORTS: ReadonlySet<string> = new Set(["", "443", "8443"]);
/** Names that mean this machine or its neighbours. */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|invalid|test)$/;
const IPV4 = /^[\d.]+$/;

/** Whether an address may be told of alerts, as far as its text goes; where its name leads is looked at each time it is called. */
export function isWebhookUrl(text: string): boolean {
  if (text.length > WEBHOOK_URL_MAX || !URL.canParse(text)) return false;
  const { protocol, username, password, hostname, port, hash } = new URL(text);
  if (protocol !== "https:" || username !== "" || password !== "" || hash !== "" || !PORTS.has(port)) return false;
  const isName = hostname.includes(".") && !hostname.endsWith(".") && !IPV4.test(hostname) && !hostname.startsWith("[");
  return isName && !INSIDE.test(hostname);
}
