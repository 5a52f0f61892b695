import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { holdCode, submittedFor, succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import { endQuarantines } from "../inventory/inventory.jobs.ts";
import { BY_ITSELF, changeCodes } from "./code-change.store.ts";
import { sweepOrders } from "./code-order.effects.ts";
import { quarantineEndMs } from "./quarantine.ts";

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let portal: TestPortal;
let virtualContext: VirtualContext;
let coordinator: Guest;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  coordinator = await portal.officer("coordinator", "numbering");
});

afterAll(() => portal.close());

interface OrderView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly items: readonly { readonly code: string; readonly outcome: string; readonly stateFound: string | null }[];
}

function give(order: Readonly<Record<string, unknown>>): Promise<Answer<{ readonly id: string }>> {
  const wish = { kind: "reserve", reason: "Cadangan layanan darurat", ...order };
  return coordinator.client.post("/api/inventory/orders", wish);
}

async function given(order: Readonly<Record<string, unknown>>): Promise<OrderView> {
  const { id } = succeeded(await give(order), "an order");
  return read(id);
}

async function read(id: string): Promise<OrderView> {
  return succeeded(await coordinator.client.get<OrderView>(`/api/inventory/orders/${id}`), "an order");
}

async function stateOf(code: string): Promise<string> {
  return (await portal.anonymous.get<{ state: string }>(`/api/inventory/codes/${code}`)).body.state;
}

function undo(order: Pick<OrderView, "id" | "version">, reason = "Tidak perlu lagi"): Promise<Answer<OrderView>> {
  return coordinator.client.post(`/api/inventory/orders/${order.id}/undo`, { expectedVersion: order.version, reason });
}

