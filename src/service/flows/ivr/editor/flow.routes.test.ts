import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CallCentre,
  GOOD_NUMBER,
  GOOD_QUEUE,
  openCallCentre,
  withoutInventory,
} from "../../../../../testkit/call-centre.ts";
import type { ProblemBody, TestClient } from "../../../../../testkit/client.ts";
import { flowSample, prompt } from "../../../../../testkit/flow-sample.ts";
import { succeeded } from "../../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { whileQueueEnds } from "../../../../../testkit/queue-fixture.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import type { Flow } from "../index.ts";
import { loadLiveFlows } from "../wire.ts";
import { type FlowOptions, publishFlow, restoreVersion } from "./keep-flow.effects.ts";

interface Read {
  readonly version: number;
  readonly name: string;
  readonly draft: Flow;
  readonly live: { readonly number: number; readonly note: string; readonly flow: Flow } | null;
  readonly numbers: readonly string[];
}

let portal: TestPortal;
let centre: CallCentre;
let client: TestClient;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  await withoutInventory(portal.access, ["1500881", "1500882"]);
  centre = await openCallCentre(portal);
  client = centre.operator.client;
  for (const code of ["1500881", "1500882"])
    succeeded(await client.post("/api/service/numbers", { ...GOOD_NUMBER, code }), "a number");
});

afterAll(() => portal.close());

/** A greeting and a hang-up, which need no queue. */
const spoken = (greeting: string): Flow => ({
  languages: ["id"],
  start: "salam",
  steps: [
    { id: "salam", name: "Salam", kind: "say", phrase: prompt(greeting), isBargeable: true, next: "akhir" },
    { id: "akhir", name: "Selesai", kind: "hang-up", phrase: prompt("goodbye") },
  ],
});

async function begun(name: string, example = "empty"): Promise<string> {
  return succeeded(await client.post<{ id: string }>("/api/service/flows", { name, example }), "a flow").id;
}

const read = async (id: string): Promise<Read> =>
  succeeded(await client.get<Read>(`/api/service/flows/${id}`), "a flow");

async function saved(id: string, draft: Flow): Promise<number> {
  const { version, name } = await read(id);
  const body = { expectedVersion: version, name, draft };
  return succeeded(await client.put<{ version: number }>(`/api/service/flows/${id}/draft`, body), "a draft").version;
}

async function published(id: string, note = ""): Promise<number> {
  const { version } = await read(id);
  const answer = await client.post<{ number: number }>(`/api/service/flows/${id}/versions`, {
    expectedVersion: version,
    note,
  });
  return succeeded(answer, "a version").number;
}

const codeOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error.code}`;

describe("a flow that is begun", () => {
  it("as an example is whole but for what the call centre has not got, and says so with its steps in words", async () => {
    const id = await begun("Layanan pelanggan", "full");
    const found = await client.get<{ items: { stepId: string; rule: string; what: string; remedy: string }[] }>(
      `/api/service/flows/${id}/findings`,
    );
    expect(found.body.items.map(({ stepId, rule }) => `${stepId} ${rule}`)).toEqual([
      "queue queue-not-chosen",
      "voicemail queue-not-chosen",
    ]);
    expect(found.body.items[0]).toMatchObject({
      what: "Antrean agen belum memiliki antrean.",
      remedy: "Pilih antrean.",
    });
    const { version } = await read(id);
    const answer = await client.post(`/api/service/flows/${id}/versions`, { expectedVersion: version, note: "" });
    expect(codeOf(answer)).toBe("409 flow-not-sound");
  });

  it("has a name that no other has, whatever its case", async () => {
    await begun("Promo");
    expect(codeOf(await client.post("/api/service/flows", { name: "PROMO", example: "empty" }))).toBe(
      "409 flow-name-taken",
    );
  });
});

describe("a draft", () => {
  it("is saved over the version that was read only, and what somebody else saved stays", async () => {
    const id = await begun("Dua penyelia");
    const { version, name } = await read(id);
    expect(await saved(id, spoken("welcome"))).toBe(version + 1);
    const late = { expectedVersion: version, name, draft: spoken("closed") };
    expect(codeOf(await client.put(`/api/service/flows/${id}/draft`, late))).toBe("409 flow-stale");
    expect((await read(id)).draft).toEqual(spoken("welcome"));
  });

  it("that is sent once more because its answer was lost is no conflict", async () => {
    const id = await begun("Jawaban hilang");
    const { version, name } = await read(id);
    const body = { expectedVersion: version, name, draft: spoken("welcome") };
    for (const _time of ["once", "again"])
      expect((await client.put(`/api/service/flows/${id}/draft`, body)).body).toEqual({ version: version + 1 });
  });

  it("that no editor makes is refused by the schema", async () => {
    const id = await begun("Skema");
    const draft = { ...spoken("welcome"), steps: [{ id: "x", kind: "explode" }] };
    const { version, name } = await read(id);
    expect((await client.put(`/api/service/flows/${id}/draft`, { expectedVersion: version, name, draft })).status).toBe(
      400,
    );
  });
});

describe("publishing", () => {
  it("makes a version of a sound draft, once, and tells what the next one would change", async () => {
    const id = await begun("Terbit");
    await saved(id, spoken("welcome"));
    expect(await published(id, "Pertama")).toBe(1);
    expect(await published(id, "Pertama")).toBe(1);
    await saved(id, spoken("closed"));
    const changes = await client.get<{ live: number; items: { what: string }[] }>(`/api/service/flows/${id}/changes`);
    expect(changes.body).toEqual({ live: 1, items: [{ stepId: "salam", what: "Salam: ucapan diubah" }] });
    expect((await read(id)).live).toMatchObject({ number: 1, note: "Pertama", flow: spoken("welcome") });
    expect(await published(id)).toBe(2);
    const versions = await client.get<{ items: { number: number }[] }>(`/api/service/flows/${id}/versions`);
    expect(versions.body.items.map(({ number }) => number)).toEqual([2, 1]);
    const second = await client.get<{ changes: string[] }>(`/api/service/flows/${id}/versions/2`);
    expect(second.body.changes).toEqual(["Salam: ucapan diubah"]);
  });

  it("brings an earlier version back as a new one; a draft follows only where nothing was changed in it", async () => {
    const id = await begun("Kembali");
    for (const greeting of ["welcome", "closed"]) {
      await saved(id, spoken(greeting));
      await published(id);
    }
    const restore = (number: number) =>
      client.post<{ number: number }>(`/api/service/flows/${id}/versions/${number}/restoration`, { note: "Salah" });
    expect((await restore(1)).body).toEqual({ number: 3, isNew: true });
    expect(await read(id)).toMatchObject({ draft: spoken("welcome"), live: { number: 3, broughtBack: 1 } });
    await saved(id, spoken("holiday"));
    expect((await restore(2)).body).toEqual({ number: 4, isNew: true });
    expect(await read(id)).toMatchObject({ draft: spoken("holiday"), live: { number: 4, flow: spoken("closed") } });
    expect(codeOf(await restore(9))).toBe("404 no-such-flow-version");
  });

  it("by many at once gives numbers without gap or double, and one version of one draft", async () => {
    const id = await begun("Serentak");
    for (const greeting of ["welcome", "closed"]) {
      await saved(id, spoken(greeting));
      await published(id);
    }
    const requestContext: RequestContext = {
      tenantId: centre.tenantId,
      personId: centre.operator.id,
      role: null,
      requestId: "r",
    };
    const options: FlowOptions = { kit: portal.kit, queueNames: async () => [] };
    await saved(id, spoken("holiday"));
    const { version } = await read(id);
    const same = await Promise.all(
      Array.from({ length: 4 }, () => publishFlow(options, requestContext, { id, expectedVersion: version, note: "" })),
    );
    expect(same.filter((done) => "isNew" in done && done.isNew)).toHaveLength(1);
    expect(same.every((done) => "number" in done && done.number === 3)).toBe(true);
    // Two supervisors repeatedly send different versions.
    const wishes = Array.from({ length: 12 }, (_, nth) => ({ id, number: (nth % 2) + 1, note: `${nth}` }));
    const done = await Promise.all(wishes.map((wish) => restoreVersion(options, requestContext, wish)));
    expect(done.every((one) => "number" in one)).toBe(true);
    const { body } = await client.get<{ items: { number: number }[] }>(`/api/service/flows/${id}/versions`);
    const numbers = body.items.map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, nth) => numbers.length - nth));
    const made = done.filter((one) => "isNew" in one && one.isNew);
    expect(made.length).toBeGreaterThanOrEqual(2);
    expect(numbers).toHaveLength(3 + made.length);
  });

  it("reads queues from where the process says they are", async () => {
    const id = await begun("Antrean");
    await saved(id, flowSample);
    const { version } = await read(id);
    const asking: RequestContext = {
      tenantId: centre.tenantId,
      personId: centre.operator.id,
      role: null,
      requestId: "r",
    };
    const queueNames = async () => [{ id: "layanan", name: "Layanan" }];
    const wish = { id, expectedVersion: version, note: "" };
    expect(await publishFlow({ kit: portal.kit, queueNames: async () => [] }, asking, wish)).toMatchObject({
      refusal: "flow-not-sound",
    });
    expect(await publishFlow({ kit: portal.kit, queueNames }, asking, wish)).toEqual({ number: 1, isNew: true });
  });

  it("is not published into a queue that ends at this moment", async () => {
    const { start, languages, steps } = spoken("welcome");
    const made = await client.post<{ id: string }>("/api/service/queues", { ...GOOD_QUEUE, name: "Sebentar" });
    const queueId = succeeded(made, "a queue").id;
    const ends = { served: "akhir", full: "akhir", waitOver: "akhir", nobodyThere: "akhir" };
    const flow: Flow = {
      start,
      languages,
      steps: [
        ...steps.map((step) => (step.kind === "say" ? { ...step, next: "antre" } : step)),
        {
          id: "antre",
          name: "Antre",
          kind: "queue",
          queueId,
          priority: 3,
          skills: [],
          waitSecondsMax: 60,
          music: null,
          announceSeconds: null,
          ...ends,
        },
      ],
    };
    const sound = await begun("Sempat");
    await saved(sound, flow);
    expect(await published(sound)).toBe(1);
    const id = await begun("Terlambat");
    await saved(id, flow);
    const { version: expectedVersion } = await read(id);
    const ending = { tenantId: centre.tenantId, queueId, at: new Date(portal.kit.clock.nowMs()) };
    const answer = await whileQueueEnds(portal.kit.db, ending, () =>
      client.post<ProblemBody>(`/api/service/flows/${id}/versions`, { expectedVersion, note: "" }),
    );
    expect(codeOf(answer)).toContain("flow-not-sound");
  });
});

describe("hours under a name", () => {
  const always = [{ from: "00:00", to: "24:00" }];
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const week = (spans: readonly object[]) => Object.fromEntries(days.map((day) => [day, spans]));
  const open = {
    zone: "Asia/Makassar",
    week: week(always),
    isClosedOnNationalDays: false,
    isClosedOnJointLeave: false,
    specialDays: [],
  };
  const closed = { ...open, week: week([]), specialDays: [{ date: "2020-01-02", hours: always }] };
  const kept = async (name: string): Promise<string> =>
    succeeded(await client.post<{ id: string }>("/api/service/hours", { name, hours: open }), "hours").id;
  const save = (id: string, form: object) =>
    client.put<{ version: number }>(`/api/service/hours/${id}`, { name: "Jam", closesNow: false, ...form });
  const going = (hoursId: string): Flow => {
    const step = { ...open, id: "jam", name: "Jam", kind: "hours", hoursId, open: "salam", closed: "akhir" };
    const flow = spoken("welcome");
    return { ...flow, start: "jam", steps: [{ ...step, dayOff: "akhir" }, ...flow.steps] } as unknown as Flow;
  };

  it("lead the callers of every flow that names them, close to them only when that is meant, and stay while named", async () => {
    const hoursId = await kept("Jam bersama");
    const id = await begun("Dengan jam");
    await saved(id, going(hoursId));
    await published(id);
    await client.put(`/api/service/flows/${id}/numbers/1500882`, { from: null });
    const wish = { name: "Jam bersama", hours: closed, expectedVersion: 1 };
    expect(codeOf(await save(hoursId, wish))).toBe("409 hours-close-now");
    expect((await save(hoursId, { ...wish, closesNow: true })).body).toEqual({ version: 2 });
    expect(codeOf(await save(hoursId, { ...wish, hours: open }))).toBe("409 hours-stale");
    const now = await client.get<{ opening: string }>(`/api/service/hours/${hoursId}/opening`);
    const then = await client.get(`/api/service/hours/${hoursId}/opening?at=2020-01-02T09:00:00%2B08:00`);
    expect(now.body).toEqual({ opening: "closed", changesAt: null });
    expect(then.body).toEqual({ opening: "open", changesAt: "2020-01-02T16:00:00.000Z" });
    const whole = await client.get<{ uses: object[]; versions: { number: number }[] }>(`/api/service/hours/${hoursId}`);
    expect(whole.body.uses).toEqual([{ flowId: id, flow: "Dengan jam", isLive: true, numbers: ["1500882"] }]);
    expect(whole.body.versions.map(({ number }) => number)).toEqual([2, 1]);
    // The published version is unchanged; its references are read again.
    expect((await read(id)).live).toMatchObject({ number: 1, flow: going(hoursId) });
    expect(codeOf(await client.delete(`/api/service/hours/${hoursId}`))).toBe("409 hours-in-use");
    await client.delete(`/api/service/flows/${id}/numbers/1500882`);
  });

  it("that are deleted keep a version that names them from coming back", async () => {
    const hoursId = await kept("Jam lama");
    const id = await begun("Jam yang hilang");
    await saved(id, going(hoursId));
    await published(id);
    await saved(id, spoken("welcome"));
    expect(codeOf(await client.delete(`/api/service/hours/${hoursId}`))).toBe("409 hours-in-use");
    await published(id);
    expect((await client.delete(`/api/service/hours/${hoursId}`)).status).toBe(204);
    const restored = await client.post(`/api/service/flows/${id}/versions/1/restoration`, { note: "" });
    expect(codeOf(restored)).toBe("409 flow-not-sound");
    expect(codeOf(await client.get(`/api/service/hours/${hoursId}`))).toBe("404 no-such-hours");
  });

  it("have a name of their own, and are sound", async () => {
    await kept("Jam malam");
    const twice = await client.post("/api/service/hours", { name: "JAM MALAM", hours: open });
    expect(codeOf(twice)).toBe("409 hours-name-taken");
    const never = { name: "Tak pernah", hours: { ...open, week: week([]) } };
    expect(codeOf(await client.post("/api/service/hours", never))).toBe("409 hours-not-sound");
  });
});

describe("the numbers of a flow", () => {
  it("belong to one flow each, move only from the flow they were seen at, and keep it from being deleted", async () => {
    const [first, second] = [await begun("Nomor A"), await begun("Nomor B")];
    const give = (id: string, from: string | null) => client.put(`/api/service/flows/${id}/numbers/1500881`, { from });
    expect((await give(first, null)).status).toBe(204);
    expect((await give(first, null)).status).toBe(204);
    expect(codeOf(await give(second, null))).toBe("409 flow-number-taken");
    expect((await give(second, first)).status).toBe(204);
    expect([(await read(first)).numbers, (await read(second)).numbers]).toEqual([[], ["1500881"]]);
    expect(codeOf(await client.delete(`/api/service/flows/${second}`))).toBe("409 flow-in-use");
    expect((await client.delete(`/api/service/flows/${second}/numbers/1500881`)).status).toBe(204);
    expect((await client.delete(`/api/service/flows/${second}`)).status).toBe(204);
    expect(codeOf(await client.get(`/api/service/flows/${second}`))).toBe("404 no-such-flow");
    const nobodys = await client.put(`/api/service/flows/${first}/numbers/1500899`, { from: null });
    expect(codeOf(nobodys)).toBe("404 flow-number-unknown");
  });

  it("are what the switch reads, with the version that is live", async () => {
    const id = await begun("Untuk sakelar");
    await saved(id, spoken("welcome"));
    await client.put(`/api/service/flows/${id}/numbers/1500882`, { from: null });
    const live = () => inTenant(portal.kit.db, centre.tenantId, loadLiveFlows);
    expect(await live()).toEqual([]);
    await published(id);
    expect(await live()).toEqual([{ flowId: id, version: 1, flow: spoken("welcome"), numbers: ["1500882"] }]);
    await client.delete(`/api/service/flows/${id}/numbers/1500882`);
    expect(await live()).toEqual([]);
  });
});
