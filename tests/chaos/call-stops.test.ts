import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { present } from "../../src/kernel/index.ts";
import { localServerCertificate } from "../../src/platform/signing/index.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openRawSip, rawInvite, rawOptions } from "../../testkit/raw-sip.ts";
import { type CallSystem, openCallSystem } from "./call-system.ts";

let calls: CallSystem;
let folder: string;
let sipsPort: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-certificates-"));
  sipsPort = await freePort();
  await putCertificate("first");
  const env = {
    SAMBUNG_SIPS_PORT: String(sipsPort),
    SAMBUNG_TLS_CERT: path.join(folder, "server.crt"),
    SAMBUNG_TLS_KEY: path.join(folder, "server.key"),
    SAMBUNG_DRAIN_SECONDS: "25",
  };
  calls = await openCallSystem({ gateway: "127.0.0.54", phone: "127.0.0.55", env });
});

const systemAuthorities = tls.getCACertificates();

/** Replaces the system's certificate and makes this process trust it. Returns the certificate's fingerprint. */
async function putCertificate(name: string): Promise<string> {
  const names = { organisation: "Uji", rootName: `Uji ${name}`, hosts: ["127.0.0.1"] };
  const made = await localServerCertificate(path.join(folder, name), names, Date.now());
  await writeFile(path.join(folder, "server.crt"), made.certificatePem);
  await writeFile(path.join(folder, "server.key"), made.keyPem);
  tls.setDefaultCACertificates([...systemAuthorities, made.authorityPem]);
  return new X509Certificate(made.certificatePem).fingerprint256;
}

afterAll(async () => {
  tls.setDefaultCACertificates(systemAuthorities);
  await calls?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a certificate that is renewed", () => {
  const connect = async (port: number) => {
    const socket = tls.connect({ host: "127.0.0.1", port, rejectUnauthorized: false });
    await once(socket, "secureConnect");
    return socket;
  };
  const shownAt = async (port: number) => {
    const socket = await connect(port);
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  };

  it("is shown to new connections after SIGHUP, while open ones and all processes go on", async () => {
    const httpPort = Number(new URL(calls.system.url).port);
    // The switch has only just restarted.
    await expect.poll(() => shownAt(sipsPort).catch(() => "")).not.toBe("");
    const before = await Promise.all([shownAt(httpPort), shownAt(sipsPort)]);
    const pids = [await calls.system.pidOf("portal"), await calls.system.pidOf("switch")];
    const open = await connect(httpPort);
    const renewed = await putCertificate("second");
    expect(before).not.toContain(renewed);
    process.kill(await calls.system.pidOf("supervisor"), "SIGHUP");
    await expect.poll(() => shownAt(httpPort)).toBe(renewed);
    await expect.poll(() => shownAt(sipsPort)).toBe(renewed);
    open.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    const [answer] = (await once(open, "data")) as readonly unknown[];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    open.destroy();
    const figures = await (await fetch(`${calls.system.url}/metrics`)).text();
    expect(Number(/^sambung_certificate_days_left ([\d.]+)$/m.exec(figures)?.[1])).toBeGreaterThan(0);
    await writeFile(path.join(folder, "server.key"), "no key");
    process.kill(await calls.system.pidOf("supervisor"), "SIGHUP");
    // Each response is later than the signal; a certificate without its key leaves the last good one in use.
    expect(await Promise.all([shownAt(httpPort), shownAt(sipsPort)])).toEqual([renewed, renewed]);
    expect([await calls.system.pidOf("portal"), await calls.system.pidOf("switch")]).toEqual(pids);
    await putCertificate("second");
  });
});

describe("calls of a switch that hangs", () => {
  it("are taken again after their switch hung, which its supervisor ends after five seconds", async () => {
    const hungPid = await calls.system.pidOf("switch");
    const asker = await openRawSip("127.0.0.56");
    const hungMs = performance.now();
    process.kill(hungPid, "SIGSTOP");
    let asked = 0;
    const asking = setInterval(() => {
      asked += 1;
      asker.send(rawOptions(asker, `hung${asked}`), calls.sipPort);
    }, 100);
    try {
      // Datagrams that the hung switch has not read are lost with its socket.
      const answer = await asker.until(({ status }) => status === 200, 60_000);
      expect(answer.atMs - hungMs).toBeGreaterThan(5_000);
      expect(await calls.system.pidOf("switch")).not.toBe(hungPid);
    } finally {
      clearInterval(asking);
      asker.close();
    }
  });
});

describe("calls of a system that is stopped", () => {
  /** Stops the system during a call of `talkMs`, and waits until new calls are refused. */
  async function stopDuringCall(talkMs: number) {
    const before = await calls.answered();
    const leaving = new AbortController();
    const taking = calls.phones(1, leaving.signal);
    const calling = calls.callers(1, talkMs);
    await expect.poll(calls.answered).toBe(before + 1);
    const supervisorPid = await calls.system.pidOf("supervisor");
    process.kill(supervisorPid, "SIGTERM");
    const gateway = await openRawSip(calls.gateway);
    let sent = 0;
    // A call to a missing number is answered 404 as long as the switch takes calls.
    const refused = async () => {
      sent += 1;
      gateway.send(rawInvite(gateway, { called: "1500999", port: calls.sipPort, id: `late${sent}` }), calls.sipPort);
      return (await gateway.until(({ text }) => text.includes(`late${sent}@`), 5_000)).status;
    };
    await expect.poll(refused).toBe(503);
    gateway.close();
    return { supervisorPid, calling, leave: () => leaving.abort(), taking };
  }

  const newest = async () => present((await calls.outcomes()).at(-1), "a record");

  it("go on after SIGTERM while no new ones are taken; then every process ends", async () => {
    const { calling, taking } = await stopDuringCall(4_000);
    const call = await calling;
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await taking).code).toBe(0);
    expect(await calls.system.untilGone()).toEqual([]);
    await calls.system.start();
    expect(await newest()).toBe("answered");
    expect(await calls.count("openCall")).toBe(0);
  });

  it("end at once with their records at the second SIGTERM", async () => {
    const { supervisorPid, calling, leave, taking } = await stopDuringCall(24_000);
    const stoppedMs = performance.now();
    process.kill(supervisorPid, "SIGTERM");
    expect(await calls.system.untilGone()).toEqual([]);
    expect(performance.now() - stoppedMs).toBeLessThan(15_000);
    leave();
    await Promise.all([calling, taking]);
    await calls.system.start();
    expect(await newest()).toBe("system-restart");
    expect(await calls.count("openCall")).toBe(0);
  });
});
