import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson, type WrittenContact, writeContact } from "../../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { EvaluationReport, EvaluationView, OwnEvaluationView } from "./evaluation.shared.ts";

const FORMS = "/api/service/evaluation-forms";
const EVALUATIONS = "/api/service/evaluations";
const DRAWS = "/api/service/evaluation-draws";
const REPORT = "/api/service/reports/evaluations";
const MINUTE_MS = 60_000;

let portal: TestPortal;
let centre: CallCentre;
let sari: Guest;
let budi: Guest;
let ids: Readonly<Record<"queue" | "sari" | "budi" | "greeting" | "resolved" | "section", string>>;
let formId: string;
let sequence = 1;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
  [sari, budi] = [await addAgentPerson(portal, centre.tenantId), await addAgentPerson(portal, centre.tenantId)];
  const { client } = centre.operator;
  const made = async (path: string, form: object) => (await client.post<{ id: string }>(path, form)).body.id;
  const queue = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Tagihan" });
  const agent = (name: string, personId: string) => made("/api/service/agents", { ...GOOD_AGENT, name, personId });
  const next = () => portal.kit.ids.next();
  ids = {
    queue,
    sari: await agent("Sari", sari.id),
    budi: await agent("Budi", budi.id),
    greeting: next(),
    resolved: next(),
    section: next(),
  };
  formId = await made(FORMS, form("Layanan", "Menyapa"));
});

afterAll(() => portal.close());

const form = (name: string, text: string) => ({
  name,
  sections: [
    {
      id: ids.section,
      title: "Pembukaan",
      questions: [
        { id: ids.greeting, text, kind: "scale", points: 4, weight: 3, mayNotApply: true, isFatal: false },
        {
          id: ids.resolved,
          text: "Selesai",
          kind: "yes-no",
          points: 1,
          weight: 1,
          mayNotApply: true,
          isFatal: true,
        },
      ],
    },
  ],
});

const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;

async function contactOf(
  agent: "sari" | "budi",
  minutesAgo: number,
  more: Partial<WrittenContact> = {},
): Promise<string> {
  sequence += 4;
  const atMs = portal.kit.clock.nowMs() - minutesAgo * MINUTE_MS;
  const where = {
    tenantId: centre.tenantId,
    queueId: ids.queue,
    agentId: ids[agent],
    caller: "0812",
    called: "1500881",
  };
  return writeContact(portal.kit, { ...where, atMs, sequence, ...more });
}

const begin = (contactId: string, agent: "sari" | "budi" = "sari") =>
  centre.operator.client.post<{ id: string }>(EVALUATIONS, { contactId, agentId: ids[agent], formId });
const seen = async (id: string) => (await centre.operator.client.get<EvaluationView>(`${EVALUATIONS}/${id}`)).body;
const answers = (greeting: number | "not-applicable" | null, resolved: number | null) => ({
  [ids.greeting]: { value: greeting, comment: "Ramah" },
  [ids.resolved]: { value: resolved, comment: "" },
});
const write = (id: string, expectedVersion: number, change: object) =>
  centre.operator.client.put(`${EVALUATIONS}/${id}`, {
    answers: {},
    marks: [],
    remark: "",
    expectedVersion,
    ...change,
  });
const send = (id: string, expectedVersion: number) =>
  centre.operator.client.post(`${EVALUATIONS}/${id}/sending`, { expectedVersion });

/** A sent evaluation. */
async function sent(agent: "sari" | "budi", greeting: number, resolved: number): Promise<string> {
  const { id } = (await begin(await contactOf(agent, 5), agent)).body;
  await write(id, 1, { answers: answers(greeting, resolved) });
  expect((await send(id, 2)).status).toBe(204);
  return id;
}

describe("a form of evaluations", () => {
  it("has versions that never change: what was begun by one is finished by it", async () => {
    const { client } = centre.operator;
    const { id } = (await begin(await contactOf("sari", 3))).body;
    expect(
      (await client.put(`${FORMS}/${formId}`, { ...form("Layanan", "Menyapa dengan nama"), expectedVersion: 1 }))
        .status,
    ).toBe(204);
    expect(refusalOf(await client.put(`${FORMS}/${formId}`, { ...form("Layanan", "Lain"), expectedVersion: 1 }))).toBe(
      "409 evaluation-form-stale",
    );
    expect((await seen(id)).sections[0]?.questions[0]?.text).toBe("Menyapa");
    const later = (await begin(await contactOf("sari", 3))).body.id;
    expect(await seen(later)).toMatchObject({
      formVersion: 2,
      sections: [{ questions: [{ text: "Menyapa dengan nama" }, {}] }],
    });
    const change = (trx: Parameters<Parameters<typeof inTenant>[2]>[0]) =>
      trx.updateTable("evaluationFormVersion").set({ name: "Palsu" }).where("formId", "=", formId).execute();
    await expect(inTenant(portal.kit.db, centre.tenantId, change)).rejects.toThrow("append-only");
  });

  it("needs names and questions of its own, and weight somewhere", async () => {
    const { client } = centre.operator;
    const post = (wish: object) => client.post(FORMS, wish);
    expect(refusalOf(await post(form("LAYANAN", "Menyapa")))).toBe("409 evaluation-form-name-taken");
    const [section] = form("Lain", "x").sections;
    expect(refusalOf(await post({ name: "Lain", sections: [section, section] }))).toBe("400 evaluation-question-twice");
    const light = { ...section, questions: section?.questions.map((one) => ({ ...one, weight: 0 })) };
    expect(refusalOf(await post({ name: "Lain", sections: [light] }))).toBe("400 evaluation-weights-missing");
  });
});

