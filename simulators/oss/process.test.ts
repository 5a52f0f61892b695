import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { userKey, userKeyDate } from "../../src/protocols/oss/index.ts";
import { knownNib, SIMULATOR_KEY_TYPE, troubledNib } from "./index.ts";

const MAIN = new URL("./main.ts", import.meta.url).pathname;
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

async function start(env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, SAMBUNG_OSS_SIM_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  running.push(child);
  return child;
}

async function startReady() {
  const child = await start();
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const ready = JSON.parse(String(line)) as { ready: boolean; port: number };
  return { child, ready, url: `http://127.0.0.1:${ready.port}` };
}

const sha = (algorithm: string, text: string) => createHash(algorithm).update(text).digest("hex");
const key = () =>
  userKey({ username: "sambung", password: "simulator", type: SIMULATOR_KEY_TYPE, date: userKeyDate(Date.now()) }, sha);

function ask(url: string, method: string, nib: string, userKeyHeader = key()) {
  return fetch(`${url}/v1/kl/rba/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", user_key: userKeyHeader },
    body: JSON.stringify({ [method.toUpperCase()]: { nib } }),
    signal: AbortSignal.timeout(3_000),
  });
}

function control(url: string, body: object, type = "application/json") {
  return fetch(`${url}/_control`, { method: "POST", headers: { "content-type": type }, body: JSON.stringify(body) });
}

describe("the simulator as a process", () => {
  it("says when it is ready and answers both methods by the contract", async () => {
    const { ready, url } = await startReady();
    expect(ready.ready).toBe(true);
    expect(ready.port).toBeGreaterThan(0);
    const inquiry = (await (await ask(url, "inqueryNIB", knownNib.ready)).json()) as object;
    expect(inquiry).toMatchObject({
      responinqueryNIB: { kode: 200, dataNIB: { nib: knownNib.ready, status_nib: "01" } },
    });
    const check = (await (await ask(url, "checkNIB", knownNib.frozen)).json()) as object;
    expect(check).toMatchObject({ responcheckNIB: { kode: 200, dataNIB: { nib: knownNib.frozen, status: "05" } } });
    const unknown = await ask(url, "inqueryNIB", knownNib.unknown);
    expect(unknown.status).toBe(400);
    expect(await unknown.json()).toMatchObject({ responinqueryNIB: { kode: 400 } });
  });

  it("refuses a wrong key, a wrong body and a service it does not have", async () => {
    const { url } = await startReady();
    const wrongKey = await ask(url, "inqueryNIB", knownNib.ready, "0".repeat(40));
    expect([wrongKey.status, await wrongKey.json()]).toMatchObject([401, { responinqueryNIB: { kode: 401 } }]);
    expect((await ask(url, "inqueryNIB", "12")).status).toBe(400);
    expect((await ask(url, "receiveLicense", knownNib.ready)).status).toBe(404);
  });

  it("misbehaves on request, for as many requests as asked, and by troubled NIB", async () => {
    const { url } = await startReady();
    expect((await control(url, { mode: "error-500", count: 1 })).status).toBe(200);
    expect((await ask(url, "inqueryNIB", knownNib.ready)).status).toBe(500);
    expect((await ask(url, "inqueryNIB", knownNib.ready)).status).toBe(200);
    await expect((await ask(url, "inqueryNIB", troubledNib.malformed)).json()).rejects.toThrow(SyntaxError);
    const inside = await ask(url, "inqueryNIB", troubledNib["error-inside"]);
    expect([inside.status, await inside.json()]).toMatchObject([200, { responinqueryNIB: { kode: 500 } }]);
    expect((await control(url, { mode: "explode" })).status).toBe(400);
    expect((await control(url, { mode: "hang" }, "text/plain")).status).toBe(405);
  });

  it("lists its companies for people, with names escaped", async () => {
    const { url } = await startReady();
    const page = await (await fetch(url)).text();
    expect(page).toContain(knownNib.ready);
    expect(page).toContain("d&#39;Écoute Voix-Claire &#38; Fils");
    expect(page).not.toContain("<script");
  });

  it("ends on SIGTERM even while a request hangs", async () => {
    const { child, url } = await startReady();
    const hanging = ask(url, "inqueryNIB", troubledNib.hang).catch(() => "cut");
    await ask(url, "inqueryNIB", knownNib.ready);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await hanging).toBe("cut");
  });

  it("ends when the process that started it is gone", async () => {
    const { child } = await startReady();
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("names the port and its variable when the port is taken, and stays off in production", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const busy = await start({ SAMBUNG_OSS_SIM_PORT: String(port) });
    const [words] = (await once(busy.stderr as NodeJS.ReadableStream, "data")) as [Buffer];
    expect(String(words)).toContain(`${port} (SAMBUNG_OSS_SIM_PORT)`);
    taken.close();
    const production = await start({ NODE_ENV: "production" });
    expect(await once(production, "exit")).toEqual([1, null]);
  });
});
