import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies } from "../../../simulators/oss/index.ts";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import {
  GOOD_LINES,
  type SpreadsheetFile,
  type SpreadsheetLine,
  spreadsheetFile,
  uploadSheets,
} from "../../../testkit/import-sheets.ts";
import { additionalFor, command, holdCode, succeeded, TINY_PDF } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { cases } from "../../../testkit/run-seed.ts";
import { SHEETS } from "./sheets.ts";

let portal: TestPortal;
let coordinator: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  coordinator = await portal.officer("coordinator", "numbering");
});

afterAll(() => portal.close());

interface Counts {
  readonly create: number;
  readonly change: number;
  readonly leave: number;
}

interface ImportView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly faultCount: number;
  readonly counts: Readonly<Record<"operator" | "licence" | "commitment" | "code", Counts>>;
  readonly files: readonly { readonly name: string; readonly sheet: string; readonly rowCount: number }[];
}

let made = 0;

/** A new operator with a licence, its commitment and a code. */
function operatorOf(code: string, but: { readonly nib?: string; readonly npwp?: string } = {}) {
  made += 1;
  const nib = but.nib ?? String(9_330_000_000_000 + made);
  const npwp = but.npwp ?? String(8_000_000_000_000_000 + made);
  const licence = `${made}/TEL.01.02/2019`;
  return {
    nib,
    npwp,
    licence,
    lines: {
      operators: { ...GOOD_LINES.operators, nib, npwp, nama: `PT Contoh Lama ${made}` },
      licences: { ...GOOD_LINES.licences, nib, nomor_izin: licence },
      commitments: { ...GOOD_LINES.commitments, nomor_izin: licence },
      codes: { ...GOOD_LINES.codes, nib, kode: code, nomor_sk: `${made}/TEL.05.05/2019` },
    },
  };
}

type Operator = ReturnType<typeof operatorOf>;

function filesOf(...operators: readonly Operator[]): readonly SpreadsheetFile[] {
  return SHEETS.map((sheet) =>
    spreadsheetFile(
      sheet,
      operators.map(({ lines }): SpreadsheetLine => lines[sheet]),
    ),
  );
}

async function looked(files: readonly SpreadsheetFile[], by = coordinator): Promise<ImportView> {
  const { id } = succeeded(await uploadSheets(by.client, files), "a look");
  return read(id);
}

async function read(id: string): Promise<ImportView> {
  return succeeded(await coordinator.client.get<ImportView>(`/api/imports/${id}`), "an import");
}

function act(view: ImportView, step: "look" | "carry-out" | "undo", reason?: string): Promise<Answer<ImportView>> {
  const body = { expectedVersion: view.version, ...(reason === undefined ? {} : { reason }) };
  return coordinator.client.post(`/api/imports/${view.id}/${step}`, body);
}

async function carriedOut(files: readonly SpreadsheetFile[]): Promise<ImportView> {
  return succeeded(await act(await looked(files), "carry-out"), "an import");
}

const said = (answer: Answer<unknown>): string =>
  answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code;

async function codeNow(code: string): Promise<{ readonly state: string; readonly holder: string | null }> {
  return (await portal.anonymous.get<{ state: string; holder: string | null }>(`/api/inventory/codes/${code}`)).body;
}

async function organisationOf(nib: string) {
  return portal.kit.db.selectFrom("organisation").selectAll().where("nib", "=", nib).executeTakeFirst();
}

async function rowCounts(): Promise<Readonly<Record<string, number>>> {
  const count = async (table: "organisation" | "licence" | "earlierDecree") =>
    Number(
      (
        await portal.kit.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as("n"))
          .executeTakeFirstOrThrow()
      ).n,
    );
  return { operator: await count("organisation"), licence: await count("licence"), code: await count("earlierDecree") };
}

