import { afterEach, describe, expect, it, vi } from "vitest";
import { type Baresip, startBaresip } from "../../testkit/baresip.ts";
import { openSipAnswerer, type SipAnswerer } from "../../testkit/sip-answerer.ts";

let answerer: SipAnswerer | null = null;
let phone: Baresip | null = null;

afterEach(async () => {
  await phone?.close();
  await answerer?.close();
  phone = null;
  answerer = null;
});

/** baresip 1.1 rejects a challenge that offers SHA-256, even beside MD5. */
const OLD = { ringMs: 10, algorithms: ["MD5"] } as const;

describe("baresip", () => {
  it.each(["udp", "tcp"])("registers over %s by MD5", async (transport) => {
    const open = await openSipAnswerer({ ...OLD, users: { sari: "rahasia" } });
    answerer = open;
    const registrar = `127.0.0.1:${open.port};transport=${transport}`;
    const started = await startBaresip(`<sip:sari@${registrar}>;auth_pass=rahasia;regint=60`);
    phone = started;
    await vi
      .waitUntil(() => (open.told["registered"] ?? 0) >= 1, { timeout: 20_000, interval: 100 })
      .catch(() => {
        throw new Error(`never registered: ${JSON.stringify(open.told)}\n${started.text()}`);
      });
    await vi.waitUntil(() => started.text().includes("200 OK"), { timeout: 10_000, interval: 100 });
    expect(open.told["unproven none"]).toBe(1);
    expect(open.told["unproven wrong"]).toBeUndefined();
  });

  it("is not registered with a wrong password", async () => {
    const open = await openSipAnswerer({ ...OLD, users: { sari: "lain" } });
    answerer = open;
    const account = `<sip:sari@127.0.0.1:${open.port};transport=udp>;auth_pass=rahasia;regint=60`;
    phone = await startBaresip(account);
    await vi.waitUntil(() => (open.told["unproven wrong"] ?? 0) >= 1, { timeout: 20_000, interval: 100 });
    expect(open.told["registered"]).toBeUndefined();
  });
});
