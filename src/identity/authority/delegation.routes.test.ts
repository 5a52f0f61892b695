import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProblemBody } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { giveRole } from "../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";

const BEGIN_MS = Date.parse("2026-12-01T00:00:00+07:00");
const END_MS = Date.parse("2026-12-04T00:00:00+07:00");

interface SessionBody {
  readonly permissions: readonly string[];
  readonly memberships: readonly { readonly role: string; readonly acting: string | null }[];
}

let portal: TestPortal;
let virtualContext: VirtualContext;
let director: Guest;
let coordinator: Guest;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "delegation" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});
afterAll(() => portal.close());

beforeEach(async () => {
  goTo(Date.parse("2026-11-25T10:00:00+07:00"));
  [director, coordinator] = await Promise.all([portal.officer("director"), portal.officer("coordinator", "numbering")]);
});

function form(change: object = {}): object {
  return {
    acting: "plh",
    role: "director",
    team: null,
    personId: coordinator.id,
    forPersonId: director.id,
    firstDay: "2026-12-01",
    lastDay: "2026-12-03",
    reason: "Cuti tahunan",
    letterNumber: "77/TU/2026",
    ...change,
  };
}

const name = (guest: Guest, change: object = {}) =>
  guest.client.post<{ readonly id: string } & ProblemBody>("/api/delegations", form(change));

function goTo(atMs: number): void {
  virtualContext.advance(atMs - virtualContext.clock.nowMs());
}

async function mayDecide({ client }: Guest): Promise<boolean> {
  const { body } = await client.get<SessionBody>("/api/session");
  return body.permissions.includes("application.decide");
}

/** Checks just before and at an instant, in one session. */
async function mayDecideAround(guest: Guest, atMs: number): Promise<readonly boolean[]> {
  goTo(atMs - 1);
  const later = await portal.again(guest);
  const before = await mayDecide(later);
  goTo(atMs);
  return [before, await mayDecide(later)];
}

describe("an acting officer", () => {
  it("has the office's rights from the first millisecond to the last, though who he is was just remembered", async () => {
    expect((await name(director)).status).toBe(201);
    expect(await mayDecideAround(coordinator, BEGIN_MS)).toEqual([false, true]);
    expect(await mayDecideAround(coordinator, END_MS)).toEqual([true, false]);
  });

  it("is seen with whom he acts for and until when, in the list of people and in his own session", async () => {
    await name(director);
    goTo(BEGIN_MS);
    const { body } = await coordinator.client.get<SessionBody>("/api/session");
    const acting = { role: "director", acting: "plh", actingForName: director.name, lastDay: "2026-12-03" };
    expect(body.memberships).toContainEqual(expect.objectContaining(acting));
    const administrator = await portal.officer("administrator");
    const people = await administrator.client.get<{ items: SessionBody[] }>(`/api/people?search=${coordinator.email}`);
    expect(people.body.items[0]?.memberships).toContainEqual(expect.objectContaining(acting));
  });

  it("may not hand the office on", async () => {
    await name(director);
    goTo(BEGIN_MS);
    const third = await portal.officer("evaluator", "numbering");
    const change = { personId: third.id, forPersonId: coordinator.id, firstDay: "2026-12-05", lastDay: "2026-12-05" };
    const refused = await name(coordinator, change);
    expect([refused.status, refused.body.error.code]).toEqual([403, "acting-not-permitted"]);
  });

  it("loses the office with his own last role, and when its holder leaves it", async () => {
    await name(director);
    const administrator = await portal.officer("administrator");
    const membershipOf = async (guest: Guest) =>
      portal.kit.db
        .selectFrom("membership")
        .select("id")
        .where("personId", "=", guest.id)
        .where("acting", "is", null)
        .executeTakeFirstOrThrow();
    goTo(BEGIN_MS);
    expect(await mayDecide(coordinator)).toBe(true);
    const later = await portal.again(administrator);
    await later.client.delete(`/api/memberships/${(await membershipOf(director)).id}`);
    expect(await mayDecide(coordinator)).toBe(false);
  });

  it("and the holder are told by mail, and the log remembers role, letter and for whom", async () => {
    const { body } = await name(director);
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["toPersonId", "subject", "bodyText"])
      .where("dedupeKey", "like", `delegation-named ${body.id}%`)
      .execute();
    expect(new Set(mails.map(({ toPersonId }) => toPersonId))).toEqual(new Set([director.id, coordinator.id]));
    expect(mails[0]?.bodyText).toContain("Selasa, 1 Desember 2026");
    const entry = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["actorPersonId", "detail"])
      .where("action", "=", "delegation.named")
      .where("subjectId", "=", coordinator.id)
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actorPersonId: director.id,
      detail: { acting: "plh", role: "director", forPersonId: director.id, letterNumber: "77/TU/2026" },
    });
  });
});

