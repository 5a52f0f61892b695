import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLE_LIST, ROLES, type Role } from "../../../src/identity/contract.ts";
import type { Session } from "../data/types.ts";
import { GROUP_ICONS, type Place, singleIcon } from "./place-catalogue.ts";
import { besides, isAt, type PlaceGroup, type Places, placesFor } from "./places.ts";

/** Permissions that open a page to an officer or to a user of a call centre. */
const PERMISSIONS = [...new Set(ROLE_LIST.flatMap((role) => ROLES[role].permissions))];
const GROUPS_MAX = 8;

interface Holding {
  readonly roles: readonly Role[];
  readonly permissions: readonly string[];
  readonly isDemonstration: boolean;
}

function sessionOf({ roles, permissions, isDemonstration }: Holding): Session {
  const membership = { id: "m", team: null, acting: null, actingForName: null, lastDay: null };
  return {
    person: { id: "p", name: "Sari", email: "sari@contoh.invalid", isEmailConfirmed: true },
    secondFactor: "not-needed",
    memberships: roles.map((role) => ({
      ...membership,
      role,
      organisationId: ROLES[role].side === "applicant" ? "o" : null,
    })),
    permissions,
    installation: { demonstration: isDemonstration },
  } as unknown as Session;
}

/** A demonstration session with the permissions of these roles. */
function holder(...roles: readonly Role[]): Session {
  const permissions = roles.flatMap((role) => [...ROLES[role].permissions]);
  return sessionOf({ roles, permissions, isDemonstration: true });
}

/** Up to two roles, with any subset of the existing permissions. */
const anyHolding = fc.record({
  roles: fc.uniqueArray(fc.constantFrom(...ROLE_LIST), { maxLength: 2 }),
  permissions: fc.subarray(PERMISSIONS),
  isDemonstration: fc.boolean(),
});

const all = ({ groups }: Pick<Places, "groups">) => groups.flatMap(({ places }) => places);
const addresses = (places: Places): readonly string[] => all(places).map(({ to }) => to);

/** The icons of a list of groups, as the navigation shows them. */
const iconsOf = (groups: readonly PlaceGroup[]): readonly string[] =>
  groups.map(({ name, places: [first, ...others] }) =>
    first !== undefined && others.length === 0 ? singleIcon(name, first) : GROUP_ICONS[name],
  );

const isDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

describe("the pages of any person", () => {
  it("stand in at most eight groups, once each, and no group is empty", () => {
    fc.assert(
      fc.property(anyHolding, (holding) => {
        const places = placesFor(sessionOf(holding));
        expect(isDistinct(addresses(places))).toBe(true);
        expect(isDistinct(places.groups.map(({ name }) => name))).toBe(true);
        expect(places.groups.every((group) => group.places.length > 0)).toBe(true);
        expect(places.groups.length).toBeLessThanOrEqual(GROUPS_MAX);
      }),
    );
  });

  it("are all reached on a phone: four in the bottom bar at most, the others behind its last button", () => {
    fc.assert(
      fc.property(anyHolding, (holding) => {
        const places = placesFor(sessionOf(holding));
        const rest = besides(places).flatMap((group) => group.places);
        expect(places.commonest.length).toBeLessThanOrEqual(4);
        expect(new Set([...places.commonest, ...rest])).toEqual(new Set(all(places)));
        expect(places.commonest.length + rest.length).toBe(all(places).length);
      }),
    );
  });

  it("have an icon of another drawing each: the groups, the bottom bar, and what is behind its last button", () => {
    fc.assert(
      fc.property(anyHolding, (holding) => {
        const places = placesFor(sessionOf(holding));
        const bar = places.commonest.map(({ icon }) => icon);
        expect(bar).not.toContain(undefined);
        expect(bar).not.toContain("more");
        expect(isDistinct(bar), `bar: ${bar.join(" ")}`).toBe(true);
        expect(isDistinct(iconsOf(places.groups)), `groups: ${iconsOf(places.groups).join(" ")}`).toBe(true);
        expect(isDistinct(iconsOf(besides(places))), `behind: ${iconsOf(besides(places)).join(" ")}`).toBe(true);
      }),
    );
  });

  it("are those that their permissions open, and no others", () => {
    const opens = {
      "/orang": "people.manage",
      "/impor": "inventory.import",
      "/jejak": "audit.read",
      "/surel": "mail.manage",
      "/insiden-data": "breach.manage",
    };
    fc.assert(
      fc.property(anyHolding, (holding) => {
        const reached = addresses(placesFor(sessionOf(holding)));
        const isStaff = holding.roles.some((role) => ROLES[role].side === "ministry");
        for (const [address, permission] of Object.entries(opens))
          expect(reached.includes(address)).toBe(
            isStaff && (holding.permissions as readonly string[]).includes(permission),
          );
      }),
    );
  });

  it("leave at most one group with the page on screen", () => {
    fc.assert(
      fc.property(anyHolding, (holding) => {
        const { groups } = placesFor(sessionOf(holding));
        for (const path of addresses({ groups, commonest: [] })) {
          const open = groups.filter(({ places }) => places.some((place) => isAt(path, place)));
          expect(open.length, path).toBe(1);
        }
      }),
    );
  });
});

