import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { openRawSip, type RawSip, rawInvite } from "../../testkit/raw-sip.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.27";
const PHONES = "127.0.0.28";

let system: TestSwitch;
let gateway: RawSip;
let device: RawSip;

beforeAll(async () => {
  system = await openTestSwitch();
  [gateway, device] = await Promise.all([openRawSip(GATEWAY), openRawSip(PHONES)]);
  await system.addTrunk({ port: gateway.port, host: GATEWAY, address: GATEWAY });
});

afterAll(async () => {
  for (const one of [gateway, device]) one?.close();
  await system?.close();
});

/** A registered phone, and a code that rings it. */
async function registered(extension: string): Promise<{ readonly id: string; readonly code: string }> {
  const { id } = await system.addPhone({ extension });
  const { address, port } = device;
  await system.bind(id, { contact: `sip:${extension}@${address}:${port}`, address, port });
  const code = `1500${extension}`;
  await system.addNumber({ code, phoneIds: [id] });
  return { id, code };
}

const trx = <Value>(act: Parameters<typeof inTenant<Value>>[2]) => inTenant(system.database.db, system.tenantId, act);
const callsTo = (extension: string) =>
  new Set(
    device.heard
      .filter(({ text }) => text.startsWith(`INVITE sip:${extension}@`))
      .map(({ text }) => /^Call-ID: (.*)$/m.exec(text)?.[1]),
  ).size;
const change = (id: string, to: { readonly sealedSecret?: Buffer; readonly endedAt?: Date }) =>
  trx((one) => one.updateTable("phone").set(to).where("id", "=", id).execute());
const bindingsOf = (id: string) =>
  trx((one) => one.selectFrom("phoneBinding").select("contact").where("phoneId", "=", id).execute());

function call(code: string, id: string): void {
  gateway.send(rawInvite(gateway, { called: code, port: system.port, id }), system.port);
}

const final = (id: string) => gateway.until(({ text, status }) => text.includes(`${id}@`) && status >= 200, 10_000);

describe("a device that is registered", () => {
  it("rings no more as soon as its password was renewed", async () => {
    const { id, code } = await registered("671");
    call(code, "rings");
    await device.until(({ text }) => text.startsWith("INVITE sip:671@"), 5_000);
    await change(id, { sealedSecret: system.sealed({ id, username: "phone-671" }) });
    await system.running.refresh();
    call(code, "silent");
    expect((await final("silent")).status).toBe(480);
    expect(callsTo("671")).toBe(1);
    await expect.poll(() => bindingsOf(id)).toEqual([]);
  });

  it("is nowhere any more as soon as its phone was ended, though its registration was being written", async () => {
    const { id } = await registered("672");
    await change(id, { endedAt: new Date() });
    const { address, port } = device;
    const again = system.bind(id, { contact: `sip:672@${address}:${port}`, address, port });
    await system.running.refresh();
    await again;
    await expect.poll(() => bindingsOf(id)).toEqual([]);
  });

  it("is known still after what is kept of its password could not be opened for a while: nobody has ended it", async () => {
    const { id, code } = await registered("673");
    const kept = await trx((one) =>
      one.selectFrom("phone").select("sealedSecret").where("id", "=", id).executeTakeFirstOrThrow(),
    );
    await change(id, { sealedSecret: Buffer.from("not a secret") });
    await system.running.refresh();
    expect(system.running.status().unreadablePhones).toBe(1);
    await change(id, kept);
    await system.running.refresh();
    call(code, "goes-on");
    await device.until(({ text }) => text.startsWith("INVITE sip:673@"), 5_000);
  });
});
