import { describe, expect, it, vi } from "vitest";
import { openLog } from "../../../platform/telemetry/index.ts";
import { openDnsCache } from "./dns-cache.effects.ts";

const log = openLog({ process: "test", level: "silent" });

function bookOf(resolve: (host: string) => Promise<string>) {
  const clock = { nowMs: 0 };
  const asked: string[] = [];
  const cache = openDnsCache({
    log,
    nowMs: () => clock.nowMs,
    isForbidden: (address, port) => address === "127.0.0.1" && port === 5_060,
    resolve: (host) => {
      asked.push(host);
      return resolve(host);
    },
  });
  const addressOf = (host: string) => cache.addressOf(host, 5_060).address;
  return { book: cache, addressOf, clock, asked };
}

describe("the addresses of lines", () => {
  it("are their own where they are written down as addresses, and nobody is asked", () => {
    const { addressOf, asked } = bookOf(() => Promise.resolve("192.0.2.1"));
    expect([addressOf("203.0.113.7"), addressOf("2001:db8::7")]).toEqual(["203.0.113.7", "2001:db8::7"]);
    expect(asked).toEqual([]);
  });

  it("are asked for once, and asked for again after a minute", async () => {
    let address = "192.0.2.1";
    const { addressOf, clock, asked } = bookOf(() => Promise.resolve(address));
    expect([addressOf("sbc.example"), addressOf("sbc.example")]).toEqual([null, null]);
    await vi.waitFor(() => expect(addressOf("sbc.example")).toBe("192.0.2.1"));
    address = "192.0.2.2";
    clock.nowMs = 59_999;
    expect(addressOf("sbc.example")).toBe("192.0.2.1");
    expect(asked).toHaveLength(1);
    clock.nowMs = 60_000;
    expect(addressOf("sbc.example")).toBe("192.0.2.1");
    await vi.waitFor(() => expect(addressOf("sbc.example")).toBe("192.0.2.2"));
    expect(asked).toHaveLength(2);
  });

  it("stay as they were while nobody answers, and are asked for again", async () => {
    const answers = [Promise.resolve("192.0.2.1"), Promise.reject(new Error("SERVFAIL")), Promise.resolve("192.0.2.9")];
    for (const answer of answers) answer.catch(() => undefined);
    const { addressOf, clock, asked } = bookOf((host) => answers.shift() ?? Promise.reject(new Error(host)));
    addressOf("sbc.example");
    await vi.waitFor(() => expect(addressOf("sbc.example")).toBe("192.0.2.1"));
    clock.nowMs = 60_000;
    expect(addressOf("sbc.example")).toBe("192.0.2.1");
    await Promise.resolve();
    clock.nowMs = 120_000;
    await vi.waitFor(() => {
      addressOf("sbc.example");
      expect(asked).toHaveLength(3);
    });
    await vi.waitFor(() => expect(addressOf("sbc.example")).toBe("192.0.2.9"));
  });

  it("are refused at each resolution that leads to a forbidden place, and used again once another one does not", async () => {
    let address = "192.0.2.1";
    const { book, addressOf, clock } = bookOf(() => Promise.resolve(address));
    await vi.waitFor(() => expect(addressOf("sbc.example")).toBe("192.0.2.1"));
    for (const [next, isForbidden] of [
      ["127.0.0.1", true],
      ["192.0.2.3", false],
    ] as const) {
      address = next;
      clock.nowMs += 60_000;
      addressOf("sbc.example");
      const found = { address: isForbidden ? null : next, isForbidden };
      await vi.waitFor(() => expect(book.addressOf("sbc.example", 5_060)).toEqual(found));
    }
    expect(book.addressOf("127.0.0.1", 5_060)).toEqual({ address: null, isForbidden: true });
    expect(book.addressOf("127.0.0.1", 5_070)).toEqual({ address: "127.0.0.1", isForbidden: false });
  });
});
