import { describe, expect, it } from "vitest";
import { buildPhoneDirectory, type Phone, phoneAt, phonesShutOut } from "./phone.ts";

const phone = (id: string, password: string): Phone => ({
  id,
  tenantId: "tenant",
  extension: id,
  name: id,
  username: id,
  isEncrypted: false,
  secret: { MD5: password, "SHA-256": password },
  sittingId: null,
});

describe("phones that are shut out", () => {
  it("are those with another password and those that have ended; a new name shuts nobody out", () => {
    const before = buildPhoneDirectory([phone("same", "a"), phone("renewed", "b"), phone("ended", "c")]);
    const after = buildPhoneDirectory([
      { ...phone("same", "a"), name: "Meja" },
      phone("renewed", "x"),
      phone("new", "d"),
    ]);
    expect(phonesShutOut(before, after).map(({ id }) => id)).toEqual(["renewed", "ended"]);
    expect(phonesShutOut(after, after)).toEqual([]);
  });

  it("are those that must speak in secret from now on; one that need not any more rings on", () => {
    const before = buildPhoneDirectory([phone("plain", "a"), { ...phone("secret", "b"), isEncrypted: true }]);
    const after = buildPhoneDirectory([{ ...phone("plain", "a"), isEncrypted: true }, phone("secret", "b")]);
    expect(phonesShutOut(before, after).map(({ id }) => id)).toEqual(["plain"]);
  });

  it("are sittings that are over; the device of the phone and its extension stay whose they were", () => {
    const sitting = (username: string): Phone => ({ ...phone("desk", username), username, sittingId: username });
    const [before, after] = [
      buildPhoneDirectory([phone("desk", "a"), sitting("s-old")]),
      buildPhoneDirectory([phone("desk", "a")]),
    ];
    expect(phonesShutOut(before, after).map(({ id, sittingId }) => [id, sittingId])).toEqual([["desk", "s-old"]]);
    expect(before.byId.get("desk")?.sittingId).toBeNull();
    expect(phoneAt(before, "tenant", "desk")?.sittingId).toBeNull();
    expect(before.byUsername.get("s-old")?.sittingId).toBe("s-old");
  });
});