describe("an evaluation", () => {
  it("is begun once for a contact that is over and an agent who answered it", async () => {
    const contactId = await contactOf("sari", 4);
    const { id } = (await begin(contactId)).body;
    expect((await begin(contactId)).body.id).toBe(id);
    expect(refusalOf(await begin(contactId, "budi"))).toBe("404 no-such-contact");
    expect(refusalOf(await begin(await contactOf("budi", 1, { isOpen: true }), "budi"))).toBe("409 contact-goes-on");
  });

  it("is kept over the version that was read, sent when all is answered, and stays as it was sent", async () => {
    const { id } = (await begin(await contactOf("sari", 4))).body;
    const mark = { id: portal.kit.ids.next(), atMs: 61_000, remark: "Memotong pembicaraan" };
    expect((await write(id, 1, { answers: answers(3, null), marks: [mark] })).status).toBe(204);
    expect(refusalOf(await write(id, 1, { answers: answers(4, 1) }))).toBe("409 evaluation-stale");
    expect(refusalOf(await write(id, 2, { answers: answers(5, 1) }))).toBe("400 evaluation-answer-unfit");
    const unfinished = await send(id, 2);
    expect(refusalOf(unfinished)).toBe("409 evaluation-unfinished");
    expect((unfinished.body as ProblemBody).error.fields[0]?.path).toBe(`answers.${ids.resolved}`);
    await write(id, 2, { answers: answers(3, 1), marks: [mark], remark: "Baik" });
    expect(refusalOf(await send(id, 2))).toBe("409 evaluation-stale");
    expect((await send(id, 3)).status).toBe(204);
    // Weight 3 with three of four points, and weight 1 with one of one: (3 × ¾ + 1 × 1) ÷ 4.
    expect(await seen(id)).toMatchObject({ state: "sent", score: 8125, isFatal: false, marks: [mark] });
    expect(refusalOf(await write(id, 4, {}))).toBe("409 evaluation-sent");
    expect(refusalOf(await centre.operator.client.delete(`${EVALUATIONS}/${id}`))).toBe("409 evaluation-sent");
    const change = (trx: Parameters<Parameters<typeof inTenant>[2]>[0]) =>
      trx.updateTable("evaluation").set({ score: 10_000 }).where("id", "=", id).execute();
    await expect(inTenant(portal.kit.db, centre.tenantId, change)).rejects.toThrow("stays as it is");
  });

  it("is read by its own agent alone, once it is sent, and answered by him once", async () => {
    const draft = (await begin(await contactOf("sari", 4))).body.id;
    const id = await sent("sari", 4, 0);
    const own = (guest: Guest, which: string) =>
      guest.client.get<OwnEvaluationView>(`/api/service/desk/evaluations/${which}`);
    expect((await own(sari, id)).body).toMatchObject({ score: 0, isFatal: true, recording: { state: "none" } });
    for (const [guest, which] of [
      [sari, draft],
      [budi, id],
    ] as const)
      expect(refusalOf(await own(guest, which))).toBe("404 no-such-evaluation");
    const say = (guest: Guest, reply: string) =>
      guest.client.post(`/api/service/desk/evaluations/${id}/acknowledgement`, { reply });
    expect(refusalOf(await say(budi, "Bukan saya"))).toBe("404 no-such-evaluation");
    expect((await say(sari, "Terima kasih")).status).toBe(204);
    expect(refusalOf(await say(sari, "Lagi"))).toBe("409 evaluation-acknowledged");
    expect(await seen(id)).toMatchObject({ state: "acknowledged", reply: "Terima kasih" });
    const list = await sari.client.get<{ open: number; items: { id: string }[] }>("/api/service/desk/evaluations");
    expect(list.body.items.map((one) => one.id)).toContain(id);
    expect(list.text).not.toContain(draft);
  });

  it("stays when the sound of its recording is deleted, and says so", async () => {
    const contactId = await contactOf("sari", 30);
    const { tenantId } = centre;
    const at = new Date(portal.kit.clock.nowMs());
    const recordingId = portal.kit.ids.next();
    await inTenant(portal.kit.db, tenantId, async (trx) => {
      const entered = await trx
        .selectFrom("queueEvent")
        .select("body")
        .where("contactId", "=", contactId)
        .where("kind", "=", "contact.entered")
        .executeTakeFirstOrThrow();
      const { callId } = entered.body as { callId: string };
      const row = {
        id: recordingId,
        callId,
        tenantId,
        sealedKey: Buffer.alloc(8),
        beganAt: at,
        keepUntil: "2026-12-31",
      };
      await trx
        .insertInto("recording")
        .values({ ...row, state: "kept", durationMs: 61_000 })
        .execute();
    });
    const { id } = (await begin(contactId)).body;
    expect((await seen(id)).recording).toEqual({ id: recordingId, state: "kept", durationMs: 61_000 });
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx.updateTable("recording").set({ state: "deleted" }).where("id", "=", recordingId).execute(),
    );
    expect((await seen(id)).recording.state).toBe("deleted");
  });

  it("is found by agent, form, state and day", async () => {
    const id = await sent("budi", 2, 1);
    const find = async (query: string) =>
      (await centre.operator.client.get<{ total: number; items: { id: string }[] }>(`${EVALUATIONS}?${query}`)).body;
    expect(
      (await find(`agentId=${ids.budi}&state=sent&formId=${formId}&queueId=${ids.queue}`)).items.map((one) => one.id),
    ).toContain(id);
    expect((await find(`agentId=${ids.sari}&pageSize=100`)).items.map((one) => one.id)).not.toContain(id);
    expect((await find("to=2020-01-01")).total).toBe(0);
    expect((await find("from=2020-01-01&pageSize=1")).items).toHaveLength(1);
  });
});

