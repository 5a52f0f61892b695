import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Session } from "../data/types.ts";
import { besides, type Places, placesFor } from "./places.ts";

/** What opens a place to an officer. */
const PERMISSIONS = [
  "application.read",
  "test.carry-out",
  "verification.read",
  "decree.read",
  "inventory.read",
  "inventory.import",
  "people.manage",
  "delegation.write",
  "mandate.write",
  "oss.read",
  "mail.manage",
  "breach.manage",
  "audit.read",
  "dashboard.read",
  "application.assign",
];

interface Holding {
  readonly role: string | null;
  readonly permissions: readonly string[];
  readonly isDemonstration: boolean;
}

function sessionOf({ role, permissions, isDemonstration }: Holding): Session {
  const isApplicant = role === "applicant-owner" || role === "consultant";
  const membership = { id: "m", team: null, acting: null, actingForName: null, lastDay: null };
  return {
    person: { id: "p", name: "Sari", email: "sari@contoh.invalid", isEmailConfirmed: true },
    secondFactor: "not-needed",
    memberships: role === null ? [] : [{ ...membership, role, organisationId: isApplicant ? "o" : null }],
    permissions,
    installation: { demonstration: isDemonstration },
  } as unknown as Session;
}

const anybody = fc.record({
  role: fc.constantFrom(
    null,
    "applicant-owner",
    "consultant",
    "operator-administrator",
    "operator-supervisor",
    "operator-agent",
    "content-reader",
    "coordinator",
    "administrator",
  ),
  permissions: fc.subarray(PERMISSIONS),
  isDemonstration: fc.boolean(),
});

const all = ({ groups }: Places) => groups.flatMap(({ places }) => places);

describe("the places of anybody, whatever he may do", () => {
  it("stand in the side navigation once each, in groups that are not empty", () => {
    fc.assert(
      fc.property(anybody, (holding) => {
        const places = placesFor(sessionOf(holding));
        const addresses = all(places).map(({ to }) => to);
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(new Set(places.groups.map(({ name }) => name)).size).toBe(places.groups.length);
        expect(places.groups.every((group) => group.places.length > 0)).toBe(true);
      }),
    );
  });

  it("are all reached on a phone: four below the thumb at most, the others behind the last button", () => {
    fc.assert(
      fc.property(anybody, (holding) => {
        const places = placesFor(sessionOf(holding));
        const rest = besides(places).flatMap((group) => group.places);
        expect(places.commonest.length).toBeLessThanOrEqual(4);
        expect(places.commonest.length).toBeGreaterThanOrEqual(3);
        expect(new Set([...places.commonest, ...rest])).toEqual(new Set(all(places)));
        expect(places.commonest.length + rest.length).toBe(all(places).length);
      }),
    );
  });

  it("are those that his permissions open, and no others", () => {
    const opens = {
      "/orang": "people.manage",
      "/impor": "inventory.import",
      "/jejak": "audit.read",
      "/surel": "mail.manage",
      "/insiden-data": "breach.manage",
    };
    fc.assert(
      fc.property(anybody, (holding) => {
        const addresses = all(placesFor(sessionOf(holding))).map(({ to }) => to);
        const isStaff = holding.role === "coordinator" || holding.role === "administrator";
        for (const [address, permission] of Object.entries(opens))
          expect(addresses.includes(address)).toBe(isStaff && holding.permissions.includes(permission));
      }),
    );
  });
});

describe("a visitor", () => {
  it("has four places and nothing behind them", () => {
    const places = placesFor(undefined);
    expect(places.commonest.map(({ label }) => label)).toEqual(["home", "numbers", "rules", "verify"]);
    expect(besides(places)).toEqual([]);
  });
});
