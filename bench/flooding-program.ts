// The program of `bench flood` that asks without end, as a process of its own: it orders calls as fast as answers come, heeds no refusal,
// and answers its own hooks late. It is told `begin` and `end`, and tells what it was answered.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the program is told. */
export type ToFlood =
  | { readonly kind: "begin"; readonly url: string; readonly authorization: string; readonly from: string }
  | { readonly kind: "end" };

/** What it tells; `host` is where its hooks and its wall are. */
export type FromFlood =
  | { readonly kind: "ready"; readonly host: string }
  | { readonly kind: "ended"; readonly statuses: Readonly<Record<number, number>>; readonly ms: number };

const AT_ONCE = 64;
const LATE_MS = 4_000;
/** Here all is refused at once, by as many bytes as elsewhere. */
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
