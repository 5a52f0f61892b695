import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addNumberingOfficers,
  checked,
  command,
  type NumberingOfficers,
  proposedFor,
  submittedFor,
  succeeded,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: NumberingOfficers;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "assignment" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
});
afterAll(() => portal.close());

interface Assigned {
  readonly items: readonly {
    readonly id: string;
    readonly refusal: { readonly code: string; readonly message: string } | null;
  }[];
}

interface Found {
  readonly total: number;
  readonly items: readonly { readonly id: string; readonly assignee: string | null }[];
}

const find = async (guest: NumberingOfficers["evaluator"], query: string) =>
  (await guest.client.get<Found>(`/api/applications?scope=queue&pageSize=200&${query}`)).body;

const idsOf = ({ items }: Found) => new Set(items.map(({ id }) => id));

describe("several cases at once", () => {
  it("go to one officer, each decided by itself: the one that cannot go says why and keeps no other", async () => {
    const [one, two] = [
      await submittedFor(await portal.company(), "1500870"),
      await submittedFor(await portal.company(), "1500871"),
    ];
    const decided = await proposedFor(await portal.company(), { code: "1500872", desk });
    const cases = [one, two, decided].map(({ id, version }) => ({ id, expectedVersion: version }));
    const body = { personId: desk.evaluator.id, cases };
    const { items } = succeeded(
      await desk.coordinator.client.post<Assigned>("/api/applications/assignments", body),
      "assignments",
    );
    expect(items.map(({ refusal }) => refusal?.code ?? "done")).toEqual(["done", "done", "command-not-now"]);
    expect(items[2]?.refusal?.message).not.toContain("errors.");
    const again = await desk.coordinator.client.post<Assigned>("/api/applications/assignments", body);
    expect(again.body.items.map(({ refusal }) => refusal?.code)).toEqual([
      "version-stale",
      "version-stale",
      "command-not-now",
    ]);
  });

  it("are offered to the checking officers of the team with how many cases each has", async () => {
    const { body } = await desk.coordinator.client.get<{
      items: readonly { readonly id: string; readonly openCases: number }[];
    }>("/api/applications/assignees");
    expect(body.items.map(({ id }) => id)).toEqual([desk.evaluator.id]);
    expect(body.items[0]?.openCases).toBe(2);
  });
});

describe("the officers' list", () => {
  it("tells by who has the ball: the reader, the ministry, the applicant, and what is overdue", async () => {
    const company = await portal.company();
    const mine = await submittedFor(company, "1500873");
    succeeded(await command(desk.evaluator.client, mine.id, { command: "take" }), "a taken case");
    const waiting = await submittedFor(await portal.company(), "1500874");
    const paused = await submittedFor(await portal.company(), "1500875");
    succeeded(await command(desk.evaluator.client, paused.id, { command: "take" }), "a taken case");
    succeeded(await command(desk.evaluator.client, paused.id, { command: "pause", reason: "Menunggu." }), "a pause");
    const endorsing = await submittedFor(await portal.company(), "1500876");
    await checked(desk, endorsing.id);
    const own = idsOf(await find(desk.evaluator, "ball=mine"));
    expect([mine, waiting, paused, endorsing].map(({ id }) => own.has(id))).toEqual([true, true, false, false]);
    expect(idsOf(await find(desk.subCoordinator, "ball=mine"))).toEqual(new Set([endorsing.id]));
    expect(idsOf(await find(desk.evaluator, "ball=applicant"))).toEqual(new Set([paused.id]));
    expect((await find(desk.evaluator, "ball=overdue")).total).toBe(0);
    virtualContext.advance(30 * 24 * 60 * MINUTE_MS);
    const later = await portal.again(desk.evaluator);
    const overdue = idsOf(await find(later, "ball=overdue"));
    expect([mine, waiting, paused, endorsing].map(({ id }) => overdue.has(id))).toEqual([true, true, false, true]);
    const open = await find(later, "ball=open&sort=due");
    expect(open.items.length).toBe(idsOf(await find(later, "ball=ministry")).size + 1);
  });

  it("is searched by the officer of a case, also after a change of hands and of his name", async () => {
    const { id } = await submittedFor(await portal.company(), "1500877");
    desk = { ...desk, evaluator: await portal.again(desk.evaluator) };
    succeeded(await command(desk.evaluator.client, id, { command: "take" }), "a taken case");
    const found = async (text: string) =>
      idsOf(await find(desk.evaluator, `search=${encodeURIComponent(text)}`)).has(id);
    expect(await found(desk.evaluator.name)).toBe(true);
    await portal.kit.db
      .updateTable("person")
      .set({ name: "Zulkarnain Uji" })
      .where("id", "=", desk.evaluator.id)
      .execute();
    expect([await found("zulkarnain"), await found(desk.evaluator.name)]).toEqual([true, false]);
    succeeded(await command(desk.evaluator.client, id, { command: "unassign" }), "a released case");
    expect(await found("zulkarnain")).toBe(false);
  });
});
