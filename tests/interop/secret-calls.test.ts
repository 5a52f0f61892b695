import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import path from "node:path";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { present } from "../../src/kernel/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { toneShare } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const SARI_HZ = 1_000;
const BUDI_HZ = 600;
const TALK_MS = 3_000;

let system: TestSwitch;
const phones: DeskPhone[] = [];

beforeAll(async () => {
  system = await openTestSwitch({ withTls: true });
  // The caller number of outgoing calls.
  await system.addNumber({ code: "1500881", phoneIds: [], isRecorded: false });
});

afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await system?.close();
});

interface Wish {
  readonly extension: string;
  readonly toneHz: number;
  readonly transport: "udp" | "tls";
  /** Whether only its media is encrypted. */
  readonly isSecret: boolean;
  /** Whether its account requires encryption. */
  readonly isRequired: boolean;
  readonly isRefused?: boolean;
}

async function phoneAt({ extension, toneHz, transport, isSecret, isRequired, isRefused = false }: Wish) {
  const { port: tlsPort, authorityFile } = present(system.tls, "TLS");
  const account = await system.addPhone({ extension, isEncrypted: isRequired });
  const registrar = { port: transport === "tls" ? tlsPort : system.port, transport };
  const folder = path.join(system.folder, `phone-${extension}`);
  const how = { folder, registrar, toneHz, answer: "auto", isSecret, isRefused, authorityFile } as const;
  const phone = await startDeskPhone({ ...account, ...how });
  phones.push(phone);
  return phone;
}

async function heard(phone: DeskPhone, hz: number): Promise<number> {
  await expect.poll(async () => readWav(await readFile(phone.heard)).ok, { timeout: 5_000 }).toBe(true);
  return toneShare(await readFile(phone.heard), hz);
}

/** Lets one phone call another and talk. */
async function talk(from: DeskPhone, to: DeskPhone, extension: string): Promise<void> {
  await from.command("dial", extension);
  await Promise.all([from.event("CALL_ESTABLISHED"), to.event("CALL_ESTABLISHED")]);
  await new Promise((resolve) => setTimeout(resolve, TALK_MS));
  await from.command("hangup");
}

describe("phones that speak in secret", () => {
  it("sign in over TLS at a certificate they trust, and hear each other by SRTP", async () => {
    const secret = { transport: "tls", isSecret: true, isRequired: true } as const;
    const sari = await phoneAt({ ...secret, extension: "101", toneHz: SARI_HZ });
    const budi = await phoneAt({ ...secret, extension: "102", toneHz: BUDI_HZ });
    await talk(sari, budi, "102");
    expect(await heard(budi, SARI_HZ)).toBeGreaterThan(0.8);
    expect(await heard(sari, BUDI_HZ)).toBeGreaterThan(0.8);
  });

  it("talk with one that does not, each in its own way", async () => {
    const secret = await phoneAt({
      extension: "103",
      toneHz: SARI_HZ,
      transport: "tls",
      isSecret: true,
      isRequired: true,
    });
    const plain = await phoneAt({
      extension: "104",
      toneHz: BUDI_HZ,
      transport: "udp",
      isSecret: false,
      isRequired: false,
    });
    await talk(plain, secret, "103");
    expect(await heard(secret, BUDI_HZ)).toBeGreaterThan(0.8);
    expect(await heard(plain, SARI_HZ)).toBeGreaterThan(0.8);
  });

  it("are taken at their word where nobody requires it: whoever offers keys is answered with keys", async () => {
    const offering = await phoneAt({
      extension: "105",
      toneHz: SARI_HZ,
      transport: "tls",
      isSecret: true,
      isRequired: false,
    });
    const plain = await phoneAt({
      extension: "106",
      toneHz: BUDI_HZ,
      transport: "udp",
      isSecret: false,
      isRequired: false,
    });
    await talk(offering, plain, "106");
    expect(await heard(plain, SARI_HZ)).toBeGreaterThan(0.8);
    expect(await heard(offering, BUDI_HZ)).toBeGreaterThan(0.8);
  });

  it("are not let in over UDP, and not heard without SRTP", async () => {
    await phoneAt({
      extension: "107",
      toneHz: SARI_HZ,
      transport: "udp",
      isSecret: false,
      isRequired: true,
      isRefused: true,
    });
    const bare = await phoneAt({
      extension: "108",
      toneHz: BUDI_HZ,
      transport: "tls",
      isSecret: false,
      isRequired: true,
    });
    await bare.command("dial", "101");
    await bare.event("CALL_CLOSED");
    expect(bare.events.map(({ type }) => type)).not.toContain("CALL_ESTABLISHED");
    await expect
      .poll(async () => (await system.cdrs()).at(-1), { timeout: 10_000 })
      .toMatchObject({ caller: "108", talkMs: 0 });
  });
});

