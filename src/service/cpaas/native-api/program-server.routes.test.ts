import { once } from "node:events";
import { request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { ok } from "../../../kernel/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import { openRestRateLimit, REST_LIMITS } from "../twilio-api/index.ts";
import { openProgramServer, type ProgramDependencies, programKnown } from "./program-server.routes.ts";

const WHO = "satu";
/** Routes that create calls and messages. */
const MADE = [
  ...["/api/v1/calls", "/api/v1/conferences", "/api/v1/conferences/:id/participants"],
  ...["/api/v1/messages", "/api/v1/messages/bulk"],
];
let server: FastifyInstance;

afterEach(() => server?.close());

/** A server of the native API whose API keys are looked up once `look` resolves. */
async function openServer(look: () => Promise<void>, sounds = openRestRateLimit(), door = openRestRateLimit()) {
  const dependencies = {
    kit: { clock: createVirtualContext().clock, texts: { text: () => "", locale: () => "id" } },
    door,
    sounds,
    programOf: async () => {
      await look();
      return ok({ keyId: "k", tenantId: WHO });
    },
  } as unknown as ProgramDependencies;
  let done = 0;
  const gone: Promise<unknown>[] = [];
  const going: PassThrough[] = [];
  const known: unknown[] = [];
  server = Fastify();
  server.addHook("onResponse", async (request, reply) => {
    known.push([reply.statusCode, programKnown(request)]);
  });
  server.addHook("onRequest", async (_request, reply) => {
    gone.push(once(reply.raw, "close"));
  });
  openProgramServer(server as unknown as Http, dependencies, (api) => {
    const config = { scope: "calls.read" } as never;
    api.get("/api/v1/calls", { config }, async (_request, reply) => {
      done += 1;
      return reply.send({});
    });
    for (const path of MADE) api.post(path, { config }, async (_request, reply) => reply.send({}));
    api.get("/api/v1/recordings/:id/sound", { config }, async (_request, reply) => {
      const sound = new PassThrough();
      going.push(sound);
      sound.write("bunyi");
      return reply.send(sound);
    });
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { url, port, door, sounds, gone, going, known, done: () => done };
}

describe("a program that hangs up", () => {
  it("while its key is looked up keeps no place, has nothing done, and shuts nobody out", async () => {
    let letOn = () => {};
    const looked = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    let looks = 0;
    const own = await openServer(() => {
      looks += 1;
      return looked;
    });
    const asked = Array.from({ length: REST_LIMITS.atOnce }, () => {
      const request = ask({ host: "127.0.0.1", port: own.port, path: "/api/v1/calls" });
      request.on("error", () => {});
      request.end();
      return request;
    });
    await expect.poll(() => looks).toBe(asked.length);
    for (const request of asked) request.destroy();
    await Promise.all(own.gone);
    letOn();
    const healthy = await fetch(`${own.url}/api/v1/calls`);
    expect([healthy.status, own.done()]).toEqual([200, 1]);
    await healthy.body?.cancel();
    await expect.poll(() => own.door.going(WHO)).toBe(0);
  });
});

describe("calls and messages", () => {
  it("are made at a pace of their own, by whichever route, and looked at beside it", async () => {
    const creating = { perSecond: 1, most: MADE.length };
    const own = await openServer(async () => {}, undefined, openRestRateLimit({ ...REST_LIMITS, creating }));
    const make = async (path: string) => (await fetch(`${own.url}${path}`, { method: "POST" })).status;
    for (const path of MADE) expect([path, await make(path)]).toEqual([path, 200]);
    for (const path of MADE) expect([path, await make(path)]).toEqual([path, 429]);
    expect((await fetch(`${own.url}/api/v1/calls`)).status).toBe(200);
  });
});

describe("sounds", () => {
  it("take a place only of those of sounds, for as long as they are read", async () => {
    const sounds = openRestRateLimit({ ...REST_LIMITS, atOnce: 1 });
    const own = await openServer(async () => {}, sounds);
    const path = `${own.url}/api/v1/recordings/a/sound`;
    const first = await fetch(path);
    expect([first.status, own.door.going(WHO), sounds.going(WHO)]).toEqual([200, 0, 1]);
    const second = await fetch(path);
    expect([second.status, second.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await fetch(`${own.url}/api/v1/calls`)).status).toBe(200);
    await first.body?.cancel();
    await expect.poll(() => sounds.going(WHO)).toBe(0);
    const third = await fetch(path);
    expect(third.status).toBe(200);
    await third.body?.cancel();
  });
});

describe("a program that is refused before its key is looked up", () => {
  it("is known by the same key, where that was in force before", async () => {
    let letOn = () => {};
    const hanging = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    let looks = 0;
    const look = () => {
      looks += 1;
      return looks === 1 ? Promise.resolve() : hanging;
    };
    const own = await openServer(look);
    const [path, headers] = ["/api/v1/calls", { authorization: "Bearer kunci" }];
    expect((await fetch(`${own.url}${path}`, { headers })).status).toBe(200);
    const waiting = Array.from({ length: REST_LIMITS.atOnce }, () => {
      const request = ask({ host: "127.0.0.1", port: own.port, path, headers });
      request.on("error", () => {});
      request.end();
      return request;
    });
    await expect.poll(() => looks).toBe(1 + waiting.length);
    expect((await fetch(`${own.url}${path}`, { headers })).status).toBe(429);
    letOn();
    for (const request of waiting) request.destroy();
    expect(own.known.at(-1)).toEqual([429, { keyId: "k", tenantId: WHO }]);
  });
});
