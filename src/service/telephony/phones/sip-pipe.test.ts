import net, { type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSipPipes } from "./sip-pipe.effects.ts";

const listening = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

let server: Server;
let port: number;
/** A port without a listener. */
let nobodys: number;
const pipes = openSipPipes(Buffer.alloc(32), { perPerson: 1, all: 1 });

beforeAll(async () => {
  const gone = net.createServer();
  nobodys = await listening(gone);
  await new Promise((resolve) => void gone.close(resolve));
  server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => undefined);
    pipes.open({
      upgrade: { socket, head: Buffer.alloc(0) },
      headers: {},
      port: nobodys,
      personId: "sari",
      end: { transport: "ws", address: "127.0.0.1", port: 1 },
      isPermitted: async () => true,
    });
  });
  port = await listening(server);
});

afterAll(() => server.close());

describe("a pipe to a switch that is not there", () => {
  it("says so, and holds neither a place nor a connection that is not ended by its other side", async () => {
    const socket = net.connect({ host: "127.0.0.1", port, allowHalfOpen: true });
    socket.on("error", () => undefined);
    let answer = "";
    socket.on("data", (part) => {
      answer += part.toString("utf8");
    });
    await new Promise((resolve) => void socket.once("end", resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(pipes.hasRoom("sari")).toBe(true);
    const held = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    await expect.poll(held).toBe(0);
    socket.destroy();
  });
});
