import { describe, expect, it } from "vitest";
import { openLog } from "../../../platform/telemetry/index.ts";
import type { ConferenceFact } from "./conference.store.ts";
import { FactWriter } from "./fact-writer.effects.ts";

const log = openLog({ process: "test", level: "silent" });
const fact = (tenantId: string, conferenceId: string): ConferenceFact => ({
  tenantId,
  conferenceId,
  at: new Date(0),
  happening: { fact: "end", why: "last-left" },
});

describe("what happens in conferences", () => {
  it("is written in its order, and that of one call centre waits for no other one's", async () => {
    const slow = Promise.withResolvers<void>();
    const written: string[] = [];
    const keep = async ({ tenantId, conferenceId }: ConferenceFact) => {
      if (tenantId === "flood") await slow.promise;
      written.push(conferenceId);
    };
    const writer = new FactWriter({ keep, log });
    writer.write(fact("flood", "1"), "flood a");
    writer.write(fact("flood", "2"), "flood b");
    writer.write(fact("other", "3"), "other a");
    writer.write(fact("other", "4"));
    await writer.freed("other a");
    await writer.freed("never ended");
    await expect.poll(() => written).toEqual(["3", "4"]);
    expect(writer.known).toEqual(["1", "2"]);
    slow.resolve();
    await writer.freed("flood b");
    expect(written).toEqual(["3", "4", "1", "2"]);
    await writer.written();
    expect(writer.known).toEqual([]);
  });

  it("that is refused once is written again, and frees its name when it is there", async () => {
    let tries = 0;
    const keep = async () => {
      tries += 1;
      if (tries === 1) throw new Error("away");
    };
    const writer = new FactWriter({ keep, log });
    writer.write(fact("one", "1"), "one a");
    await writer.freed("one a");
    expect(tries).toBe(2);
  });
});
