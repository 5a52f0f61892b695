import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { openLog } from "../telemetry/index.ts";

const lines: string[] = [];
let portal: TestPortal;

beforeAll(async () => {
  const log = openLog({ process: "test", level: "warn", sink: { write: (line) => void lines.push(line) } });
  portal = await openTestPortal({ log, works: false });
});
afterAll(() => portal.close());

it("whoever has gone before he was looked at is no failure of the server, and is answered nothing", async () => {
  // Simulates a connection that the peer has reset: it has no remote address any more.
  const goAtOnce = (socket: Socket) => Object.defineProperty(socket, "remoteAddress", { get: () => undefined });
  portal.app.http.server.once("connection", goAtOnce);
  const { port, hostname } = new URL(portal.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (bytes: Buffer) => {
    answer += bytes.toString();
  });
  socket.on("error", () => undefined);
  socket.write("GET /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  await once(socket, "close");
  expect(answer).toBe("");
  expect((await fetch(`${portal.url}/api/session`)).status).toBeLessThan(500);
  expect(lines).toEqual([]);
});