describe("looking at files", () => {
  it("tells what would happen and writes nothing to the register", async () => {
    const before = await rowCounts();
    const operator = operatorOf("1500801");
    const view = await looked(filesOf(operator));
    expect(view).toMatchObject({
      state: "looked-at",
      faultCount: 0,
      counts: { operator: { create: 1 }, code: { create: 1 } },
    });
    expect(view.files.map(({ sheet, rowCount }) => [sheet, rowCount])).toEqual(SHEETS.map((sheet) => [sheet, 1]));
    expect(await rowCounts()).toEqual(before);
    expect((await codeNow("1500801")).state).toBe("idle");
  });

  it("tells every bad line with its rule and remedy, in pages, by fault, and as a file", async () => {
    const operator = operatorOf("1500802");
    const wrong = {
      ...operator,
      lines: { ...operator.lines, licences: { ...operator.lines.licences, kbli: "61100" } },
    };
    const view = await looked(filesOf(wrong));
    expect(view.faultCount).toBe(2);
    const page = await coordinator.client.get<{ total: number; items: Record<string, unknown>[] }>(
      `/api/imports/${view.id}/faults?code=kbli-other`,
    );
    expect(page.body).toMatchObject({ total: 1, items: [{ row: 2, column: "kbli", found: "61100" }] });
    expect(String(page.body.items[0]?.["rule"])).toContain("82200");
    const report = await coordinator.client.get(`/api/imports/${view.id}/report?language=en`);
    expect(report.text.split("\n")).toHaveLength(4);
    expect(report.text).toContain("licences.csv,2,kbli,61100");
    expect(said(await act(view, "carry-out"))).toBe("import-has-faults");
  });

  it("refuses requests without a file, with five, and with two of one name", async () => {
    const file = spreadsheetFile("operators", [GOOD_LINES.operators]);
    expect(said(await uploadSheets(coordinator.client, []))).toBe("import-file-missing");
    const five = Array.from({ length: 5 }, (_, index) => ({ ...file, name: `${index}.csv` }));
    expect(said(await uploadSheets(coordinator.client, five))).toBe("import-too-many-files");
    expect(said(await uploadSheets(coordinator.client, [file, file]))).toBe("import-same-name");
    const large = { name: "besar.csv", text: "x".repeat(5_000_001) };
    expect(said(await uploadSheets(coordinator.client, [large]))).toBe("import-file-too-large");
  });

  it("hands out a template that can be looked at as it is", async () => {
    const names = { id: [], en: [] } as { id: SpreadsheetFile[]; en: SpreadsheetFile[] };
    for (const locale of ["id", "en"] as const) {
      for (const sheet of SHEETS) {
        const { text } = await coordinator.client.get(`/api/import-templates/${sheet}?language=${locale}`);
        names[locale].push({ name: `${sheet}.csv`, text });
      }
      expect(await looked(names[locale])).toMatchObject({ faultCount: 0, counts: { code: { create: 2 } } });
    }
  });
});

