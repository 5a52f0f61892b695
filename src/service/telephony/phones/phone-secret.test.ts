import { describe, expect, it } from "vitest";
import { readablePhones, sealPhoneSecret } from "./phone-secret.effects.ts";

const KEY = Buffer.alloc(32, 1);
const phone = (id: string, key = KEY) => ({
  id,
  tenantId: "tenant",
  extension: "101",
  name: "Meja",
  username: `phone-${id}`,
  isEncrypted: false,
  sealedSecret: sealPhoneSecret(key, { id, username: `phone-${id}`, password: "rahasia" }),
});

describe("phones whose secrets are opened", () => {
  it("are there but for the one that cannot be opened; only its id is told", () => {
    const told: string[] = [];
    const phones = [
      phone("good"),
      phone("other-key", Buffer.alloc(32, 2)),
      { ...phone("cut"), sealedSecret: phone("cut").sealedSecret.subarray(0, 9) },
      { ...phone("swapped"), sealedSecret: phone("good").sealedSecret },
      phone("also-good"),
    ];
    const open = readablePhones(KEY, phones, (id) => told.push(id));
    expect(open.map(({ id }) => id)).toEqual(["good", "also-good"]);
    expect(told).toEqual(["other-key", "cut", "swapped"]);
    expect(open[0]?.secret.MD5).toMatch(/^[0-9a-f]{32}$/);
  });
});
