import { describe, expect, it } from "vitest";
import { authenticatorCode, inGroups, recoveryCode } from "./second-factor-code.ts";

describe("a second factor as it is typed", () => {
  it("may have the gap that an authenticator shows", () => {
    expect(authenticatorCode(" 123 456 ")).toBe("123456");
  });

  it("is six digits, no fewer, no more, no letters", () => {
    expect(["12345", "1234567", "12345a", ""].map(authenticatorCode)).toEqual([null, null, null, null]);
  });

  it("may be a recovery code, however it is written", () => {
    expect([" K7RW-3mzq-x2ab", "k7rw3mzqx2ab", "k7rw 3mzq x2ab"].map(recoveryCode)).toEqual(
      Array.from({ length: 3 }, () => "k7rw-3mzq-x2ab"),
    );
    expect(["k7rw-3mzq", "k7rw-3mzq-x2abc", "k7rw_3mzq_x2ab"].map(recoveryCode)).toEqual([null, null, null]);
  });

  it("has a key that is read in groups of four", () => {
    expect(inGroups("JBSWY3DPEHPK3PXP42")).toBe("JBSW Y3DP EHPK 3PXP 42");
  });
});
