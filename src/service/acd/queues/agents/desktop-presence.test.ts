import { expect, it, vi } from "vitest";
import { testLog } from "../../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import type { ChangeFeed, Database } from "../../../../platform/database/index.ts";
import { openDesktopPresence } from "./desktop-presence.effects.ts";

const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};

/** Pages of one process over a database that responds on demand. */
function staged() {
  const { clock } = createVirtualContext();
  const waiting: (() => void)[] = [];
  const written: { readonly agentIds: readonly string[]; readonly forMs: number }[] = [];
  const write = async ({ agentIds, until }: { readonly agentIds: readonly string[]; readonly until: Date }) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    written.push({ agentIds, forMs: until.getTime() - clock.nowMs() });
  };
  const presence = openDesktopPresence({
    db: undefined as unknown as Database,
    changeFeed,
    clock,
    log: testLog,
    write,
  });
  const answer = async () => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
    expect(waiting).toHaveLength(1);
    waiting.shift()?.();
  };
  return { presence, written, answer };
}

it("a page that is loaded again is never written over by the end of the one before", async () => {
  const { presence, written, answer } = staged();
  const gone = presence.open("t", "ani");
  gone();
  presence.open("t", "ani");
  await answer();
  await answer();
  await vi.waitFor(() => expect(written).toHaveLength(2));
  expect(written.map(({ forMs }) => forMs)).toEqual([45_000, 45_000]);
  presence.close();
});

it("a page that is gone leaves its agent long enough for a page in another process to say that it is there", async () => {
  const { presence, written, answer } = staged();
  const gone = presence.open("t", "ani");
  await answer();
  await vi.waitFor(() => expect(written).toHaveLength(1));
  gone();
  await answer();
  await vi.waitFor(() => expect(written).toHaveLength(2));
  // Presence is written every fifteen seconds.
  expect(written[1]?.forMs).toBeGreaterThan(15_000);
  presence.close();
});
