import { describe, expect, it } from "vitest";
import { membershipsInForce } from "../authority/memberships-in-force.ts";
import { type GranteeFacts, grantEnd, grantRefusal } from "./content-grant.ts";

const FIT: GranteeFacts = { isConfirmed: true, isDisabled: false, roles: ["administrator"], hasGrant: false };
const reader = { role: "content-reader", acting: null, validFromMs: 0, validToMs: 1_000 };

describe("whoever is to look at what a call centre keeps", () => {
  it("administers the installation, has confirmed his address, and works in no call centre", () => {
    expect(grantRefusal(FIT)).toBeNull();
    expect(grantRefusal({ ...FIT, hasGrant: true })).toBe("granted-already");
    for (const unfit of [
      undefined,
      { ...FIT, isConfirmed: false },
      { ...FIT, isDisabled: true },
      { ...FIT, roles: [] },
      { ...FIT, roles: ["director"] },
      { ...FIT, roles: ["administrator", "operator-supervisor"] },
      { ...FIT, roles: ["administrator", "content-reader"] },
    ])
      expect(grantRefusal(unfit)).toBe("grantee-unfit");
  });

  it("reads until the hour that was named, and nothing once he works in a call centre himself", () => {
    expect(grantEnd(0, 2)).toBe(7_200_000);
    expect(membershipsInForce([reader], 999).memberships).toEqual([reader]);
    expect(membershipsInForce([reader], 1_000).memberships).toEqual([]);
    const own = { role: "operator-agent", acting: null, validFromMs: null, validToMs: null };
    expect(membershipsInForce([reader, own], 999).memberships).toEqual([own]);
  });
});
