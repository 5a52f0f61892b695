import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANCE_BYTES, extensionFault, phonePassword, phoneUsername, provisioningText } from "./phone-form.ts";

const facts = { emergency: new Set(["110", "112"]), isCode: false };

describe("an extension", () => {
  it.each(["10", "101", "999999"])("may be %s", (extension) => {
    expect(extensionFault(extension, facts)).toBeUndefined();
  });

  it.each(["1", "0101", "1234567", "10a", "", " 101", "１０１"])("may not be %s", (extension) => {
    expect(extensionFault(extension, facts)).toBe("phone-extension-form");
  });

  it("is neither an emergency number nor an access code", () => {
    expect(extensionFault("112", facts)).toBe("phone-extension-emergency");
    expect(extensionFault("14045", { ...facts, isCode: true })).toBe("phone-extension-is-code");
  });
});

describe("a phone's password", () => {
  it("has 24 letters that nobody mistakes for others, and never comes twice", () => {
    const made = Array.from({ length: 500 }, () => phonePassword(randomBytes(CHANCE_BYTES)));
    expect(new Set(made).size).toBe(500);
    for (const password of made) expect(password).toMatch(/^[a-hj-km-np-z2-9]{24}$/);
    expect(phoneUsername("101", randomBytes(CHANCE_BYTES))).toMatch(/^101-[a-hj-km-np-z2-9]{6}$/);
  });

  it("has every letter as likely as every other", () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const counts = new Map<string, number>();
    for (let start = 0; start < 256; start += 1) {
      const letter = phonePassword(Uint8Array.from([...every.slice(start), ...every.slice(0, start)]))[0] ?? "";
      if (start < 248) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });
});

describe("the text of the QR code", () => {
  it("is the account file of the phone, whatever its name holds", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (name) => {
        const phone = { extension: "101", name, username: "101-abcdef", isEncrypted: false, password: "k".repeat(24) };
        const text = provisioningText(phone, { server: "10.0.0.5", port: 5060 });
        expect(text).toContain("<RegisterServer>10.0.0.5:5060</RegisterServer><OutboundServer></OutboundServer>");
        expect(text).toContain(`<AuthPass>${"k".repeat(24)}</AuthPass>`);
        const shown = /<DisplayName>([^<>]*)<\/DisplayName>/s.exec(text)?.[1] ?? "unread";
        const back = shown.replaceAll(
          /&(lt|gt|quot|amp);/g,
          (_, kind: string) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[kind] ?? "",
        );
        expect(back).toBe(name);
      }),
    );
  });
});