describe("an order on a range of codes", () => {
  it("shows before it is given what it would take and what stays, and changes nothing by looking", async () => {
    await holdCode(await portal.company(), "1500102");
    const { body } = await coordinator.client.post<{ takes: string[]; stays: { code: string; state: string }[] }>(
      "/api/inventory/orders/preview",
      { kind: "reserve", selection: "1500100–1500104" },
    );
    expect(body.takes).toEqual(["1500100", "1500101", "1500103", "1500104"]);
    expect(body.stays).toMatchObject([{ code: "1500102", state: "held" }]);
    expect(await stateOf("1500100")).toBe("idle");
  });

  it("takes the free codes, leaves the taken ones and reports each with the state it was found in", async () => {
    const order = await given({ selection: "1500100–1500104" });
    expect(order.items.map((item) => [item.code, item.outcome, item.stateFound])).toEqual([
      ["1500100", "taken", null],
      ["1500101", "taken", null],
      ["1500102", "stayed", "held"],
      ["1500103", "taken", null],
      ["1500104", "taken", null],
    ]);
    expect([await stateOf("1500100"), await stateOf("1500102")]).toEqual(["reserved", "held"]);
  });

  it("changes nothing at all when asked to refuse and one code is taken", async () => {
    await holdCode(await portal.company(), "1500112");
    const answer = await give({ selection: "1500110–1500114", onTaken: "refuse" });
    expect(answer.status).toBe(409);
    expect((answer.body as unknown as ProblemBody).error).toMatchObject({ code: "order-codes-taken" });
    expect(answer.text).toContain("1500 112");
    expect([await stateOf("1500110"), await stateOf("1500112")]).toEqual(["idle", "held"]);
  });

  it("is undone whole: what it kept is idle again, what it left alone stays", async () => {
    const order = await given({ selection: "1500120–1500122" });
    expect(succeeded(await undo(order), "undone")).toMatchObject({ state: "undone" });
    expect(await stateOf("1500121")).toBe("idle");
    const again = await undo(await read(order.id));
    expect(again.status).toBe(409);
  });

  it("is undone by the version that was seen only", async () => {
    const order = await given({ selection: "1500123" });
    expect((await undo({ ...order, version: order.version - 1 })).status).toBe(409);
    expect(await stateOf("1500123")).toBe("reserved");
  });

  it("blocks codes out of a reservation, and undoing the reservation then leaves them blocked", async () => {
    const reserved = await given({ selection: "1500130–1500132" });
    const blocked = await given({ kind: "block", selection: "1500131" });
    expect(blocked.items).toMatchObject([{ code: "1500131", outcome: "taken" }]);
    const seen = await read(reserved.id);
    expect(seen.items.map((item) => item.outcome)).toEqual(["taken", "passed-on", "taken"]);
    succeeded(await undo(seen), "undone");
    expect([await stateOf("1500130"), await stateOf("1500131")]).toEqual(["idle", "blocked"]);
    succeeded(await undo(blocked), "undone");
    expect(await stateOf("1500131")).toBe("idle");
  });

  it("tells everybody the reason beside the code, and the rule of the plan only where the plan keeps it", async () => {
    await given({ selection: "1500140", reason: "Untuk layanan bencana" });
    const { body } = await portal.anonymous.get<{ why: { message: string; rule: unknown } }>(
      "/api/inventory/codes/1500140",
    );
    expect(body.why.message).toContain("Untuk layanan bencana");
    expect(body.why.rule).toBeNull();
  });

  it("begins with its first day and ends after its last, by the office's midnight", async () => {
    const order = await given({ selection: "1500150", startsOn: "2026-11-27", endsOn: "2026-11-28" });
    expect([order.state, await stateOf("1500150")]).toEqual(["planned", "idle"]);
    const untilFriday = Date.parse("2026-11-27T00:00:00+07:00") - virtualContext.clock.nowMs();
    virtualContext.advance(untilFriday - 1);
    await sweepOrders(portal.kit);
    expect(await stateOf("1500150")).toBe("idle");
    virtualContext.advance(1);
    await sweepOrders(portal.kit);
    expect(await stateOf("1500150")).toBe("reserved");
    virtualContext.advance(2 * DAY_MS - 1);
    await sweepOrders(portal.kit);
    expect(await stateOf("1500150")).toBe("reserved");
    virtualContext.advance(1);
    await sweepOrders(portal.kit);
    expect([(await read(order.id)).state, await stateOf("1500150")]).toEqual(["ended", "idle"]);
  });

  it("and a pick of the same codes at once give each code to one of them", async () => {
    const companies = await Promise.all(Array.from({ length: 12 }, () => portal.company()));
    const [order, ...picks] = await Promise.all([
      give({ selection: "1500160–1500179" }),
      ...companies.map((company, nth) => holdCode(company, String(1_500_160 + nth))),
    ]);
    const { items } = await read(succeeded(order, "an order").id);
    for (const [nth, pick] of picks.entries()) {
      const code = String(1_500_160 + nth);
      const isHeld = pick.status === 201;
      expect(items.find((item) => item.code === code)?.outcome, code).toBe(isHeld ? "stayed" : "taken");
      expect(await stateOf(code), code).toBe(isHeld ? "held" : "reserved");
    }
  });

  it("and another order over the same range at once keep no code twice", async () => {
    const answers = await Promise.all([
      give({ selection: "1500180–1500199" }),
      give({ kind: "block", selection: "1500180–1500199" }),
      give({ selection: "1500199, 1500180–1500198" }),
    ]);
    expect(answers.filter((answer) => answer.status >= 500)).toEqual([]);
    const keepers = await portal.kit.db
      .selectFrom("codeOrderItem")
      .select("code")
      .where("outcome", "=", "taken")
      .where("code", ">=", "1500180")
      .where("code", "<=", "1500199")
      .execute();
    expect(keepers.map((row) => row.code).sort()).toEqual(
      Array.from({ length: 20 }, (_, nth) => String(1_500_180 + nth)),
    );
  });
});

