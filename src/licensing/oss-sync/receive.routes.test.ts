import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenFor } from "../../../testkit/oss.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { addCompany } from "../../../testkit/users.ts";

let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});

afterAll(() => portal.close());

interface Answer {
  readonly status: number;
  readonly reply: { readonly status: string; readonly keterangan: string };
}

/** Sends a message like OSS. */
async function send(token: string | null, body: string): Promise<Answer> {
  const headers = { "content-type": "application/json", ...(token === null ? {} : { token }) };
  const answer = await fetch(`${portal.url}/v1/kl/rba/receiveNIB`, { method: "POST", headers, body });
  const { responreceiveNIB: reply } = (await answer.json()) as { responreceiveNIB: Answer["reply"] };
  return { status: answer.status, reply };
}

function messageAbout(nib: string, more: Readonly<Record<string, unknown>> = {}): string {
  const checklist = [{ id_izin: `I-${nib}`, jenis_izin: "K03", kd_izin: "059000000052", flag_checklist: "Y" }];
  const data = {
    nib,
    nama_perseroan: "PT Contoh Uji",
    status_nib: "01",
    tipe_dokumen: "9",
    tgl_perubahan_nib: "2026-11-10",
    oss_id: "P-1",
    data_proyek: [{ id_proyek: "R-1", kbli: "82200", skala_resiko: "Tinggi" }],
    data_checklist: checklist,
    ...more,
  };
  return JSON.stringify({ dataNIB: data });
}

async function kept(nib: string): Promise<{ readonly messages: number; readonly licences: number }> {
  const { db } = portal.kit;
  const count = async (table: "ossMessage" | "ossChecklist") =>
    (await db.selectFrom(table).select("nib").where("nib", "=", nib).execute()).length;
  return { messages: await count("ossMessage"), licences: await count("ossChecklist") };
}

async function statusOf(nib: string): Promise<string | null | undefined> {
  const query = portal.kit.db.selectFrom("ossCompany").select("nibStatus").where("nib", "=", nib);
  return (await query.executeTakeFirst())?.nibStatus;
}

const newNib = async () => (await addCompany({ ...portal.kit, db: portal.kit.db })).nib;

describe("a message from OSS", () => {
  it.each([
    ["without a token", () => null, 401],
    ["with something that is no token", () => "bukan-token", 401],
    ["with the token of another NIB", () => tokenFor("8100000009999"), 401],
    ["with the token of another password", (nib: string) => tokenFor(nib, { username: "sambung", password: "x" }), 401],
  ])("%s is refused in the words of the contract, and nothing of it is kept", async (_name, token, status) => {
    const nib = await newNib();
    const answer = await send(token(nib), messageAbout(nib));
    expect([answer.status, answer.reply.status]).toEqual([status, "2"]);
    expect(answer.reply.keterangan).toContain("User Akses Tidak Valid");
    expect(await kept(nib)).toEqual({ messages: 0, licences: 0 });
  });

  it.each(["{", "[]", "null", '"x"', "{}", '{"dataNIB":{"nib":"12"}}'])(
    "that says %s is refused, not stumbled over",
    async (body) => {
      const { status, reply } = await send(tokenFor("8100000000001"), body);
      expect([status, reply.status]).toEqual([400, "2"]);
    },
  );

  it("that comes again and again gives its licence once, and is answered as taken each time", async () => {
    const nib = await newNib();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(tokenFor(nib), messageAbout(nib))));
    expect(answers.map(({ status, reply }) => [status, reply.status])).toEqual(answers.map(() => [200, "1"]));
    expect(await kept(nib)).toMatchObject({ licences: 1 });
    expect(await statusOf(nib)).toBe("active");
  });

  it.each([
    ["3", "revocation"],
    ["4", "cancellation"],
  ])(
    "of document type %s (%s) revokes the NIB, and an older one that comes later does not bring it back",
    async (kind) => {
      const nib = await newNib();
      const revoking = messageAbout(nib, { tipe_dokumen: kind, tgl_perubahan_nib: "2026-11-12" });
      expect((await send(tokenFor(nib), revoking)).reply.status).toBe("1");
      expect(await statusOf(nib)).toBe("revoked");
      const older = messageAbout(nib, { tipe_dokumen: "5", tgl_perubahan_nib: "2026-11-11" });
      expect((await send(tokenFor(nib), older)).reply).toMatchObject({ status: "1" });
      expect(await statusOf(nib)).toBe("revoked");
    },
  );
});
