// The client of `bench flood` that sends requests endlessly, in a separate process: it creates calls as fast as responses arrive, ignores refusals,
// and answers its own webhooks late. It receives `begin` and `end`, and reports the responses.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Messages to the process. */
export type ToFlood =
  | { readonly kind: "begin"; readonly url: string; readonly authorization: string; readonly from: string }
  | { readonly kind: "end" };

/** Messages from it; `host` is the address of its webhooks and its refusing server. */
export type FromFlood =
  | { readonly kind: "ready"; readonly host: string }
  | { readonly kind: "ended"; readonly statuses: Readonly<Record<number, number>>; readonly ms: number };

const AT_ONCE = 64;
const LATE_MS = 4_000;
/** Here every request is refused at once, with responses of the same size as elsewhere. */
const WALL = "/wall";
const REFUSAL = "x".repeat(200);

const server = createServer((request, response) => {
  request.resume();
  if (request.url === WALL) {
    response.writeHead(429);
    response.end(REFUSAL);
    return;
  }
  setTimeout(() => {
    response.writeHead(200, { "content-type": "text/xml" });
    response.end("<Response><Hangup/></Response>");
  }, LATE_MS).unref();
});
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
const sendMessage = (message: FromFlood): void => void process.send?.(message);

let isOn = false;
let going: Promise<void> = Promise.resolve();

async function flood({ url, authorization, from }: Extract<ToFlood, { readonly kind: "begin" }>): Promise<void> {
  const statuses: Record<number, number> = {};
  const form = new URLSearchParams({ From: from, To: "+6281234567890", Url: `http://${host}/voice` });
  form.append("StatusCallback", `http://${host}/status`);
  const body = form.toString();
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const ask = async (): Promise<void> => {
    while (isOn) {
      const answer = await fetch(url, { method: "POST", headers, body });
      await answer.arrayBuffer();
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  sendMessage({ kind: "ended", statuses, ms: performance.now() - began });
}

process.on("message", (message: ToFlood) => {
  isOn = message.kind === "begin";
  if (message.kind === "begin") going = going.then(() => flood(message));
});
sendMessage({ kind: "ready", host });