describe("a code in quarantine", () => {
  it("keeps a code released at noon back until its quarantine ends", async () => {
    const company = await portal.company();
    const noonMs = Date.parse("2026-12-01T12:00:00+07:00");
    virtualContext.advance(noonMs - virtualContext.clock.nowMs());
    const coordinates = await portal.again(company.owner);
    const now = new Date(noonMs);
    const endMs = quarantineEndMs(noonMs, rulebookNow(noonMs));
    await portal.kit.db.transaction().execute(async (trx) => {
      const one = { ...BY_ITSELF, codes: ["1500200"], now };
      await changeCodes(trx, { ...one, change: "import", becomesHeldBy: company.id, mode: "open" });
      await changeCodes(trx, { ...one, change: "return", quarantinedUntil: new Date(endMs) });
    });
    expect(new Date(endMs).toISOString()).toBe("2027-06-01T05:00:00.000Z");
    virtualContext.advance(endMs - noonMs - 1);
    await endQuarantines(portal.kit);
    expect(await stateOf("1500200")).toBe("quarantine");
    virtualContext.advance(1);
    await endQuarantines(portal.kit);
    expect(await stateOf("1500200")).toBe("idle");
    expect(coordinates.id).toBe(company.owner.id);
  });

  it("that began on a day its last month does not have ends on that month's last", () => {
    const fromMs = Date.parse("2026-08-31T09:30:00+07:00");
    expect(new Date(quarantineEndMs(fromMs, rulebookNow(fromMs))).toISOString()).toBe("2027-02-28T02:30:00.000Z");
  });
});

describe("a hold that an officer ends", () => {
  it("frees the code, tells the company why and stands in the code's history", async () => {
    const desk = await portal.officer("coordinator", "numbering");
    const company = await portal.company();
    succeeded(await holdCode(company, "1500210"), "a hold");
    const answer = await desk.client.post<{ state: string; entries: { change: string; note: string }[] }>(
      "/api/inventory/codes/1500210/release",
      { reason: "Diminta lewat telepon" },
    );
    expect(answer.body).toMatchObject({ state: "idle" });
    expect(answer.body.entries[0]).toMatchObject({ change: "release", note: "Diminta lewat telepon" });
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select("bodyText")
      .where("toPersonId", "=", company.owner.id)
      .execute();
    expect(mails.map((mail) => mail.bodyText).join()).toContain("Diminta lewat telepon");
  });

  it("is not ended when nobody holds the code, without a reason, or by another team", async () => {
    const desk = await portal.officer("coordinator", "numbering");
    const stranger = await portal.officer("coordinator", "tests");
    const release = (guest: Guest, code: string, reason: string) =>
      guest.client.post<ProblemBody>(`/api/inventory/codes/${code}/release`, { reason });
    expect((await release(desk, "1500211", "x")).body.error.code).toBe("code-held-by-nobody");
    succeeded(await holdCode(await portal.company(), "1500211"), "a hold");
    expect((await release(desk, "1500211", " ")).body.error.code).toBe("release-reason-missing");
    expect((await release(stranger, "1500211", "x")).body.error.code).toBe("not-permitted");
    expect(await stateOf("1500211")).toBe("held");
  });
});

describe("a code's record", () => {
  it("shows officers who picked and asked, and everybody only what became of the code", async () => {
    const desk = await portal.officer("evaluator", "numbering");
    const company = await portal.company();
    await submittedFor(company, "1500220");
    const record = await desk.client.get<{ entries: { change: string; actorName: string }[]; applications: unknown[] }>(
      "/api/inventory/codes/1500220/record",
    );
    expect(record.body.entries.map((entry) => entry.change)).toEqual(["submit", "hold", "list"]);
    expect(record.body.entries[0]?.actorName).toBe(company.owner.name);
    expect(record.body.applications).toHaveLength(1);
    const shown = await portal.anonymous.get<{ items: { change: string }[] }>("/api/inventory/codes/1500220/history");
    expect(shown.body.items.map((item) => item.change)).toEqual(["list"]);
    expect(shown.text).not.toContain(company.owner.name);
    expect(shown.text).not.toContain(company.name);
  });
});