describe("two delegations", () => {
  it("of one office never overlap, though they are asked for at once", async () => {
    const other = await portal.officer("coordinator", "licensing");
    const asked = await Promise.all([
      name(director),
      name(director, { personId: other.id, firstDay: "2026-12-03", lastDay: "2026-12-05" }),
      name(director, { firstDay: "2026-12-03", lastDay: "2026-12-03" }),
    ]);
    const named = asked.filter(({ status }) => status === 201);
    const refused = asked.filter(({ status }) => status === 409);
    expect([named.length, refused.length]).toEqual([1, 2]);
    expect(refused.map(({ body }) => body.error.code)).toEqual(["acting-overlaps", "acting-overlaps"]);
  });

  it("follow one another without a gap", async () => {
    const other = await portal.officer("coordinator", "licensing");
    await name(director);
    const next = { personId: other.id, firstDay: "2026-12-04", lastDay: "2026-12-05" };
    expect((await name(director, next)).status).toBe(201);
    expect(await mayDecideAround(coordinator, END_MS)).toEqual([true, false]);
    expect(await mayDecideAround(other, END_MS)).toEqual([false, true]);
  });

  it("may follow at once when the first was ended early", async () => {
    const { body } = await name(director);
    expect((await director.client.delete(`/api/delegations/${body.id}`)).status).toBe(204);
    expect((await director.client.delete(`/api/delegations/${body.id}`)).status).toBe(404);
    expect((await name(director)).status).toBe(201);
  });
});

describe("the page of acting officers", () => {
  it("offers a director his own office and those below him, and everybody but himself", async () => {
    const { body } = await director.client.get<{
      readonly offices: readonly { readonly role: string; readonly holder: { readonly id: string } | null }[];
      readonly officers: readonly { readonly id: string }[];
    }>("/api/delegations/choices");
    const directors = body.offices.filter(({ role }) => role === "director");
    expect(directors.map(({ holder }) => holder?.id)).toEqual([director.id]);
    expect(body.offices.some(({ role }) => role === "sub-coordinator")).toBe(true);
    const offered = body.officers.map(({ id }) => id);
    expect([offered.includes(coordinator.id), offered.includes(director.id)]).toEqual([true, false]);
  });

  it("lists what is to come and in force; what is over or ended on request, in its state", async () => {
    const states = async (asked: string) => {
      const { client } = await portal.again(director);
      const { body } = await client.get<{
        readonly items: readonly { readonly forPerson: { readonly id: string }; readonly state: string }[];
      }>(`/api/delegations?state=${asked}`);
      return body.items.filter((item) => item.forPerson.id === director.id).map(({ state }) => state);
    };
    await name(director);
    expect(await states("open")).toEqual(["to-come"]);
    goTo(BEGIN_MS);
    expect(await states("open")).toEqual(["in-force"]);
    goTo(END_MS);
    expect([await states("open"), await states("all")]).toEqual([[], ["over"]]);
  });

  it("cannot be ended by somebody without authority over that office", async () => {
    const { body } = await name(director);
    const refused = await coordinator.client.delete<ProblemBody>(`/api/delegations/${body.id}`);
    expect([refused.status, refused.body.error.code]).toEqual([403, "acting-not-permitted"]);
  });

  it("counts four eyes by person: whoever acts for another stays himself", async () => {
    await giveRole(portal.kit, coordinator.id, { role: "evaluator", team: "numbering" });
    await name(director);
    goTo(BEGIN_MS);
    const { body } = await coordinator.client.get<{ person: { id: string } } & SessionBody>("/api/session");
    expect(body.person.id).toBe(coordinator.id);
    expect(body.memberships.map(({ role, acting }) => `${acting ?? "own"} ${role}`).sort()).toEqual([
      "own coordinator",
      "own evaluator",
      "plh director",
    ]);
  });
});
