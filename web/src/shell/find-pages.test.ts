import { describe, expect, it } from "vitest";
import { ROLE_LIST, ROLES, type Role } from "../../../src/identity/contract.ts";
import type { Session } from "../data/types.ts";
import { CLIENT_ROUTES } from "../routes.shared.ts";
import { findPages, listsFor, type NamedPage, pagesOf } from "./find-pages.ts";
import { PLACES } from "./place-catalogue.ts";
import { isAt } from "./places.ts";
import { SUB_PAGES, SYNONYMS } from "./search-pages.ts";

function holder(role: Role): Session {
  const organisationId = ROLES[role].side === "applicant" ? "o" : null;
  return {
    person: { id: "p", name: "Sari", email: "sari@contoh.invalid", isEmailConfirmed: true },
    secondFactor: "not-needed",
    memberships: [{ id: "m", role, team: null, organisationId, acting: null, actingForName: null, lastDay: null }],
    permissions: [...ROLES[role].permissions],
    installation: { demonstration: true },
  } as unknown as Session;
}

/** The addresses that a role finds by synonyms alone. */
function found(role: Role, query: string): readonly string[] {
  const pages = pagesOf(holder(role)).map(
    ({ page }): NamedPage => ({ to: page.to, name: "", group: "", words: SYNONYMS[page.label], outside: false }),
  );
  return findPages(pages, query).map(({ to }) => to);
}

/** The permissions in each route's guard, read from the route tables; null for routes open to all users. */
function guards(): ReadonlyMap<string, readonly string[] | null> {
  const tables: Readonly<Record<string, string>> = import.meta.glob("../*routes.tsx", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const routes = Object.values(tables).flatMap((table) => table.split("= createRoute({").slice(1));
  return new Map(
    routes.flatMap((route): readonly (readonly [string, readonly string[] | null])[] => {
      const path = /^ {2}path: "([^"]+)"/m.exec(route)?.[1];
      const guard = /beforeLoad: needs(?:OneOf)?\(([^)]*)\)/.exec(route)?.[1];
      const names = guard === undefined ? null : [...guard.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
      return path === undefined ? [] : [[path, names]];
    }),
  );
}

/** Addresses that neither navigation nor search offers: public pages, sign-in, forms reached from their list, and wallboards. */
const NOT_OFFERED =
  /^\/(masuk|mulai|daftar|lupa-sandi|faktor-kedua|faktor-kedua\/daftar|layar|pencabutan\/baru)$|\/(baru|:\w+|:id\/.*)$/;

describe("the pages that search offers", () => {
  it.each(ROLE_LIST)("may all be opened by the person, and no page is offered twice: %s", (role) => {
    const rights = guards();
    const permissions: readonly string[] = ROLES[role].permissions;
    const pages = pagesOf(holder(role)).map(({ page }) => page.to);
    expect(new Set(pages).size).toBe(pages.length);
    for (const to of pages.filter((one) => (CLIENT_ROUTES as readonly string[]).includes(one))) {
      const wanted = rights.get(to);
      expect(wanted, to).not.toBe(undefined);
      expect(wanted === null || wanted?.some((name) => permissions.includes(name)), `${role} at ${to}`).toBe(true);
    }
  });

  it("are, with the navigation, all screens but those on the way in, forms of lists, and single records", () => {
    const offered = new Set<string>([...Object.values(PLACES), ...Object.values(SUB_PAGES)].map(({ to }) => to));
    expect(CLIENT_ROUTES.filter((route) => !offered.has(route) && !NOT_OFFERED.test(route))).toEqual([]);
  });

  it("belong to the page of the navigation that they name, so that its group is open on them", () => {
    const outside = Object.values(SUB_PAGES).filter((page) => "of" in page && !isAt(page.to, PLACES[page.of]));
    expect(outside.map(({ to }) => to)).toEqual([]);
  });

  it("leave licensing out for people of a call centre", () => {
    for (const role of ROLE_LIST.filter((one) => ROLES[one].side === "operator"))
      for (const { page } of pagesOf(holder(role)))
        expect(/^\/(layanan|akun|pesan|kotak-surat)(\/|$)/.test(page.to), page.to).toBe(true);
  });
});

describe("a query", () => {
  const page = (name: string, words = ""): NamedPage => ({
    to: `/${name}`,
    name,
    group: "Grup",
    words,
    outside: false,
  });

  it("finds a page by a word in either language", () => {
    for (const [query, address] of [
      ["trunk", "/layanan/sambungan"],
      ["sambungan", "/layanan/sambungan"],
      ["IVR", "/layanan/alur"],
      ["menu", "/layanan/alur"],
      ["jam layanan", "/layanan/jam"],
      ["retention", "/layanan/lama-penyimpanan"],
    ] as const)
      expect(found("operator-administrator", query), query).toContain(address);
  });

  it("puts names that begin with it before names that contain it, and those before other words", () => {
    const pages = [page("Pesan", "nomor"), page("Tujuan setiap nomor"), page("Nomor")];
    expect(findPages(pages, "no").map(({ name }) => name)).toEqual(["Nomor", "Tujuan setiap nomor", "Pesan"]);
  });

  it("needs each of its words to begin a word of the page or of its group", () => {
    const pages = [page("Laporan antrean"), page("Laporan SMS")];
    expect(findPages(pages, "sms lap").map(({ name }) => name)).toEqual(["Laporan SMS"]);
    expect(findPages(pages, "grup antr").map(({ name }) => name)).toEqual(["Laporan antrean"]);
    expect(findPages(pages, "poran")).toEqual([]);
  });

  it("is answered by eight pages at most, and by the first ones while it is empty", () => {
    const pages = Array.from({ length: 20 }, (_, at) => page(`Halaman ${at}`));
    expect(findPages(pages, "").map(({ name }) => name)).toEqual(pages.slice(0, 8).map(({ name }) => name));
    expect(findPages(pages, "hal")).toHaveLength(8);
  });

  it("goes on to the lists that search records: calls by digits only", () => {
    const lists = (role: Role, query: string) => listsFor(holder(role), query).map(({ to }) => to);
    expect(lists("operator-administrator", " 0812-3456 ")).toEqual([
      "/layanan/panggilan?search=08123456",
      "/layanan/tiket?search=08123456",
    ]);
    expect(lists("operator-administrator", "Budi & Tini")).toEqual(["/layanan/tiket?search=Budi%20%26%20Tini"]);
    expect(lists("operator-agent", "0812")).toEqual(["/layanan/tiket?search=0812"]);
    expect(lists("evaluator", "PT Contoh")).toEqual(["/tugas?search=PT%20Contoh"]);
    expect(lists("operator-administrator", "08")).toEqual([]);
  });
});