describe("carrying out", () => {
  it("creates what was shown: codes active by a recorded decree, an operator nobody speaks for, and an audit entry", async () => {
    const operator = operatorOf("1500810");
    const view = await carriedOut(filesOf(operator));
    expect(view.state).toBe("carried-out");
    expect(await codeNow("1500810")).toMatchObject({ state: "active" });
    const row = await organisationOf(operator.nib);
    expect(row).toMatchObject({ state: "verified", createdBy: null, npwp: operator.npwp });
    const licence = await portal.kit.db
      .selectFrom("licence")
      .selectAll()
      .where("number", "=", operator.licence)
      .executeTakeFirst();
    expect(licence).toMatchObject({
      organisationId: row?.id,
      source: "imported",
      startYear: 2019,
      increments: [1, 1, 2, 0, 1],
    });
    const audit = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "actorRole"])
      .where("subjectId", "=", view.id)
      .orderBy("id")
      .execute();
    expect(audit).toEqual([
      { action: "import.looked-at", actorRole: "coordinator" },
      { action: "import.carried-out", actorRole: "coordinator" },
    ]);
  });

  it("says to everybody that the decree is on record and not issued here", async () => {
    await carriedOut(filesOf(operatorOf("1500811")));
    const past = await portal.anonymous.get<{
      items: readonly {
        change: string;
        holder: string;
        decree: { id: string; number: string; isEarlier: boolean } | null;
      }[];
    }>("/api/inventory/codes/1500811/history");
    const [latest] = past.body.items;
    expect(latest).toMatchObject({ change: "import", decree: { isEarlier: true } });
    expect(latest?.holder).toContain("PT Contoh Lama");
    const page = await portal.anonymous.get(`/validasi-sk/${latest?.decree?.id}?lang=en`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Recorded, but not issued by this system");
    expect(page.text).toContain("was not made or signed here");
    expect(page.text).not.toContain("/api/decrees/");
  });

  it("changes nothing the second time", async () => {
    const files = filesOf(operatorOf("1500812"));
    await carriedOut(files);
    const before = await rowCounts();
    const again = await looked(files);
    expect(again.counts).toMatchObject({ operator: { leave: 1 }, licence: { leave: 1 }, code: { leave: 1 } });
    expect(said(await act(again, "carry-out"))).toBe("import-changes-nothing");
    expect(await rowCounts()).toEqual(before);
  });

  it("is refused when the world has changed since the look; looking again tells the new one", async () => {
    const view = await looked(filesOf(operatorOf("1500813")));
    await holdCode(await portal.company(), "1500813");
    expect(said(await act(view, "carry-out"))).toBe("import-world-changed");
    const again = succeeded(await act(view, "look"), "another look");
    expect(again.faultCount).toBe(1);
    expect(said(await act(again, "carry-out"))).toBe("import-has-faults");
  });

  it("happens once, also when the same import is carried out three times at once", async () => {
    const view = await looked(filesOf(operatorOf("1500814")));
    const answers = await Promise.all([1, 2, 3].map(() => act(view, "carry-out")));
    expect(answers.map(said).toSorted()).toEqual(["done", "import-over", "import-over"]);
  });

  it("gives a code to one of two imports that name it", async () => {
    const views = [await looked(filesOf(operatorOf("1500815"))), await looked(filesOf(operatorOf("1500815")))];
    const answers = await Promise.all(views.map((view) => act(view, "carry-out")));
    expect(answers.map(said).toSorted()).toEqual(["done", "import-world-changed"]);
  });

  it("writes a changed line and remembers what it was", async () => {
    const operator = operatorOf("1500816");
    const first = await carriedOut(filesOf(operator));
    const { lines } = operator;
    const other = {
      ...lines,
      operators: { ...lines.operators, nama: "PT Nama Sesudahnya" },
      licences: { ...lines.licences, status_izin: "dibekukan" },
      commitments: { ...lines.commitments, e1_tahun_2: "4" },
      codes: { ...lines.codes, pengguna_akhir: "PT Pengguna Lain" },
    };
    const changed = await carriedOut(filesOf({ ...operator, lines: other }));
    expect(changed.counts).toMatchObject({
      operator: { change: 1 },
      licence: { change: 1 },
      commitment: { change: 1 },
      code: { change: 1 },
    });
    expect((await organisationOf(operator.nib))?.name).toBe("PT Nama Sesudahnya");
    expect(said(await act(changed, "undo", "Salah berkas"))).toBe("done");
    expect((await organisationOf(operator.nib))?.name).toBe(lines.operators.nama);
    const licence = await portal.kit.db
      .selectFrom("licence")
      .selectAll()
      .where("number", "=", operator.licence)
      .executeTakeFirst();
    expect(licence).toMatchObject({ standing: "active", increments: [1, 1, 2, 0, 1] });
    expect(said(await act(first, "undo", "Salah berkas"))).toBe("done");
    expect(await organisationOf(operator.nib)).toBeUndefined();
  });

  it("creates as many things as the look said, whatever is in the files", async () => {
    let next = 400;
    const operator = fc.record({ hasLicence: fc.boolean(), codes: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(operator, { minLength: 1, maxLength: 5 }), async (wishes) => {
        const parts = wishes.map(({ hasLicence, codes }) => {
          const base = operatorOf("1500000");
          const codeLines = Array.from({ length: codes }, () => {
            next += 1;
            return { ...base.lines.codes, kode: `1500${next}`, nomor_sk: `${next}/UJI` };
          });
          return { ...base, hasLicence, codeLines };
        });
        const licensed = parts.filter(({ hasLicence }) => hasLicence);
        const files = [
          spreadsheetFile(
            "operators",
            parts.map(({ lines }) => lines.operators),
          ),
          ...(licensed.length === 0
            ? []
            : [
                spreadsheetFile(
                  "licences",
                  licensed.map(({ lines }) => lines.licences),
                ),
              ]),
          ...(parts.every(({ codeLines }) => codeLines.length === 0)
            ? []
            : [
                spreadsheetFile(
                  "codes",
                  parts.flatMap(({ codeLines }) => codeLines),
                ),
              ]),
        ];
        const before = await rowCounts();
        const view = await looked(files);
        succeeded(await act(view, "carry-out"), "an import");
        const after = await rowCounts();
        for (const kind of ["operator", "licence", "code"] as const) {
          expect((after[kind] ?? 0) - (before[kind] ?? 0)).toBe(view.counts[kind].create);
        }
      }),
      { numRuns: cases({ short: 2, long: 8 }) },
    );
  });
});

