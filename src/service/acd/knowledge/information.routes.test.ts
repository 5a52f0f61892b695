import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson, writeContact } from "../../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../testkit/client.ts";
import { flowSample } from "../../../../testkit/flow-sample.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { DesktopInformation } from "./contract.ts";

// The clock of the tests is at 25 November 2026, 10:00 in Jakarta.
const [YESTERDAY, TODAY, TOMORROW, SOON] = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-12-05"];
const MINUTE_MS = 60_000;

let portal: TestPortal;
let centre: CallCentre;
let sari: Guest;
let budi: Guest;
let ids: Readonly<Record<"queue" | "other" | "flow" | "sari" | "budi", string>>;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
  sari = await addAgentPerson(portal, centre.tenantId);
  budi = await addAgentPerson(portal, centre.tenantId);
  const queue = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Tagihan" });
  const other = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Teknis" });
  const flow = await made("/api/service/flows", { name: "Menu utama", example: "full" });
  const agent = (name: string, personId: string) =>
    made("/api/service/agents", { ...GOOD_AGENT, name, personId, queues: [{ queueId: queue, tier: 1 }] });
  ids = { queue, other, flow, sari: await agent("Sari", sari.id), budi: await agent("Budi", budi.id) };
});

afterAll(() => portal.close());

const made = async (path: string, form: object) =>
  (await centre.operator.client.post<{ id: string }>(path, form)).body.id;
const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;

interface Text {
  readonly title: string;
  readonly body: string;
  readonly queueIds?: readonly string[];
  readonly choices?: readonly object[];
}

const draftOf = ({ title, body, queueIds = [], choices = [] }: Text, expectedVersion: number) => ({
  expectedVersion,
  title,
  body,
  owner: "Bagian Tagihan",
  queueIds,
  choices,
});

/** An article in force; publishes another version of an article that exists. */
async function published(
  text: Text,
  days: { from?: string; until?: string | null } = {},
  known?: string,
): Promise<string> {
  const { client } = centre.operator;
  const id = known ?? (await made("/api/service/information/articles", { title: text.title }));
  const path = `/api/service/information/articles/${id}`;
  const before = (await client.get<{ version: number }>(path)).body.version;
  const { version } = (await client.put<{ version: number }>(`${path}/draft`, draftOf(text, before))).body;
  const form = {
    expectedVersion: version,
    inForceFrom: days.from ?? TODAY,
    inForceUntil: days.until ?? null,
    note: "",
  };
  expect((await client.post(`${path}/versions`, form)).status).toBe(200);
  return id;
}

const search = async (text: string, guest = sari) =>
  (
    await guest.client.get<DesktopInformation>(`/api/service/desk/information?search=${encodeURIComponent(text)}`)
  ).body.items.map(({ title }) => title);

const contactOf = (agent: "sari" | "budi", sequence: number, queueId = ids.queue, isOpen = false) =>
  writeContact(portal.kit, {
    tenantId: centre.tenantId,
    queueId,
    agentId: ids[agent],
    caller: "081234567890",
    called: "1500881",
    atMs: portal.kit.clock.nowMs() - 5 * MINUTE_MS,
    sequence,
    isOpen,
    choice: "Tagihan",
  });