describe("a draw", () => {
  it("takes as many of each agent by a seed that is on record, and draws the same by it again", async () => {
    for (let nth = 0; nth < 6; nth += 1) await contactOf("budi", 60 + nth, { talkMs: 90_000 });
    const day = new Date(portal.kit.clock.nowMs() + 7 * 60 * MINUTE_MS).toISOString().slice(0, 10);
    const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    const { client } = centre.operator;
    const draw = async (more: object) => {
      const wish = { from: before, to: day, perAgent: 3, leastTalkSeconds: 30, queueId: ids.queue, seed: "", ...more };
      const made = await client.post<{ id: string }>(DRAWS, wish);
      if (made.status !== 201) return refusalOf(made);
      type Drawn = { seed: string; candidates: number; contacts: { contactId: string; agentName: string }[] };
      return (await client.get<Drawn>(`${DRAWS}/${made.body.id}`)).body;
    };
    const first = await draw({});
    if (typeof first === "string") throw new Error(first);
    expect(first.seed).toMatch(/^[0-9a-f]{16}$/);
    expect(first.contacts.map(({ agentName }) => agentName)).toEqual(["Budi", "Budi", "Budi", "Sari", "Sari", "Sari"]);
    expect(await draw({ seed: first.seed })).toMatchObject({ contacts: first.contacts, candidates: first.candidates });
    const long = await draw({ leastTalkSeconds: 80 });
    expect(long).toMatchObject({ candidates: 6 });
    expect(await draw({ leastTalkSeconds: 3_000 })).toBe("409 draw-nothing");
    expect(await draw({ from: "2026-01-01", to: "2026-03-01" })).toBe("409 report-too-long");
  });
});

describe("the report of evaluations", () => {
  const range = () => {
    const nowMs = portal.kit.clock.nowMs();
    const [from, to] = [nowMs - 86_400_000, nowMs + 86_400_000].map((ms) => new Date(ms).toISOString().slice(0, 10));
    return `from=${from}&to=${to}`;
  };

  it("has the means of agents and of questions, of what was sent", async () => {
    const { body } = await centre.operator.client.get<EvaluationReport>(`${REPORT}?${range()}`);
    // Sari: 8125 and 0; Budi: (3 × ½ + 1) ÷ 4.
    expect(body).toMatchObject({ evaluations: 3, mean: 4792 });
    expect(body.agents.map(({ name, mean, fatal, acknowledged }) => [name, mean, fatal, acknowledged])).toEqual([
      ["Sari", 4063, 1, 1],
      ["Budi", 6250, 0, 0],
    ]);
    expect(body.questions).toMatchObject([
      { questionId: ids.greeting, text: "Menyapa dengan nama", answered: 3, mean: 7500 },
      { questionId: ids.resolved, answered: 3, mean: 6667 },
    ]);
  });

  it("is CSV in the language of its reader, and who took it is on record", async () => {
    const { text } = await centre.operator.client.get(`${REPORT}/export?${range()}&language=id`);
    expect(text).toContain(";Sari;2;40,63;1;1;");
    const entry = await portal.kit.db
      .selectFrom("auditEntry")
      .select("subjectId")
      .where("action", "=", "evaluation-report.exported")
      .executeTakeFirstOrThrow();
    expect(entry.subjectId).toBe(centre.tenantId);
  });
});
