import { createCipheriv } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFromFile, seal, unseal } from "./index.ts";

const KEY = Buffer.alloc(32, 7);
const bytes = fc.uint8Array({ maxLength: 100 });

describe("a sealed secret", () => {
  it("opens for its owner, and for nobody else", () => {
    fc.assert(
      fc.property(bytes, fc.uuid(), fc.uuid(), (secret, owner, other) => {
        const sealed = seal(KEY, owner, secret);
        expect(new Uint8Array(unseal(KEY, owner, sealed))).toEqual(secret);
        if (owner !== other) expect(() => unseal(KEY, other, sealed)).toThrow();
        expect(() => unseal(Buffer.alloc(32, 8), owner, sealed)).toThrow();
      }),
    );
  });

  it("does not open once a bit of it was turned", () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (secret, place) => {
        const sealed = seal(KEY, "pemilik", secret);
        const at = place % sealed.length;
        sealed[at] = (sealed[at] ?? 0) ^ 1;
        expect(() => unseal(KEY, "pemilik", sealed)).toThrow();
      }),
    );
  });

  it("is twelve bytes of nonce, sixteen of proof, then the cipher text: what stands in databases stays readable", () => {
    const nonce = Buffer.alloc(12, 3);
    const cipher = createCipheriv("aes-256-gcm", KEY, nonce).setAAD(Buffer.from("0193b0c4"));
    const text = Buffer.concat([cipher.update("JBSWY3DPEHPK3PXP"), cipher.final()]);
    const stored = Buffer.concat([nonce, cipher.getAuthTag(), text]);
    expect(unseal(KEY, "0193b0c4", stored).toString()).toBe("JBSWY3DPEHPK3PXP");
  });

  it("refuses a shortened tag, which is easier to forge", () => {
    const sealed = seal(KEY, "0193b0c4", new Uint8Array());
    expect(unseal(KEY, "0193b0c4", sealed)).toHaveLength(0);
    for (const tagBytes of [4, 8, 12, 15])
      expect(() => unseal(KEY, "0193b0c4", sealed.subarray(0, 12 + tagBytes))).toThrow();
  });
});

describe("a key beside the database", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "sambung-keys-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is made once by one of ten who come first, for its owner's eyes only, and never again", async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => keyFromFile(folder, "uji")));
    expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    const file = path.join(folder, "keys", "uji.key");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await keyFromFile(folder, "uji")).toEqual(await readFile(file));
    expect((await keyFromFile(folder, "lain")).equals(keys[0] ?? Buffer.alloc(0))).toBe(false);
  });
});
