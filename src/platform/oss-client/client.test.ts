import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { knownNib, readyCompanies, SIMULATOR_KEY_TYPE, troubledNib } from "../../../simulators/oss/index.ts";
import { type Nib, parseNib } from "../../protocols/oss/index.ts";
import { createOssClient, type OssClient, type OssLimits, ossLimits } from "./index.ts";

const MAIN = new URL("../../../simulators/oss/main.ts", import.meta.url).pathname;
const quick: Partial<OssLimits> = { attemptMs: 600, totalMs: 1_500, pauseMs: 10 };
const asNib = (text: string): Nib => {
  const nib = parseNib(text);
  if (!nib.ok) throw new Error(text);
  return nib.value;
};

let child: ChildProcess;
let url: string;
const clients: OssClient[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, SAMBUNG_OSS_SIM_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  url = `http://127.0.0.1:${(JSON.parse(String(line)) as { port: number }).port}`;
});

afterAll(() => {
  child.kill("SIGTERM");
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await control({ mode: "normal" });
});

function control(body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/_control`, { method: "POST", headers, body: JSON.stringify(body) });
}

function makeClient(
  more: { limits?: Partial<OssLimits>; baseUrl?: string; password?: string; nowMs?: () => number } = {},
) {
  const client = createOssClient({
    baseUrl: more.baseUrl ?? `${url}/v1/kl/rba/`,
    username: "sambung",
    password: more.password ?? "simulator",
    keyType: SIMULATOR_KEY_TYPE,
    clock: { nowMs: more.nowMs ?? (() => Date.now()) },
    random: () => 0.5,
    limits: { ...quick, ...more.limits },
  });
  clients.push(client);
  return client;
}

async function listen(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer({}, answer).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function codeFor(client: OssClient, nib: string): Promise<string> {
  const result = await client.inquireNib(asNib(nib));
  return result.ok ? "ok" : result.refusal.code;
}

describe("the OSS client against the simulator", () => {
  it("reads a company and its short check", async () => {
    const client = makeClient();
    expect(await client.inquireNib(asNib(knownNib.ready))).toMatchObject({
      ok: true,
      value: { nib: knownNib.ready, companyKind: "pt", nibStatus: "active", city: "Kota Jakarta Selatan" },
    });
    expect(await client.checkNib(asNib(knownNib.frozen))).toMatchObject({ ok: true, value: { nibStatus: "frozen" } });
    expect(client.circuit()).toBe("closed");
  });

  it("reads every ready company", async () => {
    const client = makeClient();
    for (const { nib } of readyCompanies().slice(0, 40)) expect(await codeFor(client, nib), nib).toBe("ok");
  });

  it("knows an unknown NIB, a denied access and a broken answer from an outage", async () => {
    expect(await codeFor(makeClient(), knownNib.unknown)).toBe("nib-unknown");
    expect(await codeFor(makeClient({ password: "wrong" }), knownNib.ready)).toBe("oss-access-denied");
    expect(await codeFor(makeClient(), troubledNib.malformed)).toBe("oss-malformed");
    expect(await codeFor(makeClient(), knownNib.unlistedStatus)).toBe("oss-malformed");
    expect(await codeFor(makeClient(), troubledNib["error-500"])).toBe("oss-unavailable");
    expect(await codeFor(makeClient(), troubledNib["error-inside"])).toBe("oss-unavailable");
  });

  it("reads no further than the cap of an oversized answer", async () => {
    expect(await codeFor(makeClient({ limits: { attemptMs: 2_000 } }), troubledNib.oversized)).toBe("oss-malformed");
  });

  it("tries again after a failure and succeeds", async () => {
    await control({ mode: "error-500", count: 2 });
    expect(await codeFor(makeClient(), knownNib.ready)).toBe("ok");
    expect(await codeFor(makeClient(), troubledNib.flaky)).toBe("ok");
  });

  it("waits for a slow answer within the attempt's time", async () => {
    await control({ mode: "slow", delayMs: 150, count: 1 });
    expect(await codeFor(makeClient(), knownNib.ready)).toBe("ok");
  });

  it("gives up on a hanging OSS within the total time", async () => {
    const client = makeClient();
    const begunMs = performance.now();
    expect(await codeFor(client, troubledNib.hang)).toBe("oss-unavailable");
    expect(performance.now() - begunMs).toBeLessThan(4_000);
  });

  it("stops between attempts at the deadline", async () => {
    const client = makeClient({ limits: { attemptMs: 250, totalMs: 350, attemptsMax: 50 } });
    const begunMs = performance.now();
    expect(await codeFor(client, troubledNib.hang)).toBe("oss-unavailable");
    expect(performance.now() - begunMs).toBeLessThan(3_000);
  });

  it("promises people an answer in six seconds", () => {
    expect(ossLimits.totalMs).toBeLessThanOrEqual(6_000);
    expect(ossLimits.attemptMs).toBeLessThanOrEqual(2_000);
  });
});

describe("the OSS client against a worse world", () => {
  it("takes a refused connection as an outage", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await codeFor(makeClient({ baseUrl: `http://127.0.0.1:${port}` }), knownNib.ready)).toBe("oss-unavailable");
  });

  it("follows no redirect, which would carry the access key elsewhere", async () => {
    let visited = 0;
    const elsewhere = await listen((_, response) => {
      visited += 1;
      response.end();
    });
    const baseUrl = await listen((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await codeFor(makeClient({ baseUrl }), knownNib.ready)).toBe("oss-malformed");
    expect(visited).toBe(0);
  });

  it("cuts an answer that never ends, though it declares no length", async () => {
    const baseUrl = await listen((_, response) => {
      const feed = setInterval(() => response.write(" ".repeat(262_144)), 5);
      response.on("close", () => clearInterval(feed));
    });
    expect(await codeFor(makeClient({ baseUrl, limits: { attemptMs: 5_000, totalMs: 5_000 } }), knownNib.ready)).toBe(
      "oss-malformed",
    );
  });

  it("takes a reset in the middle of an answer as an outage", async () => {
    const baseUrl = await listen((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("{");
      response.socket?.destroy();
    });
    expect(await codeFor(makeClient({ baseUrl }), knownNib.ready)).toBe("oss-unavailable");
  });

  it("stops asking after failures in a row and probes once when its time has come", async () => {
    let asked = 0;
    let isWell = false;
    const inner = { kode: 400, keterangan: "Data NIB tidak ditemukan" };
    const baseUrl = await listen((_, response) => {
      asked += 1;
      if (isWell) response.end(JSON.stringify({ responinqueryNIB: inner }));
      else response.writeHead(503).end();
    });
    let nowMs = 1_000_000;
    const limits = { failuresMax: 2, openMs: 10_000, attemptsMax: 1 };
    const client = makeClient({ baseUrl, limits, nowMs: () => nowMs });
    for (let index = 0; index < 6; index += 1) expect(await codeFor(client, knownNib.ready)).toBe("oss-unavailable");
    expect([asked, client.circuit()]).toEqual([2, "open"]);
    nowMs += 10_000;
    await codeFor(client, knownNib.ready);
    await codeFor(client, knownNib.ready);
    expect([asked, client.circuit()]).toEqual([3, "open"]);
    isWell = true;
    nowMs += 10_000;
    expect(await codeFor(client, knownNib.ready)).toBe("nib-unknown");
    expect([asked, client.circuit()]).toEqual([4, "closed"]);
  });

  it("refuses at once when too many calls wait already", async () => {
    const baseUrl = await listen(() => undefined);
    const client = makeClient({ baseUrl, limits: { callsAtOnceMax: 2, attemptsMax: 1 } });
    const waiting = [codeFor(client, knownNib.ready), codeFor(client, knownNib.ready)];
    const third = codeFor(client, knownNib.ready).then((code) => `third: ${code}`);
    expect(await Promise.race([...waiting, third])).toBe("third: oss-unavailable");
    expect(await Promise.all(waiting)).toEqual(["oss-unavailable", "oss-unavailable"]);
  });

  it("ends its calls when closed, twice too, and refuses new ones", async () => {
    const baseUrl = await listen(() => undefined);
    const client = makeClient({ baseUrl, limits: { attemptMs: 30_000, totalMs: 30_000 } });
    const waiting = codeFor(client, knownNib.ready);
    client.close();
    client.close();
    expect(await waiting).toBe("oss-unavailable");
    expect(await codeFor(client, knownNib.ready)).toBe("oss-unavailable");
  });
});
