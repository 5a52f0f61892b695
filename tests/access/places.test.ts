import { describe, expect, it } from "vitest";
import { ROLE_LIST, ROLES, type Role } from "../../src/people/index.ts";
import type { Session } from "../../web/src/data/types.ts";
import { besides, placesFor } from "../../web/src/shell/places.ts";

const COMPANY = { organisationId: "0190aaaa-0000-7000-8000-000000000001", organisationName: "PT Contoh" };
const APPLICANTS: readonly Role[] = ["applicant-owner", "applicant-staff", "consultant"];

function sessionOf(role: Role | null): Session {
  const isApplicant = role === null || APPLICANTS.includes(role);
  const membership = { id: "m", team: null, acting: null, actingForName: null, lastDay: null };
  const company = isApplicant ? COMPANY : { organisationId: null, organisationName: null };
  return {
    person: { id: "p", name: "Sari", email: "sari@contoh.invalid", isEmailConfirmed: true },
    secondFactor: "not-needed",
    memberships: role === null ? [] : [{ ...membership, ...company, role }],
    permissions: role === null ? [] : [...ROLES[role].permissions],
    installation: { demonstration: false },
  } as unknown as Session;
}

describe.each([null, ...ROLE_LIST])("the places of %s", (role) => {
  const places = placesFor(sessionOf(role));
  const all = places.groups.flatMap((group) => group.places);

  it("stand in the side navigation once each, in groups that are not empty", () => {
    expect(new Set(all.map(({ to }) => to)).size).toBe(all.length);
    expect(new Set(places.groups.map(({ name }) => name)).size).toBe(places.groups.length);
    expect(places.groups.every((group) => group.places.length > 0)).toBe(true);
  });

  it("are all reached on a phone: four below the thumb at most, the others behind the last button", () => {
    const rest = besides(places).flatMap((group) => group.places);
    expect(places.commonest.length).toBeLessThanOrEqual(4);
    expect(places.commonest.length).toBeGreaterThanOrEqual(3);
    expect(new Set([...places.commonest, ...rest])).toEqual(new Set(all));
    expect(rest.length + places.commonest.length).toBe(all.length);
  });
});

describe("a visitor", () => {
  it("has four places and nothing behind them", () => {
    const places = placesFor(undefined);
    expect(places.commonest.map(({ label }) => label)).toEqual(["home", "numbers", "rules", "verify"]);
    expect(besides(places)).toEqual([]);
  });
});