describe("information at the desk", () => {
  it("is found by words with and without their affixes, while they are typed, titles first", async () => {
    await published({ title: "Cara membayar tagihan", body: "Lewat bank atau toko." });
    await published({ title: "Kantor cabang", body: "Pembayaran di loket sampai pukul empat. Café di lantai dua." });
    expect(await search("bayar")).toEqual(["Cara membayar tagihan", "Kantor cabang"]);
    expect(await search("pembayaran")).toEqual(["Cara membayar tagihan", "Kantor cabang"]);
    expect(await search("bagaimana saya membayar tagih")).toEqual(["Cara membayar tagihan"]);
    expect(await search("pemba")).toEqual(["Kantor cabang"]);
    expect(await search("CAFÉ loket")).toEqual(["Kantor cabang"]);
    expect(await search("'; drop & |")).toEqual([]);
    expect(await search("pinjaman")).toEqual([]);
  });

  it("is what holds on the day: not a draft, not tomorrow's, not what has ended, and the newest of what has begun", async () => {
    const id = await published({ title: "Biaya pasang lama", body: "Seratus ribu." }, { from: YESTERDAY });
    await published({ title: "Biaya pasang baru", body: "Dua ratus ribu." }, { from: TOMORROW }, id);
    expect(await search("biaya pasang")).toEqual(["Biaya pasang lama"]);
    await published({ title: "Biaya pasang kini", body: "Tiga ratus ribu." }, { until: TODAY }, id);
    expect(await search("biaya pasang")).toEqual(["Biaya pasang kini"]);
    await published({ title: "Promosi kemarin", body: "Gratis." }, { from: YESTERDAY, until: YESTERDAY });
    expect(await search("promosi")).toEqual([]);
    await made("/api/service/information/articles", { title: "Rancangan promosi" });
    expect(await search("rancangan")).toEqual([]);
    expect((await centre.operator.client.delete(`/api/service/information/articles/${id}`)).status).toBe(204);
    expect(await search("biaya pasang")).toEqual([]);
  });

  it("shows by itself what the caller chose before what belongs to his queue", async () => {
    const choice = { flowId: ids.flow, stepId: "menu", keys: "1" };
    await published({ title: "A jam layanan", body: "Pukul delapan.", queueIds: [ids.queue] });
    await published({ title: "Z sengketa tagihan", body: "Dalam tiga hari.", choices: [choice] });
    await published({ title: "B teknis", body: "Mulai ulang.", queueIds: [ids.other] });
    const contactId = await contactOf("sari", 10);
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const call = await trx
        .selectFrom("queueEvent")
        .select("body")
        .where("contactId", "=", contactId)
        .where("kind", "=", "contact.entered")
        .executeTakeFirstOrThrow();
      const told = (sequence: number, kind: string, data: object) => ({
        callId: (call.body as { callId: string }).callId,
        tenantId: centre.tenantId,
        sequence,
        kind,
        at: new Date(portal.kit.clock.nowMs()),
        elapsedUs: sequence,
        data: JSON.stringify(data),
      });
      await trx
        .insertInto("callEvent")
        .values([told(8, "flow.began", { flowId: ids.flow }), told(9, "flow.chose", { stepId: "menu", keys: "1" })])
        .execute();
    });
    const path = `/api/service/desk/contacts/${contactId}/information`;
    const shown = await sari.client.get<DesktopInformation>(path);
    expect(shown.body.items.map(({ title }) => title)).toEqual(["Z sengketa tagihan", "A jam layanan"]);
    expect(refusalOf(await budi.client.get(path))).toBe("404 no-such-contact");
  });

  it("that was told stays with the contact, once, as the version it was", async () => {
    const contactId = await contactOf("budi", 30, ids.other);
    const path = `/api/service/desk/contacts/${contactId}/information`;
    const [item] = (await budi.client.get<DesktopInformation>(path)).body.items;
    const use = { articleId: item?.id, number: item?.number };
    for (let nth = 0; nth < 2; nth += 1) expect((await budi.client.post(path, use)).status).toBe(204);
    expect((await budi.client.get<DesktopInformation>(path)).body.usedIds).toEqual([item?.id]);
    await published({ title: "B teknis baru", body: "Cabut kabel." }, {}, item?.id);
    interface Told {
      readonly kind: string;
      readonly body: { readonly title?: string; readonly number?: number };
    }
    const told = (events: readonly Told[]) =>
      events.filter(({ kind }) => kind === "contact.informed").map(({ body }) => body);
    const own = await budi.client.get<{ story: { events: Told[] } }>(`/api/service/desk/contacts/${contactId}`);
    const whole = await centre.operator.client.get<{ events: Told[] }>(`/api/service/contacts/${contactId}`);
    const expected = [{ agentId: ids.budi, title: "B teknis", number: 1 }];
    expect([told(own.body.story.events), told(whole.body.events)]).toEqual([expected, expected]);
    expect(refusalOf(await sari.client.post(path, use))).toBe("404 no-such-contact");
    expect(refusalOf(await budi.client.post(path, { ...use, number: 77 }))).toBe("404 no-such-article");
  });

  it("that was looked for in vain is counted without numbers, and taken off the list", async () => {
    const miss = (text: string) => sari.client.post("/api/service/desk/information/misses", { search: text });
    for (const text of ["Pinjaman kilat", "pinjaman  KILAT!", "refund 081234567890", "bayar", "3171012345670001"])
      expect((await miss(text)).status).toBe(204);
    const list = () =>
      centre.operator.client.get<{ items: { id: string; words: string; times: number }[] }>(
        "/api/service/information/misses",
      );
    const { items } = (await list()).body;
    expect(items.map(({ words, times }) => `${times} ${words}`)).toEqual(["2 pinjaman kilat", "1 refund"]);
    const first = `/api/service/information/misses/${items[0]?.id}`;
    expect((await centre.operator.client.delete(first)).status).toBe(204);
    expect(refusalOf(await centre.operator.client.delete(first))).toBe("404 no-such-miss");
    expect((await list()).body.items).toHaveLength(1);
  });
});