describe("undoing", () => {
  it("takes everything back: codes free again, the operator gone, and the history kept", async () => {
    const operator = operatorOf("1500820");
    const view = await carriedOut(filesOf(operator));
    const before = await rowCounts();
    expect(said(await act(view, "undo", "  "))).toBe("import-reason-missing");
    expect(succeeded(await act(view, "undo", "Lembar yang salah"), "an undo")).toMatchObject({ state: "undone" });
    expect((await codeNow("1500820")).state).toBe("idle");
    expect(await organisationOf(operator.nib)).toBeUndefined();
    const after = await rowCounts();
    expect(after).toEqual({
      operator: Number(before["operator"]) - 1,
      licence: Number(before["licence"]) - 1,
      code: Number(before["code"]) - 1,
    });
    const past = await portal.anonymous.get<{ items: readonly { change: string }[] }>(
      "/api/inventory/codes/1500820/history",
    );
    expect(past.body.items.map(({ change }) => change)).toEqual(["undo-import", "import", "list"]);
    expect(await looked(filesOf(operator))).toMatchObject({ faultCount: 0, counts: { operator: { create: 1 } } });
  });

  it("is refused once another import rests on it, and possible in the other order", async () => {
    const operator = operatorOf("1500821");
    const first = await carriedOut(filesOf(operator));
    const more = { ...operator.lines.codes, kode: "1500822", nomor_sk: "lain/1500822" };
    const second = await carriedOut([spreadsheetFile("codes", [more])]);
    expect(said(await act(first, "undo", "Uji"))).toBe("import-used");
    expect((await codeNow("1500821")).state).toBe("active");
    expect(said(await act(second, "undo", "Uji"))).toBe("done");
    expect(said(await act(first, "undo", "Uji"))).toBe("done");
  });
});

async function claim(guest: Guest, company: { readonly nib: string; readonly npwp: string }) {
  const deed = await guest.client.upload<{ id: string }>("/api/files?purpose=deed", {
    name: "akta.pdf",
    bytes: TINY_PDF,
  });
  return guest.client.post<{ id: string }>("/api/organisations", {
    nib: company.nib,
    npwp: company.npwp,
    phone: "0215550001",
    deedFileId: deed.body.id,
    personInCharge: { name: "Ratna", position: "Direktur", email: "ratna@uji.invalid", phone: "0215550002" },
  });
}

interface Verification {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly codes: readonly { readonly code: string }[];
  readonly imported: {
    readonly npwp: string;
    readonly name: string;
    readonly licences: readonly { readonly number: string }[];
  } | null;
}

