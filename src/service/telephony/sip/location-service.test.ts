import { describe, expect, it } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import type { Binding } from "../phones/index.ts";
import { openLocationService } from "./location-service.effects.ts";

const PHONE = { id: "phone", tenantId: "tenant" };
const binding: Binding = {
  contact: "sip:101@192.0.2.1",
  address: "192.0.2.1",
  port: 5060,
  transport: "udp",
  connection: null,
  sittingId: null,
  sipCallId: "a",
  cseq: 1,
  userAgent: "",
  registeredAtMs: 0,
  expiresAtMs: 10_000,
};

describe("where a phone can be reached", () => {
  it("is forgotten in memory at once, and on disk after a registration that is still being written", async () => {
    const disk: number[] = [];
    const releases: (() => void)[] = [];
    const service = openLocationService({
      kept: new Map(),
      log: testLog,
      store: async (_phone, bindings) => {
        await new Promise<void>((resolve) => releases.push(resolve));
        disk.push(bindings.length);
      },
    });
    const registered = service.keep(PHONE, [binding]);
    const forgotten = service.keep(PHONE, []);
    expect(service.of("phone", 0)).toEqual([]);
    await expect.poll(() => releases).toHaveLength(1);
    releases[0]?.();
    await registered;
    await expect.poll(() => releases).toHaveLength(2);
    releases[1]?.();
    await forgotten;
    expect(disk).toEqual([1, 0]);
  });

  it("tells where a phone has signed in from, until the last one there is gone", async () => {
    const book = openLocationService({
      kept: new Map([["other", [binding]]]),
      log: testLog,
      store: async () => undefined,
    });
    const moved = { ...binding, port: 5_062 };
    await book.keep(PHONE, [binding, moved]);
    expect(book.isDevice(moved)).toBe(true);
    expect(book.isDevice({ ...moved, address: "192.0.2.2" })).toBe(false);
    await book.keep(PHONE, []);
    expect(book.isDevice(moved)).toBe(false);
    expect(book.isDevice(binding)).toBe(true);
    await book.keep({ ...PHONE, id: "other" }, []);
    expect(book.isDevice(binding)).toBe(false);
  });
});