describe("a line under TLS", () => {
  /** Key and certificate of a carrier at 127.0.0.1 alias localhost. */
  const pairFile = () => path.join(path.dirname(present(system.tls, "TLS").authorityFile), "server.pem");

  it("is found by its name, and talks in secret once its certificate bears that name", async () => {
    const port = await freePort();
    const gateway = await startGateway({
      folder: path.join(system.folder, "gateway"),
      toneHz: BUDI_HZ,
      answer: "auto",
      isSecret: true,
      certificateFile: pairFile(),
      address: "127.0.0.1",
      port,
      number: "0215551234",
    });
    phones.push(gateway);
    const line = { host: "localhost", address: "127.0.0.8", transport: "tls", isEncrypted: true } as const;
    await system.addTrunk({ port: port + 1, ...line });
    const caller = await phoneAt({
      extension: "109",
      toneHz: SARI_HZ,
      transport: "udp",
      isSecret: false,
      isRequired: false,
    });
    // The host name is resolved when the trunk is first loaded.
    await system.running.refresh();
    await talk(caller, gateway, "0215551234");
    expect(await heard(gateway, SARI_HZ)).toBeGreaterThan(0.8);
    expect(await heard(caller, BUDI_HZ)).toBeGreaterThan(0.8);
  });

  it("is no line where the certificate is of somebody else: nothing of the call is said to it", async () => {
    const port = await freePort();
    await system.addTrunk({ port, host: "127.0.0.5", address: "127.0.0.9", transport: "tls", isFirst: true });
    const caller = await phoneAt({
      extension: "110",
      toneHz: SARI_HZ,
      transport: "udp",
      isSecret: false,
      isRequired: false,
    });
    const pair = await readFile(pairFile());
    const said: string[] = [];
    const seen: string[] = [];
    const carrier = tls.createServer({ key: pair, cert: pair }, (socket) => {
      socket.on("data", (bytes) => said.push(String(bytes)));
      socket.on("error", () => undefined);
    });
    carrier.on("connection", (socket: Socket) => {
      seen.push("connection");
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => carrier.listen(port, "127.0.0.5", resolve));
    await caller.command("dial", "0215551234");
    await caller.event("CALL_CLOSED");
    expect(caller.events.map(({ type }) => type)).not.toContain("CALL_ESTABLISHED");
    expect([seen, said]).toEqual([["connection"], []]);
    await new Promise((resolve) => carrier.close(resolve));
  });
});

describe("the port of TLS", () => {
  it("shows a certificate of the installation's own authority, and speaks no TLS 1.1", async () => {
    const { port, authorityFile } = present(system.tls, "TLS");
    const ca = await readFile(authorityFile);
    const handshake = (options: tls.ConnectionOptions) =>
      new Promise<string>((resolve) => {
        const socket = tls.connect({ host: "127.0.0.1", port, ca, ...options });
        socket.once("secureConnect", () => {
          resolve(socket.getProtocol() ?? "none");
          socket.destroy();
        });
        socket.once("error", (error: Error) => resolve(error.message));
      });
    expect(await handshake({})).toBe("TLSv1.3");
    expect(await handshake({ servername: "localhost" })).toBe("TLSv1.3");
    expect(await handshake({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" })).toMatch(
      /alert|version|unsupported/i,
    );
    expect(await handshake({ ca: [] })).toMatch(/self-signed|unable to verify/i);
  });
});