/** The addresses in the side navigation of each role before pages were grouped by role. */
const BEFORE: Readonly<Record<Role, string>> = {
  "applicant-owner":
    "/beranda /nomor /permohonan /kode-saya /izin /uji /surat-kuasa /sengketa /dokumen-dibuka /aturan /validasi-sk /kotak-surat",
  "applicant-staff":
    "/beranda /nomor /permohonan /kode-saya /izin /uji /surat-kuasa /sengketa /dokumen-dibuka /aturan /validasi-sk /kotak-surat",
  consultant:
    "/beranda /nomor /permohonan /kode-saya /izin /uji /surat-kuasa /sengketa /dokumen-dibuka /aturan /validasi-sk /kotak-surat",
  "account-verifier": "/beranda /verifikasi /meja-sengketa /nomor /aturan /kotak-surat",
  "front-desk":
    "/beranda /tugas /tugas-izin /tugas-keberatan /tugas-uji /verifikasi /meja-sengketa /penetapan /izin-terbit /nomor /inventaris /oss /aturan /kotak-surat",
  evaluator:
    "/beranda /tugas /tugas-izin /tugas-keberatan /tugas-uji /penetapan /izin-terbit /nomor /inventaris /oss /aturan /kotak-surat",
  "sub-coordinator":
    "/beranda /tugas /tugas-izin /tugas-keberatan /tugas-uji /penetapan /izin-terbit /nomor /inventaris /oss /aturan /kotak-surat",
  coordinator:
    "/beranda /dasbor /tugas /tugas-izin /tugas-keberatan /tugas-uji /verifikasi /meja-sengketa /penetapan /izin-terbit /nomor /inventaris /impor /pelaksana /oss /alat-ukur /jejak /dokumen-dibuka /aturan /kotak-surat",
  director:
    "/beranda /dasbor /tugas /tugas-izin /tugas-keberatan /tugas-uji /verifikasi /meja-sengketa /penetapan /izin-terbit /nomor /inventaris /pelaksana /mandat /oss /jejak /dokumen-dibuka /aturan /kotak-surat",
  "test-team": "/beranda /tugas-uji /nomor /aturan /kotak-surat",
  administrator:
    "/beranda /penetapan /nomor /inventaris /impor /orang /pusat-panggilan /operator-sms /pelaksana /mandat /oss /surel /jejak /dokumen-dibuka /insiden-data /aturan /kotak-surat",
  "operator-administrator":
    "/layanan /layanan/langsung /layanan/panggilan /layanan/tiket /layanan/nomor /layanan/antrean /layanan/papan /layanan/telepon-balik /layanan/widget /layanan/papan-dinding /layanan/peringatan /layanan/laporan-antrean /layanan/penilaian /layanan/agen /layanan/alur /layanan/informasi /layanan/telepon /layanan/sambungan /layanan/pesan /layanan/pengirim /layanan/webhook /layanan/saldo-pesan /layanan/api /layanan/orang /layanan/data-pribadi /layanan/jejak /layanan/tampilan /aturan /validasi-sk /kotak-surat",
  "operator-supervisor":
    "/layanan /layanan/langsung /layanan/panggilan /layanan/tiket /layanan/nomor /layanan/antrean /layanan/papan /layanan/telepon-balik /layanan/widget /layanan/papan-dinding /layanan/peringatan /layanan/laporan-antrean /layanan/penilaian /layanan/agen /layanan/alur /layanan/informasi /layanan/telepon /layanan/sambungan /layanan/pesan /aturan /validasi-sk /kotak-surat",
  "operator-agent": "/layanan/meja /layanan/tiket /nomor /aturan /validasi-sk /kotak-surat",
  "content-reader":
    "/layanan /layanan/langsung /layanan/panggilan /layanan/nomor /layanan/papan /layanan/laporan-antrean /layanan/informasi /layanan/telepon /layanan/sambungan /layanan/jejak /aturan /validasi-sk /kotak-surat",
};

