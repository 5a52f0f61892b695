import net from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openSmppFixture } from "../../testkit/smpp-fixture.ts";
import { connectSmppPeer } from "../../testkit/smpp-peer.ts";
import { startTestSystem } from "../../testkit/system.ts";

const WAIT = { timeout: 60_000, interval: 200 };
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Whether a server listens on the port. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

describe("the whole system", () => {
  it("speaks SMPP from its first account on and not before, with TLS and without, and again after a kill", async () => {
    const [plain, secure] = [await freePort(), await freePort()];
    const env = { SAMBUNG_SMPP_PORT: String(plain), SAMBUNG_SMPPS_PORT: String(secure) };
    const system = await startTestSystem(env);
    closing.push(() => system.close());
    expect([await answers(plain), await answers(secure)]).toEqual([false, false]);
    const fixture = await openSmppFixture({ ...system.kit, key: await keyFromFile(system.dataFolder, "service") });
    closing.push(() => fixture.close());
    await vi.waitUntil(async () => (await answers(plain)) && (await answers(secure)), WAIT);
    const bound = async (port: number, tls: boolean) => {
      // A killed process releases its ports one after the other.
      const peer = await vi.waitFor(() => connectSmppPeer(port, { tls }), WAIT);
      closing.push(() => peer.close());
      const { systemId: system_id, password } = fixture;
      expect((await peer.ask("bind_transceiver", { system_id, password })).command_status).toBe(0);
      return peer;
    };
    const [peer, other] = [await bound(secure, true), await bound(plain, false)];
    const fields = { source_addr: fixture.sender, short_message: "Kode 1234", registered_delivery: 1 };
    const statusOf = async (asking: typeof peer, destination_addr: string) =>
      (await asking.ask("submit_sm", { ...fields, destination_addr })).command_status;
    expect(await statusOf(peer, "6281200000001")).toBe(0);
    expect(await statusOf(other, "6281200000002")).toBe(0);
    await vi.waitUntil(() => fixture.carrier.receipts().length === 2, WAIT);
    await system.kill("gateway");
    await Promise.all([peer.closed, other.closed]);
    await vi.waitUntil(async () => (await answers(plain)) && (await answers(secure)), WAIT);
    expect(await statusOf(await bound(secure, true), "6281200000003")).toBe(0);
    await vi.waitUntil(() => fixture.carrier.receipts().length === 3, WAIT);
    // Each message goes to one recipient, once.
    expect(new Set(fixture.carrier.taken().map(({ recipient }) => recipient)).size).toBe(3);
  }, 200_000);
});
