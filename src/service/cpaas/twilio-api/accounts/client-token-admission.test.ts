import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import type { ClientPass } from "../../../telephony/phones/index.ts";
import { openClientTokenAdmission } from "./client-token-admission.effects.ts";

const pass: ClientPass = {
  kind: "client",
  id: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e01",
  tenantId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e02",
  identity: "sari",
  applicationId: null,
  isRung: true,
  untilMs: 1,
};

describe("the door for browsers", () => {
  it("gives no place to a connection that has gone before it was held, and gives back that of one that goes", async () => {
    const { clock, ids } = createVirtualContext();
    const door = openClientTokenAdmission({ kit: { db: undefined as never, clock, ids }, key: Buffer.alloc(32) });
    for (let nth = 0; nth < 5; nth += 1) {
      const socket = new PassThrough();
      const end = new Promise((resolve) => void socket.once("close", resolve));
      socket.destroy();
      await end;
      door.hold({ pass, keyId: "key", socket });
    }
    expect(door.hasRoom(pass)).toBe(true);
    const held = Array.from({ length: 5 }, () => new PassThrough());
    for (const socket of held) door.hold({ pass, keyId: "key", socket });
    expect(door.hasRoom(pass)).toBe(false);
    held[0]?.destroy();
    await expect.poll(() => door.hasRoom(pass)).toBe(true);
  });

  it("leaves places for other call centres, whatever some of them take", () => {
    const { clock, ids } = createVirtualContext();
    const door = openClientTokenAdmission({ kit: { db: undefined as never, clock, ids }, key: Buffer.alloc(32) });
    const taken = (tenantId: string): number => {
      for (let nth = 0; ; nth += 1) {
        const wish: ClientPass = { ...pass, tenantId, identity: `n${nth}` };
        if (!door.hasRoom(wish)) return nth;
        door.hold({ pass: wish, keyId: "key", socket: new PassThrough() });
      }
    };
    // Each call centre can take at most a third of the remaining connections, so two thirds of them remain for the next.
    expect(["a", "b", "c", "d", "e", "f"].map(taken)).toEqual([200, 200, 200, 134, 89, 59]);
    expect(taken("g")).toBeGreaterThan(30);
  });
});
