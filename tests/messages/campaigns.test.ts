import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { openDocumentPool } from "../../src/platform/pdf/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { openCampaignWork } from "../../src/processes/portal/campaigns.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { addApprovedTemplate } from "../../testkit/campaign-fixture.ts";
import { type Answer, openTestClient, type ProblemBody, type TestClient } from "../../testkit/client.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";

const PATH = "/api/service/sms/campaigns";
const DAY_MS = 86_400_000;
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let supervisor: TestClient;
let sender: string;
let carrierId: string;
let templateId: string;

interface Look {
  readonly lines: number;
  readonly parts: number;
  readonly priceRupiah: number;
  readonly sent: number;
  readonly isCovered: boolean;
  readonly faulty: number;
  readonly doubled: number;
  readonly faults: readonly { readonly line: number; readonly code: string; readonly message: string }[];
  readonly refused: readonly {
    readonly code: string;
    readonly count: number;
    readonly firstLines: readonly number[];
  }[];
  readonly sample: readonly { readonly text: string }[];
}

interface Campaign {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly waiting: number;
  readonly chargedRupiah: number;
  readonly standings: readonly { readonly state: string; readonly count: number }[];
  readonly refused: readonly { readonly code: string; readonly count: number }[];
}

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  const stage = { ...portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") };
  carrierId = await addTestCarrier(stage, { name: "Uji" });
  centre = await openCallCentre(portal);
  const { tenantId, operator } = centre;
  sender = `C${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender(stage, { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] });
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId });
  supervisor = openTestClient(portal.url, person.token);
  const who = { tenantId, writtenBy: person.id, decidedBy: operator.id };
  const variables = [{ name: "nama", kind: "any", most: 100 }];
  const body = "Yth. {nama}, tagihan Anda sudah terbit.";
  templateId = await addApprovedTemplate(portal.kit, { ...who, name: "tagihan", body, variables });
  const at = virtualContext.clock.nowMs();
  await portal.kit.db
    .insertInto("smsPrice")
    .values({
      id: virtualContext.ids.next(),
      prefix: "62",
      priceRupiah: 350,
      costRupiah: 250,
      createdBy: operator.id,
      validFrom: new Date(at),
      createdAt: new Date(at - 1_000),
    })
    .execute();
});

afterAll(() => portal?.close());

const planOf = (own: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    templateId,
    templateVersion: "1",
    sender,
    perHour: "36000",
    validMinutes: "1440",
    ...own,
  });

type Content = string | Uint8Array<ArrayBuffer>;

function fileOf(content: Content, name = "penerima.csv"): RequestInit {
  const body = new FormData();
  body.append("file", new File([content], name));
  return { method: "POST", body };
}

const look = (content: Content, own: Readonly<Record<string, string>> = {}) =>
  supervisor.send<Look>(`${PATH}/preview?${planOf(own).toString()}`, fileOf(content));

const prepare = (content: Content, own: Readonly<Record<string, string>>) =>
  supervisor.send<{ readonly id: string }>(
    `${PATH}?${planOf({ name: "Tagihan", ...own }).toString()}`,
    fileOf(content),
  );

const codeOf = ({ body }: Answer) => (body as ProblemBody).error?.code;

const expectedOf = ({ lines, parts, priceRupiah }: Look) => ({
  expectedLines: String(lines),
  expectedParts: String(parts),
  expectedRupiah: String(priceRupiah),
});

/** A campaign after its preview. */
async function prepared(content: string): Promise<string> {
  const seen = succeeded(await look(content), "a look");
  const done = await prepare(content, { ...expectedOf(seen), requestKey: virtualContext.ids.next() });
  return succeeded(done, "a campaign").id;
}

const one = async (id: string) => succeeded(await supervisor.get<Campaign>(`${PATH}/${id}`), "a campaign");
const start = async (id: string) =>
  expect((await admin().post(`${PATH}/${id}/going`, { act: "start", expectedVersion: 1 })).status).toBe(204);
const admin = () => centre.operator.client;

const UNWANTED = "081200000099";
const FILE = [
  "Nomor;Nama",
  "0812-0000-0001;Sri",
  "kantor;Budi",
  `+62 812 0000 0002;${"字".repeat(80)}`,
  "081200000001;Sri lagi",
  `${UNWANTED};Tidak mau`,
  "081200000003;",
].join("\r\n");

describe("campaigns from files", { timeout: 60_000 }, () => {
  it("are looked at: exactly what goes to whom for how much, what is wrong by line, and who wants nothing; nothing is kept", async () => {
    const wish = { recipient: UNWANTED, senderId: null };
    expect((await admin().post("/api/service/sms/opt-outs", wish)).status).toBe(204);
    const seen = succeeded(await look(FILE), "a look");
    expect(seen).toMatchObject({ lines: 3, sent: 2, parts: 3, priceRupiah: 3 * 350, faulty: 2, doubled: 1 });
    expect(seen.isCovered).toBe(true);
    expect(seen.faults.map(({ line, code }) => [line, code])).toEqual([
      [3, "recipient-unfit"],
      [7, "template-value-missing"],
    ]);
    expect(seen.faults[1]?.message).toContain("nama");
    expect(seen.refused).toMatchObject([{ code: "recipient-opted-out", count: 1, firstLines: [6] }]);
    expect(seen.sample[0]?.text).toBe("Yth. Sri, tagihan Anda sudah terbit.");
    expect((await supervisor.get<{ items: readonly unknown[] }>(PATH)).body.items).toEqual([]);
  });

  it("are read from spreadsheets too, and what cannot be read or sent is said", async () => {
    const pool = openDocumentPool();
    const sheet = { name: "Penerima", heading: [], columns: ["nomor", "nama"], rows: [["081200000001", "Sri"]] };
    const bytes = await pool.sheet({ ...sheet, footer: "", createdAtMs: virtualContext.clock.nowMs() });
    await pool.close();
    expect(succeeded(await look(new Uint8Array(bytes)), "a look")).toMatchObject({ sent: 1, faults: [] });
    expect(succeeded(await look("nomor;lain\n0812;x"), "a look")).toMatchObject({
      sent: 0,
      faults: [{ line: 1, code: "campaign-column-missing" }],
    });
    const broken = await look('nomor;nama\n"0812;x');
    expect([broken.status, codeOf(broken)]).toEqual([400, "sms-lines-unread"]);
    const none = await supervisor.post(`${PATH}/preview?${planOf().toString()}`, {});
    expect([none.status, codeOf(none)]).toEqual([400, "sms-campaign-file-missing"]);
    const far = await look(FILE, { sendAt: new Date(virtualContext.clock.nowMs() + 31 * DAY_MS).toISOString() });
    expect([far.status, codeOf(far)]).toEqual([400, "send-time-unfit"]);
    expect((await look(FILE, { templateVersion: "2" })).status).toBe(404);
    expect((await look(FILE, { perHour: "0" })).status).toBe(400);
  });

  it("are made of no passwords, and under no sender id that the template is not for", async () => {
    const { tenantId, operator } = centre;
    const other = await addPerson(portal.kit);
    const own = { tenantId, body: "Kode", variables: [], writtenBy: other.id, decidedBy: operator.id };
    const otp = await addApprovedTemplate(portal.kit, { ...own, name: "kode", category: "otp" });
    const bound = await addApprovedTemplate(portal.kit, { ...own, name: "terikat", senders: ["LAINNYA"] });
    expect(codeOf(await look("nomor\n081200000001", { templateId: otp }))).toBe("sms-campaign-otp");
    expect(codeOf(await look("nomor\n081200000001", { templateId: bound }))).toBe("template-sender");
  });

  it("are prepared only as they were seen, once for a request, and only where something would be sent", async () => {
    const seen = succeeded(await look(FILE), "a look");
    const requestKey = virtualContext.ids.next();
    const dearer = await prepare(FILE, { ...expectedOf(seen), expectedRupiah: "1", requestKey });
    expect([dearer.status, codeOf(dearer)]).toEqual([409, "sms-campaign-changed"]);
    const tries = await Promise.all([1, 2].map(() => prepare(FILE, { ...expectedOf(seen), requestKey })));
    expect(tries.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(tries.map(({ body }) => body.id)).size).toBe(1);
    // A repeated request with the same key gets the same response, even with changed contents.
    const later = { ...expectedOf(seen), expectedRupiah: "1", templateVersion: "2", requestKey };
    const again = await prepare("kosong", later);
    expect([again.status, again.body.id]).toEqual([201, tries[0]?.body.id]);
    expect((await supervisor.get<{ items: readonly unknown[] }>(PATH)).body.items).toHaveLength(1);
    const nobody = `nomor;nama\n${UNWANTED};Sri`;
    const form = { expectedLines: "1", expectedParts: "1", expectedRupiah: "0", requestKey: virtualContext.ids.next() };
    expect(codeOf(await prepare(nobody, form))).toBe("sms-campaign-nothing");
  });

  it("are started by an administrator alone, paused and stopped by a supervisor, and each act is on the audit trail", async () => {
    const id = await prepared("nomor;nama\n081200000001;Sri");
    const acts = (client: TestClient, path: string, act: string, expectedVersion: number) =>
      client.post(`${PATH}/${id}/${path}`, { act, expectedVersion });
    expect((await acts(supervisor, "going", "start", 1)).status).toBe(403);
    expect((await acts(admin(), "going", "start", 2)).status).toBe(409);
    expect((await acts(admin(), "going", "start", 1)).status).toBe(204);
    expect((await acts(supervisor, "holding", "pause", 2)).status).toBe(204);
    expect((await acts(supervisor, "going", "resume", 3)).status).toBe(403);
    expect((await acts(admin(), "going", "resume", 3)).status).toBe(204);
    expect((await acts(supervisor, "holding", "stop", 4)).status).toBe(204);
    expect(codeOf(await acts(admin(), "going", "resume", 5))).toBe("sms-campaign-stale");
    expect(await one(id)).toMatchObject({ state: "stopped", standings: [{ state: "cancelled", count: 1 }] });
    const entries = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("auditEntry").select("action").where("subjectId", "=", id).execute(),
    );
    expect(entries.map(({ action }) => action.replace("sms-campaign.", "")).toSorted()).toEqual([
      "paused",
      "prepared",
      "resumed",
      "started",
      "stopped",
    ]);
  });

  it("go by themselves once they are started, and tell what became of each line, as a file too", async () => {
    const id = await prepared(FILE);
    await start(id);
    virtualContext.advance(60_000);
    const work = openCampaignWork(portal.kit);
    await expect.poll(async () => (await one(id)).state).toBe("done");
    await work.close();
    const done = await one(id);
    expect(done).toMatchObject({ waiting: 0, chargedRupiah: 3 * 350 });
    expect(new Map(done.standings.map(({ state, count }) => [state, count]))).toEqual(
      new Map([
        ["open", 2],
        ["refused", 1],
      ]),
    );
    expect(done.refused).toMatchObject([{ code: "recipient-opted-out", count: 1 }]);
    expect((await supervisor.get(`${PATH}/${id}/file`)).status).toBe(403);
    const file = await admin().get(`${PATH}/${id}/file?language=id`);
    const lines = file.text.replace("\ufeff", "").trim().split("\n");
    expect(lines.map((line) => line.split(";").slice(0, 3).join(" "))).toEqual([
      "Baris Penerima Status",
      "2 6281200000001 dalam proses",
      "4 6281200000002 dalam proses",
      "6 6281200000099 tidak dikirim",
    ]);
    const taken = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("auditEntry").select("id").where("action", "=", "sms-campaign.exported").execute(),
    );
    expect(taken).toHaveLength(1);
  });

  it("wait until the moment they are planned for, and are listed page by page", async () => {
    const sendAt = new Date(virtualContext.clock.nowMs() + 3_600_000).toISOString();
    const content = "nomor;nama\n081200000007;Sri";
    const seen = succeeded(await look(content, { sendAt }), "a look");
    const form = { ...expectedOf(seen), requestKey: virtualContext.ids.next(), sendAt };
    const { id } = succeeded(await prepare(content, form), "a campaign");
    await start(id);
    virtualContext.advance(1_800_000);
    const work = openCampaignWork(portal.kit);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await one(id)).waiting).toBe(1);
    virtualContext.advance(1_900_000);
    await expect.poll(async () => (await one(id)).state).toBe("done");
    await work.close();
    const first = (await supervisor.get<{ items: readonly Campaign[]; next: string }>(`${PATH}?limit=1`)).body;
    expect(first.items.map((row) => row.id)).toEqual([id]);
    const second = await supervisor.get<{ items: readonly Campaign[] }>(`${PATH}?limit=5&after=${first.next}`);
    expect(second.body.items).toHaveLength(3);
    expect(second.body.items.map((row) => row.id)).not.toContain(id);
  });
});