/** Public licensing pages that users of a call centre reach by address only. */
const BY_ADDRESS: ReadonlySet<string> = new Set(["/nomor", "/aturan", "/validasi-sk"]);

describe("the pages of a role", () => {
  it.each(ROLE_LIST)("are those that it had before they stood in groups: %s", (role) => {
    const isOperator = ROLES[role].side === "operator";
    const before = BEFORE[role].split(" ").filter((address) => !isOperator || !BY_ADDRESS.has(address));
    expect([...addresses(placesFor(holder(role)))].sort()).toEqual(before.sort());
  });

  it("stand with those of licensing and of a call centre in one navigation for a person with both", () => {
    const both = placesFor(holder("applicant-owner", "operator-administrator"));
    const wanted = new Set([
      ...addresses(placesFor(holder("applicant-owner"))),
      ...addresses(placesFor(holder("operator-administrator"))),
    ]);
    expect(new Set(addresses(both))).toEqual(wanted);
    expect(both.groups.map(({ name }) => name)).toContain("callCentre");
  });
});

describe("people who only work for a call centre", () => {
  const names = (role: Role) => placesFor(holder(role)).groups.map(({ name }) => name);
  const bar = (role: Role) => placesFor(holder(role)).commonest.map(({ label }) => label);

  it("have the eight groups of a call centre as its administrator, and fewer with fewer permissions", () => {
    const eight = ["today", "calls", "messages", "tickets", "team", "routing", "reports", "settings"];
    expect(names("operator-administrator")).toEqual(eight);
    expect(names("operator-supervisor")).toEqual(eight);
    expect(names("content-reader")).toEqual(["today", "calls", "routing", "reports", "settings"]);
  });

  it("have their desk and their tickets as agents, and nothing behind a button", () => {
    const agent = {
      ...holder("operator-agent"),
      installation: { demonstration: false, hasStartPage: false, name: "Halo", licensing: true },
    };
    expect(addresses(placesFor(agent))).toEqual(["/layanan/meja", "/layanan/tiket"]);
    expect(besides(placesFor(agent))).toEqual([]);
    expect(bar("operator-agent")).toEqual(["agentDesk", "tickets"]);
  });

  it("have no page of licensing", () => {
    for (const role of ROLE_LIST.filter((one) => ROLES[one].side === "operator"))
      for (const address of addresses(placesFor(holder(role))))
        expect(address === "/kotak-surat" || /^\/layanan(\/|$)/.test(address), address).toBe(true);
  });
});

describe("the page on screen", () => {
  const place = (to: string, more: Partial<Place> = {}): Place => ({ to, label: "tickets", ...more });

  it("belongs to the place at its address, above it, or that names it", () => {
    expect(isAt("/layanan/tiket", place("/layanan/tiket"))).toBe(true);
    expect(isAt("/layanan/tiket/7", place("/layanan/tiket"))).toBe(true);
    expect(isAt("/layanan/tiketan", place("/layanan/tiket"))).toBe(false);
    expect(isAt("/layanan/tiket", place("/layanan", { exact: true }))).toBe(false);
    expect(isAt("/nomor", place("/"))).toBe(false);
    expect(isAt("/layanan/kategori-tiket/3", place("/layanan/tiket", { also: ["/layanan/kategori-tiket"] }))).toBe(
      true,
    );
  });
});

describe("a visitor", () => {
  const visitor = (licensing: boolean): Session => ({
    person: null,
    memberships: [],
    permissions: [],
    secondFactor: "not-needed",
    installation: { demonstration: false, hasStartPage: false, name: "Halo", licensing },
  });

  it("has the home alone where only a call centre runs, and until that is known", () => {
    for (const session of [undefined, visitor(false)]) expect(addresses(placesFor(session))).toEqual(["/"]);
  });

  it("has four places and nothing behind them where licensing runs", () => {
    const places = placesFor(visitor(true));
    expect(places.commonest.map(({ label }) => label)).toEqual(["home", "numbers", "rules", "verify"]);
    expect(besides(places)).toEqual([]);
  });
});