describe("an article", () => {
  const path = (id: string) => `/api/service/information/articles/${id}`;

  it("is written over the version that was read, and says where it is shown", async () => {
    const { client } = centre.operator;
    const id = await made("/api/service/information/articles", { title: "Alamat" });
    const publish = (form: object) =>
      client.post(`${path(id)}/versions`, {
        expectedVersion: 1,
        inForceFrom: TODAY,
        inForceUntil: null,
        note: "",
        ...form,
      });
    expect(refusalOf(await publish({}))).toBe("409 article-empty");
    const text = { title: "Alamat kantor", body: "Jalan Merdeka", queueIds: [ids.queue] };
    expect((await client.put(`${path(id)}/draft`, draftOf(text, 1))).body).toEqual({ version: 2 });
    expect(refusalOf(await client.put(`${path(id)}/draft`, draftOf(text, 1)))).toBe("409 article-stale");
    const unknown = { ...text, queueIds: [id] };
    expect(refusalOf(await client.put(`${path(id)}/draft`, draftOf(unknown, 2)))).toBe("409 article-place-unknown");
    expect(refusalOf(await publish({}))).toBe("409 article-stale");
    expect(refusalOf(await publish({ expectedVersion: 2, inForceUntil: YESTERDAY }))).toBe("409 article-days-order");
    expect((await client.get<object>(path(id))).body).toMatchObject({
      queueIds: [ids.queue],
      state: "draft",
      versions: [],
    });
  });

  it("tells how it stands, and its versions stay as they were", async () => {
    const { client } = centre.operator;
    const id = await published({ title: "Tarif akhir tahun", body: "Satu." }, { until: SOON });
    await published({ title: "Tarif akhir tahun", body: "Dua." }, { from: TOMORROW }, id);
    expect((await client.post(`${path(id)}/reviews`, {})).status).toBe(204);
    const { body } = await client.get<object>(path(id));
    expect(body).toMatchObject({ state: "expiring", reviewedOn: TODAY, today: TODAY });
    expect((await client.get<{ body: string }>(`${path(id)}/versions/1`)).body.body).toBe("Satu.");
    expect(refusalOf(await client.get(`${path(id)}/versions/9`))).toBe("404 no-such-article-version");
    const listed = async (query: string) =>
      (
        await client.get<{ items: { title: string; state: string; isChanged: boolean }[] }>(
          `/api/service/information/articles?${query}`,
        )
      ).body.items;
    expect(await listed("state=expiring")).toMatchObject([{ title: "Tarif akhir tahun", isChanged: false }]);
    expect((await listed("search=AKHIR")).map(({ title }) => title)).toEqual(["Tarif akhir tahun"]);
    expect(await listed("search=100%25")).toEqual([]);
    const attempt = inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("informationVersion").set({ body: "Tiga." }).where("articleId", "=", id).execute(),
    );
    await expect(attempt).rejects.toThrow("permission denied");
  });

  it("can be shown in menus that callers hear", async () => {
    const { client } = centre.operator;
    const places = await client.get<{ queues: { name: string }[]; choices: object[] }>(
      "/api/service/information/places",
    );
    expect(places.body.queues.map(({ name }) => name)).toEqual(["Tagihan", "Teknis"]);
    // No flow is live yet.
    expect(places.body.choices).toEqual([]);
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const version = { flowId: ids.flow, number: 1, tenantId: centre.tenantId, digest: "0".repeat(64), note: "" };
      const by = { publishedBy: centre.operator.id, publishedAt: new Date(portal.kit.clock.nowMs()) };
      await trx
        .insertInto("flowVersion")
        .values({ ...version, ...by, flow: JSON.stringify(flowSample) })
        .execute();
      await trx.updateTable("flow").set({ live: 1 }).where("id", "=", ids.flow).execute();
    });
    const live = await client.get<{ choices: { flow: string; keys: string; label: string }[] }>(
      "/api/service/information/places",
    );
    const menus = flowSample.steps.flatMap((step) => (step.kind === "menu" ? step.choices : []));
    expect(live.body.choices.map(({ keys, label }) => `${keys} ${label}`).sort()).toEqual(
      menus.map(({ keys, label }) => `${keys} ${label}`).sort(),
    );
  });
});