describe("an imported operator", () => {
  it("is claimed by one of two who register it; the verifier sees what differs; then it applies resting on its licence", async () => {
    const known = readyCompanies()[3];
    const company = { nib: known?.nib ?? "", npwp: known?.npwp ?? "" };
    const operator = operatorOf("1500830", { nib: company.nib });
    const view = await carriedOut(filesOf(operator));
    const rivals = [await portal.person(), await portal.person()];
    const answers = await Promise.all(rivals.map((rival) => claim(rival, company)));
    expect(answers.map(said).toSorted()).toEqual(["done", "nib-already-registered"]);
    const winner = answers.findIndex(({ status }) => status === 201);
    const { id } = succeeded(answers[winner] as Answer<{ id: string }>, "a claim");
    const owner = rivals[winner] as Guest;
    const verifier = await portal.officer("account-verifier");
    const seen = (await verifier.client.get<Verification>(`/api/verifications/${id}`)).body;
    expect(seen.codes).toMatchObject([{ code: "1500830" }]);
    expect(seen.imported).toMatchObject({
      npwp: operator.npwp,
      name: operator.lines.operators.nama,
      licences: [{ number: operator.licence }],
    });
    expect(seen.name).not.toBe(seen.imported?.name);
    expect(said(await act(view, "undo", "Uji"))).toBe("import-used");

    const verdict = { expectedVersion: seen.version, verdict: "accept", reasons: [] };
    expect(said(await verifier.client.post(`/api/verifications/${id}/decision`, verdict))).toBe("done");
    const proposal = await owner.client.get<object>(`/api/kind-proposals?organisationId=${id}`);
    expect(proposal.body).toMatchObject({
      fitting: "additional",
      codes: [{ code: "1500830", decree: operator.lines.codes.nomor_sk }],
      licences: [{ number: operator.licence, grantedOn: "2019-05-17" }],
    });
    const holder = { id, nib: company.nib, name: seen.name, owner };
    const draft = await additionalFor(holder, "1500831");
    const rows = draft.form["usageReport"] as readonly object[];
    expect(rows).toMatchObject([{ code: "1500830", decree: operator.lines.codes.nomor_sk }]);
    const form = { ...draft.form, basis: "licence", basisFileId: null };
    const saved = await owner.client.put(`/api/applications/${draft.id}/form`, {
      expectedVersion: draft.version,
      form,
    });
    expect(said(saved)).toBe("done");
    expect(said(await command(owner.client, draft.id, { command: "submit" }))).toBe("done");
  });

  it("keeps its NIB when the claimant corrects a returned registration", async () => {
    const [, , , , first, second] = readyCompanies();
    const company = { nib: first?.nib ?? "", npwp: first?.npwp ?? "" };
    await carriedOut(filesOf(operatorOf("1500832", { nib: company.nib })));
    const person = await portal.person();
    const { id } = succeeded(await claim(person, company), "a claim");
    const verifier = await portal.officer("account-verifier");
    const seen = (await verifier.client.get<Verification>(`/api/verifications/${id}`)).body;
    const reasons = [{ field: "deed", text: "Akta tidak terbaca." }];
    const verdict = { expectedVersion: seen.version, verdict: "return", reasons };
    expect(said(await verifier.client.post(`/api/verifications/${id}/decision`, verdict))).toBe("done");
    const deed = await person.client.upload<{ id: string }>("/api/files?purpose=deed", {
      name: "akta.pdf",
      bytes: TINY_PDF,
    });
    const correction = {
      nib: second?.nib,
      npwp: second?.npwp,
      phone: "0215550001",
      deedFileId: deed.body.id,
      personInCharge: { name: "Ratna", position: "Direktur", email: "ratna@uji.invalid", phone: "0215550002" },
    };
    expect(said(await person.client.put(`/api/organisations/${id}`, correction))).toBe("nib-fixed");
  });
});
