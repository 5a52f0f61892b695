import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import { type CaseView, submittedFor } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { BY_ITSELF, changeCodes } from "../codes/code-change.store.ts";

interface Page {
  readonly total: number;
  readonly hasMore: boolean;
  readonly items: readonly { readonly id: string; readonly organisationName: string }[];
}

let portal: TestPortal;
let company: GuestCompany;
let application: CaseView;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  company = await portal.company();
  application = await submittedFor(company, "1500551");
  for (const code of ["1500552", "1500553"]) await submittedFor(await portal.company(), code);
});

afterAll(() => portal.close());

async function find(query: string): Promise<Page> {
  const officer = await portal.officer("coordinator", "numbering");
  return (await officer.client.get<Page>(`/api/applications?scope=queue&${query}`)).body;
}

async function rename(name: string): Promise<void> {
  await portal.kit.db.updateTable("organisation").set({ name }).where("id", "=", company.id).execute();
}

describe("a search of applications", () => {
  it("finds by number, code, NIB and company, whatever the case of the letters", async () => {
    await rename("PT Suara Nusantara Jaya");
    for (const text of [application.number ?? "", "1500551", company.nib, "nUSANTARA jaya"]) {
      expect((await find(`search=${encodeURIComponent(text)}`)).items.map(({ id }) => id)).toEqual([application.id]);
    }
  });

  it("finds numbers by how they begin, and nothing by a beginning that no number has", async () => {
    const number = application.number ?? "";
    const begins = number.slice(0, -1).toLowerCase();
    expect((await find(`search=${begins}&sort=submitted`)).items.map(({ id }) => id)).toContain(application.id);
    expect((await find(`search=${number.slice(0, 12)}`)).total).toBe(3);
    expect((await find("search=NOM-19990101")).total).toBe(0);
    expect((await find(`search=${number.slice(4)}`)).items.map(({ id }) => id)).toEqual([application.id]);
  });

  it("finds a company whose name ends like a number", async () => {
    await rename("PT Cakra-2045");
    expect((await find("search=cakra-2045")).items.map(({ id }) => id)).toEqual([application.id]);
  });

  it("finds a company by its new name and no longer by the old one", async () => {
    await rename("PT Nama Lama Sekali");
    await rename("PT Nama Baru Sekali");
    expect((await find("search=nama lama")).total).toBe(0);
    expect((await find("search=nama baru")).total).toBe(1);
  });

  it("takes signs of patterns as they are", async () => {
    await rename("PT Seratus 100%_Pasti");
    expect((await find(`search=${encodeURIComponent("100%_p")}`)).total).toBe(1);
    expect((await find(`search=${encodeURIComponent("1%p")}`)).total).toBe(0);
  });

  it("tells whether a page follows", async () => {
    expect(await find("pageSize=2&page=1")).toMatchObject({ total: 3, hasMore: true });
    expect(await find("pageSize=2&page=2")).toMatchObject({ total: 3, hasMore: false });
    const pages = [await find("pageSize=2&sort=-submitted"), await find("pageSize=2&sort=-submitted&page=2")];
    expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(3);
    expect(await find("pageSize=2&page=9")).toMatchObject({ total: 3, hasMore: false, items: [] });
    expect(await find("search=xyzzy")).toMatchObject({ total: 0, hasMore: false, items: [] });
  });
});

describe("a list as a file", () => {
  async function sheet(query: string): Promise<string> {
    const officer = await portal.officer("coordinator", "numbering");
    return (await officer.client.get(`/api/applications/export?${query}`)).text;
  }

  it("holds what the list shows: its filter, its columns, its language", async () => {
    await rename("PT Ekspor; Impor");
    const text = await sheet("search=ekspor&columns=code,company,state&language=id");
    expect(text.replace("\uFEFF", "")).toBe('Kode;Perusahaan;Status\n1500 551;"PT Ekspor; Impor";Diajukan\n');
    expect(await sheet("search=ekspor&columns=code&language=en")).toContain("Code\n1500 551\n");
    const headings = async (columns: string) =>
      (await sheet(`search=ekspor&columns=${columns}&language=en`)).split("\n")[0]?.replace("\uFEFF", "");
    expect(await headings("state,code")).toBe("Status,Code");
    expect(await headings("code,moon,code,state")).toBe("Code,Status");
  });

  async function holdsACode(): Promise<void> {
    const order = { ...BY_ITSELF, change: "import" as const, codes: ["1500559"], now: new Date() };
    await portal.kit.db.transaction().execute((trx) => changeCodes(trx, { ...order, becomesHeldBy: company.id }));
  }

  it.each(["=HYPERLINK(1)", "+62 HYPERLINK", "-2+HYPERLINK", "@HYPERLINK", "\tHYPERLINK", "\rHYPERLINK"])(
    "makes the name %j, which a spreadsheet would run, harmless in every file",
    async (name) => {
      await rename(name);
      const officer = await portal.officer("coordinator", "numbering");
      await holdsACode();
      const holders = await officer.client.get("/api/holders/export?language=en");
      const codes = await officer.client.get("/api/holders/codes/export?language=en");
      for (const text of [await sheet("columns=company&search=hyperlink&language=en"), holders.text, codes.text]) {
        expect(text).toContain(`'${name}`);
        expect(text).not.toMatch(/(^|[,\n"])[=+\-@\t\r]/u);
      }
    },
  );

  it("is for officers only", async () => {
    expect((await company.owner.client.get("/api/applications/export")).status).toBe(403);
    expect((await portal.anonymous.get("/api/applications/export")).status).toBe(401);
  });
});
