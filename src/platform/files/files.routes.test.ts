import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProblemBody } from "../../../testkit/client.ts";
import { TINY_PDF } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";

const DAY_MS = 86_400_000;

describe("uploading", () => {
  const virtualContext = createVirtualContext({ seed: "files" });
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  });
  afterAll(() => portal.close());

  const upload = (client: Awaited<ReturnType<TestPortal["person"]>>["client"]) =>
    client.upload<ProblemBody>("/api/files?purpose=letter", { name: "surat.pdf", bytes: TINY_PDF });

  it("is refused to whoever has forty unused files of today, and allowed again the next day", async () => {
    const person = await portal.person();
    for (let nth = 0; nth < 40; nth += 1) expect((await upload(person.client)).status).toBe(201);
    const refused = await upload(person.client);
    expect([refused.status, refused.body.error.code]).toEqual([429, "too-many-files"]);
    virtualContext.advance(DAY_MS + 1);
    expect((await upload((await portal.again(person)).client)).status).toBe(201);
  });

  /** The content of the folder in which uploads are written before they are stored. */
  const drafts = () =>
    readdir(path.join(path.resolve(portal.kit.settings.dataFolder), "files", "incoming")).catch(() => []);
  const rowsOf = async (personId: string) =>
    portal.kit.db.selectFrom("storedFile").select("id").where("uploadedBy", "=", personId).execute();

  it.each([
    ["a ZIP archive", "PK\u0003\u0004akta.xml"],
    ["a ZIP archive with a PDF behind it", "PK\u0003\u0004%PDF-1.7 %%EOF"],
    ["a program", "MZ\u0090\u0000akta %PDF-1.7"],
    ["a page of HTML that names a PDF", "<html><script>alert(1)</script>%PDF-1.7 %%EOF"],
    ["a PDF behind two kilobytes of blanks", `${" ".repeat(2_048)}%PDF-1.7 %%EOF`],
    ["compressed bytes that would become a gigabyte", "\u001f\u008b\u0008akta"],
  ])("refuses %s under the name of a PDF, and keeps nothing of it", async (_, text) => {
    const person = await portal.person();
    const file = { name: "akta.pdf", bytes: Buffer.from(text, "latin1") };
    const refused = await person.client.upload<ProblemBody>("/api/files?purpose=deed", file);
    expect([refused.status, refused.body.error.code]).toEqual([415, "file-not-pdf"]);
    expect(await rowsOf(person.id)).toEqual([]);
    expect(await drafts()).toEqual([]);
  });

  it("keeps nothing of twelve files over the limit that come at once, and still takes one that fits", async () => {
    const person = await portal.person();
    const bytes = new Uint8Array(6 * 1_048_576);
    bytes.set(TINY_PDF);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        person.client.upload("/api/files?purpose=deed", { name: "besar.pdf", bytes }).catch(() => ({ status: 413 })),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([413]));
    expect(await rowsOf(person.id)).toEqual([]);
    expect(await drafts()).toEqual([]);
    expect((await upload(person.client)).status).toBe(201);
  });

  it("sends a PDF with HTML in it and a name full of tricks as a PDF, under a harmless name", async () => {
    const person = await portal.person();
    const bytes = Buffer.concat([TINY_PDF, Buffer.from("\n% <html><script>alert(1)</script>\n%%EOF\n")]);
    const name = '../../etc/akta"\u202egnp.html\u0000.pdf';
    const { id } = (await person.client.upload<{ id: string }>("/api/files?purpose=deed", { name, bytes })).body;
    const { headers, status } = await person.client.get(`/api/files/${id}`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/pdf");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-disposition")).toMatch(/^inline; filename="[\w. -]+"$/);
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(headers.get("cache-control")).toBe("private, no-store");
  });
});
