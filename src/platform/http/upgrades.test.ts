import net, { type AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routeUpgrades, takeUpgrade } from "./upgrades.ts";

const asking = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;

let app: FastifyInstance;
let port: number;
/** Whether `takeUpgrade` returned a connection, for each request to the slow route. */
const taken: boolean[] = [];
let goOn: () => void = () => undefined;
let isAsked: Promise<void>;

beforeAll(async () => {
  app = fastify();
  routeUpgrades(app);
  let asked: () => void = () => undefined;
  isAsked = new Promise((resolve) => {
    asked = resolve;
  });
  app.get("/slow", async (request, reply) => {
    const gone = new Promise((resolve) => void request.raw.socket.once("close", resolve));
    asked();
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await gone;
    const upgrade = takeUpgrade(request, reply);
    taken.push(upgrade !== undefined);
    upgrade?.socket.destroy();
    return upgrade === undefined ? reply.code(404).send() : reply;
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});

afterAll(() => app.close());

describe("a request that asks for another protocol", () => {
  it("and is refused holds no connection, whether or not whoever asked ends his side", async () => {
    const open = () => new Promise<number>((resolve) => app.server.getConnections((_error, count) => resolve(count)));
    const socket = net.connect({ host: "127.0.0.1", port, allowHalfOpen: true });
    socket.on("error", () => undefined);
    const end = new Promise((resolve) => void socket.once("end", resolve));
    let answer = "";
    socket.on("data", (part) => {
      answer += part.toString("utf8");
    });
    socket.write(asking("/nowhere"));
    await end;
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    await expect.poll(open).toBe(0);
    socket.destroy();
  });

  it("and goes away meanwhile is taken over by nobody, who would wait for its end in vain", async () => {
    const socket = net.connect({ host: "127.0.0.1", port });
    socket.on("error", () => undefined);
    socket.write(asking("/slow"));
    await isAsked;
    socket.resetAndDestroy();
    goOn();
    await expect.poll(() => taken).toEqual([false]);
  });
});
