import { describe, expect, it, vi } from "vitest";
import { openLog } from "../../platform/telemetry/index.ts";
import { openHostBook } from "./host-book.effects.ts";

const log = openLog({ process: "test", level: "silent" });

function bookOf(resolve: (host: string) => Promise<string>) {
  const clock = { nowMs: 0 };
  const asked: string[] = [];
  const book = openHostBook({
    ...{ log, nowMs: () => clock.nowMs },
    resolve: (host) => {
      asked.push(host);
      return resolve(host);
    },
  });
  return { book, clock, asked };
}

describe("the addresses of lines", () => {
  it("are their own where they are written down as addresses, and nobody is asked", () => {
    const { book, asked } = bookOf(() => Promise.resolve("192.0.2.1"));
    expect([book.addressOf("203.0.113.7"), book.addressOf("2001:db8::7")]).toEqual(["203.0.113.7", "2001:db8::7"]);
    expect(asked).toEqual([]);
  });

  it("are asked for once, and asked for again after a minute", async () => {
    let address = "192.0.2.1";
    const { book, clock, asked } = bookOf(() => Promise.resolve(address));
    expect([book.addressOf("sbc.example"), book.addressOf("sbc.example")]).toEqual([null, null]);
    await vi.waitFor(() => expect(book.addressOf("sbc.example")).toBe("192.0.2.1"));
    address = "192.0.2.2";
    clock.nowMs = 59_999;
    expect(book.addressOf("sbc.example")).toBe("192.0.2.1");
    expect(asked).toHaveLength(1);
    clock.nowMs = 60_000;
    expect(book.addressOf("sbc.example")).toBe("192.0.2.1");
    await vi.waitFor(() => expect(book.addressOf("sbc.example")).toBe("192.0.2.2"));
    expect(asked).toHaveLength(2);
  });

  it("stay as they were while nobody answers, and are asked for again", async () => {
    const answers = [Promise.resolve("192.0.2.1"), Promise.reject(new Error("SERVFAIL")), Promise.resolve("192.0.2.9")];
    for (const answer of answers) answer.catch(() => undefined);
    const { book, clock, asked } = bookOf((host) => answers.shift() ?? Promise.reject(new Error(host)));
    book.addressOf("sbc.example");
    await vi.waitFor(() => expect(book.addressOf("sbc.example")).toBe("192.0.2.1"));
    clock.nowMs = 60_000;
    expect(book.addressOf("sbc.example")).toBe("192.0.2.1");
    await Promise.resolve();
    clock.nowMs = 120_000;
    await vi.waitFor(() => {
      book.addressOf("sbc.example");
      expect(asked).toHaveLength(3);
    });
    await vi.waitFor(() => expect(book.addressOf("sbc.example")).toBe("192.0.2.9"));
  });
});
