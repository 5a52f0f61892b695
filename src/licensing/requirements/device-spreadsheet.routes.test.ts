import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Answer, COOKIE, type TestClient } from "../../../testkit/client.ts";
import type { GuestCompany } from "../../../testkit/guests.ts";
import { beginLicenceFor, commandLicence, completeLicenceFor, savePart } from "../../../testkit/licence-case.ts";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { readSpreadsheetFile } from "../../platform/sheets/index.ts";
import type { deviceSpreadsheetSchema } from "./contract.ts";

type Sheet = z.infer<typeof deviceSpreadsheetSchema>;

let portal: TestPortal;
let company: GuestCompany;
let caseId: string;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  company = await portal.company();
  caseId = (await beginLicenceFor(portal, company)).id;
  const { client } = company.owner;
  await savePart(client, caseId, { key: "configuration", value: SOUND_FORM.configuration });
  await savePart(client, caseId, { key: "devices", value: SOUND_FORM.devices });
});

afterAll(() => portal.close());

const pathOf = (id: string, query = "") => `/api/licences/${id}/devices/sheet${query}`;

function send(client: TestClient, bytes: Uint8Array<ArrayBuffer> | string, id = caseId): Promise<Answer<Sheet>> {
  const form = new FormData();
  form.append("file", new Blob([bytes]), "perangkat.csv");
  return client.send(pathOf(id), { method: "POST", body: form, signal: AbortSignal.timeout(60_000) });
}

async function download(query: string): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { cookie: `${COOKIE}=${company.owner.token}` };
  const answer = await fetch(`${portal.url}${pathOf(caseId, query)}`, { headers });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

describe("the device list as a spreadsheet", () => {
  it.each(["xlsx", "csv"] as const)(
    "is downloaded as %s, changed, and read back with the ids that its files hang on",
    async (format) => {
      const { client } = company.owner;
      const bytes = await download(`?format=${format}&language=en`);
      const { body, status } = await send(client, bytes);
      expect(status).toBe(200);
      expect(body).toMatchObject({ rowCount: 2, kept: 2, added: 0, removed: [], faults: [] });
      expect(body.rows).toEqual(SOUND_FORM.devices.rows);
    },
  );

  it("comes as a template with an example that names a site of the case", async () => {
    const bytes = await download("?content=template&format=csv&language=id");
    const { rows } = await readSpreadsheetFile({ name: "t.csv", bytes }, { rowsMax: 10, holder: "test" });
    expect(rows[0]?.[0]).toBe("lokasi");
    expect(rows[1]?.[0]).toBe("Pusat layanan Depok");
  });

  it("saves nothing until the part is saved", async () => {
    const { client } = company.owner;
    const csv =
      "lokasi;jenis;merek;tipe;negara_asal;nomor_serial;virtual;nomor_sertifikat;kepemilikan\n;Telepon;A;B;ID;1;tidak;2;milik\n";
    const { body } = await send(client, csv);
    expect(body).toMatchObject({ added: 1, kept: 0 });
    expect(body.removed.map(({ id }) => id)).toEqual(["d1", "d2"]);
    const { body: view } = await client.get<{
      readonly parts: readonly { readonly key: string; readonly value: unknown }[];
    }>(`/api/licences/${caseId}`);
    expect(view.parts.find(({ key }) => key === "devices")?.value).toEqual(SOUND_FORM.devices);
  });

  it("tells each fault with its row, its rule and its remedy, in the language that is asked for", async () => {
    const csv =
      "lokasi,jenis,merek,tipe,negara_asal,nomor_serial,virtual,nomor_sertifikat,kepemilikan\nGudang,Telepon,A,B,ID,1,no,2,own\n";
    const { body } = await send(company.owner.client, csv);
    expect(body).toMatchObject({ rows: [], faultCount: 1 });
    expect(body.faults).toEqual([
      {
        row: 2,
        column: "site",
        code: "site-unknown",
        found: "Gudang",
        rule: "Lokasi “Gudang” tidak ada dalam daftar lokasi Anda.",
        remedy: "Tulis nama lokasi persis seperti di bagian konfigurasi, atau tambahkan lokasinya terlebih dahulu.",
      },
    ]);
  });

  it("is refused when it is missing or too large", async () => {
    const { client } = company.owner;
    const none = await client.send(pathOf(caseId), { method: "POST", body: new FormData() });
    expect(none.status).toBe(400);
    const large = await send(client, new Uint8Array(5_000_001));
    expect(large).toMatchObject({ status: 413, body: { error: { code: "device-sheet-too-large" } } });
  });

  it("is not there for another company, nor for an officer before it is handed in", async () => {
    const other = await portal.company();
    const evaluator = await portal.officer("evaluator", "licensing");
    for (const { client } of [other.owner, evaluator]) {
      expect((await client.get(pathOf(caseId))).status).toBe(404);
    }
    expect((await send(other.owner.client, "x")).status).toBe(404);
    expect((await send(evaluator.client, "x")).status).toBe(403);
  });

  it("is read no more once the application has been handed in, but still seen", async () => {
    const applicant = await portal.company();
    const { id } = await completeLicenceFor(portal, applicant);
    const { client } = applicant.owner;
    expect((await commandLicence(client, id, { command: "submit" })).status).toBe(200);
    expect((await send(client, "x", id)).status).toBe(404);
    expect((await client.get(pathOf(id))).status).toBe(200);
  });
});
