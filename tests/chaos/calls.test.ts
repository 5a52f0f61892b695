import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallSystem, openCallSystem } from "./call-system.ts";

let calls: CallSystem;

beforeAll(async () => {
  calls = await openCallSystem({ gateway: "127.0.0.2", phone: "127.0.0.3" });
});
afterAll(() => calls?.close());

describe("calls of a system whose processes are killed", () => {
  it("go on and end with their records while portal, media and database come back", async () => {
    const taking = calls.phones(8);
    const calling = calls.callers(8, 12_000);
    await expect.poll(calls.answered).toBe(8);
    await calls.system.kill("media");
    await calls.system.kill("portal");
    await calls.system.kill("database");
    const call = await calling;
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await taking).code).toBe(0);
    await expect.poll(() => calls.count("cdr").catch(() => 0)).toBe(8);
    expect(new Set(await calls.outcomes())).toEqual(new Set(["answered"]));
    expect(await calls.count("openCall")).toBe(0);
  });

  it("are closed once each when their switch is killed, and phones ring again by themselves", async () => {
    const leaving = new AbortController();
    const taking = calls.phones(6, leaving.signal);
    const calling = calls.callers(6, 16_000);
    await expect.poll(calls.answered).toBe(14);
    await calls.restartSwitch();
    await expect.poll(() => calls.count("openCall")).toBe(0);
    expect((await calls.outcomes()).filter((outcome) => outcome === "system-restart")).toHaveLength(6);
    expect(await calls.count("cdr")).toBe(14);
    expect((await calling).code).not.toBe(0);
    // No BYE reaches these phones any more: the switch that held their calls is gone.
    leaving.abort();
    await taking;
    const again = calls.phones(1);
    const call = await calls.callers(1, 300);
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await again).code).toBe(0);
    await expect.poll(() => calls.count("cdr")).toBe(15);
  });

  it("keep their records when the supervisor is killed, and no process is left behind", async () => {
    await calls.system.kill("supervisor");
    expect(await calls.system.untilGone()).toEqual([]);
    await calls.system.start();
    expect(await calls.count("cdr")).toBe(15);
    expect(await calls.count("openCall")).toBe(0);
  });
});
