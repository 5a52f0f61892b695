import { once } from "node:events";
import { request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import type { RequestLogEntry as LoggedRequest } from "./request-log.ts";
import { openRestRateLimit, REST_LIMITS } from "./rest-rate-limit.ts";
import { forScope, openRestServer, REST_PREFIX, type RestDependencies } from "./rest-server.routes.ts";

const WHO = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const KEY = `Basic ${Buffer.from(`${sidOf("apiKey", WHO)}:rahasia`).toString("base64")}`;
const headers = { authorization: KEY };
/** Routes that create calls and messages. */
const MADE = ["/Calls.json", "/Messages.json", "/Conferences/:Sid/Participants.json"];
let server: FastifyInstance;

afterEach(() => server?.close());

/** A server of the API whose key lookups complete once `look` resolves. */
async function openServer({
  look = async () => {},
  door = openRestRateLimit(),
  sounds = openRestRateLimit(),
  heard = (_request: LoggedRequest) => {},
} = {}) {
  const kit = { clock: createVirtualContext().clock, texts: { text: () => "" }, publicUrl: () => "" };
  const keyShown = async () => {
    await look();
    return { keyId: WHO, tenantId: WHO, scopes: ["calls.read"] };
  };
  const dependencies = { kit, door, sounds, keyShown, key: Buffer.alloc(32), heard } as unknown as RestDependencies;
  let done = 0;
  const gone: Promise<unknown>[] = [];
  server = Fastify();
  server.decorate("rateLimit", (() => async () => {}) as never);
  server.addHook("onRequest", async (_request, reply) => {
    gone.push(once(reply.raw, "close"));
  });
  const config = forScope("calls.read");
  const addRoutes = (rest: Http) => {
    rest.get("/Calls.json", { config }, async (_request, reply) => {
      done += 1;
      return reply.send({});
    });
    for (const path of MADE) rest.post(path, { config }, async (_request, reply) => reply.send({}));
    rest.get("/Recordings/:Sid", { config }, async (_request, reply) => {
      const sound = new PassThrough();
      sound.write("bunyi");
      return reply.send(sound);
    });
  };
  openRestServer(server as unknown as Http, dependencies, [{ prefix: REST_PREFIX, addRoutes }]);
  const url = `${await server.listen({ host: "127.0.0.1", port: 0 })}${REST_PREFIX}`;
  const { port } = server.server.address() as AddressInfo;
  return { url, port, gone, done: () => done };
}

describe("a program of the field's shapes that hangs up", () => {
  it("while its key is looked up keeps no place, has nothing done, and shuts nobody out", async () => {
    let letOn = () => {};
    const looked = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    let looks = 0;
    const door = openRestRateLimit();
    const look = () => {
      looks += 1;
      return looked;
    };
    const own = await openServer({ look, door });
    const asked = Array.from({ length: REST_LIMITS.atOnce }, () => {
      const request = ask({ host: "127.0.0.1", port: own.port, path: `${REST_PREFIX}/Calls.json`, headers });
      request.on("error", () => {});
      request.end();
      return request;
    });
    await expect.poll(() => looks).toBe(asked.length);
    for (const request of asked) request.destroy();
    await Promise.all(own.gone);
    letOn();
    const healthy = await fetch(`${own.url}/Calls.json`, { headers });
    expect([healthy.status, own.done()]).toEqual([200, 1]);
    await healthy.body?.cancel();
    await expect.poll(() => door.going(WHO)).toBe(0);
  });
});

describe("calls and messages of the field's shapes", () => {
  it("are made at a pace of their own, by whichever route, and looked at beside it", async () => {
    const creating = { perSecond: 1, most: MADE.length };
    const own = await openServer({ door: openRestRateLimit({ ...REST_LIMITS, creating }) });
    const make = async (path: string) => (await fetch(`${own.url}${path}`, { method: "POST", headers })).status;
    for (const path of MADE) expect([path, await make(path)]).toEqual([path, 200]);
    for (const path of MADE) expect([path, await make(path)]).toEqual([path, 429]);
    expect((await fetch(`${own.url}/Calls.json`, { headers })).status).toBe(200);
  });
});

describe("sounds of the field's shapes", () => {
  it("take a place only of those of sounds, for as long as they are read", async () => {
    const [door, sounds] = [openRestRateLimit(), openRestRateLimit({ ...REST_LIMITS, atOnce: 1 })];
    const own = await openServer({ door, sounds });
    const path = `${own.url}/Recordings/a`;
    const first = await fetch(path, { headers });
    expect([first.status, door.going(WHO), sounds.going(WHO)]).toEqual([200, 0, 1]);
    expect((await fetch(path, { headers })).status).toBe(429);
    await first.body?.cancel();
    await expect.poll(() => sounds.going(WHO)).toBe(0);
    const again = await fetch(path, { headers });
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });
});

describe("the log of requests", () => {
  it("has those that are refused before their key is looked up, where the same key was in force before", async () => {
    const logged: LoggedRequest[] = [];
    let letOn = () => {};
    const hanging = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    let looks = 0;
    const look = () => {
      looks += 1;
      return looks === 1 ? Promise.resolve() : hanging;
    };
    const own = await openServer({ look, heard: (request) => logged.push(request) });
    expect((await fetch(`${own.url}/Calls.json`, { headers })).status).toBe(200);
    const waiting = Array.from({ length: REST_LIMITS.atOnce }, () => {
      const request = ask({ host: "127.0.0.1", port: own.port, path: `${REST_PREFIX}/Calls.json`, headers });
      request.on("error", () => {});
      request.end();
      return request;
    });
    await expect.poll(() => looks).toBe(1 + waiting.length);
    expect((await fetch(`${own.url}/Calls.json`, { headers })).status).toBe(429);
    letOn();
    for (const request of waiting) request.destroy();
    await expect.poll(() => logged.map(({ status }) => status)).toEqual([200, 429]);
    expect(logged[1]).toMatchObject({ tenantId: WHO, keyId: WHO, path: `${REST_PREFIX}/Calls.json`, error: 20429 });
  });
});
