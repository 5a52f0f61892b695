import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProblemBody } from "../../../../testkit/client.ts";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import { holdCode } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addCompany } from "../../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { expireHolds } from "./hold.store.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;

let portal: TestPortal;
let virtualContext: VirtualContext;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});

afterAll(() => portal.close());

/** Requests a hold and returns "held", or the code of the refusal. */
async function outcome(company: GuestCompany, code: string): Promise<string> {
  const answer = await holdCode(company, code);
  if (answer.status === 201) return "held";
  expect(answer.text).not.toMatch(/\{\w+\}|\[\[/u);
  return (answer.body as unknown as ProblemBody).error.code;
}

async function release(company: GuestCompany, code: string): Promise<void> {
  const { items } = (
    await company.owner.client.get<{ items: readonly { id: string; code: string }[] }>(
      `/api/holds?organisationId=${company.id}`,
    )
  ).body;
  const hold = items.find((item) => item.code === code);
  expect((await company.owner.client.delete(`/api/holds/${hold?.id}`)).status).toBe(204);
}

async function stateOf(code: string): Promise<string> {
  return (await portal.anonymous.get<{ state: string }>(`/api/inventory/codes/${code}`)).body.state;
}

describe("a hold on an access code", () => {
  it("is a row in the database that keeps the code from every other company for thirty minutes", async () => {
    const [first, second] = [await portal.company(), await portal.company()];
    const answer = await holdCode(first, "1500 301");
    expect(answer.status).toBe(201);
    expect(Date.parse(answer.body.heldUntil) - virtualContext.clock.nowMs()).toBe(30 * MINUTE_MS);
    expect(await outcome(second, "1500301")).toBe("code-not-free");
    expect(await stateOf("1500301")).toBe("held");
    const rows = await portal.kit.db.selectFrom("codeHold").selectAll().where("code", "=", "1500301").execute();
    expect(rows).toMatchObject([{ organisationId: first.id, slot: 1, dayNth: 1, endedAt: null }]);
  });

  it("leaves an audit entry and a notice to colleagues in the same transaction", async () => {
    const company = await portal.company();
    await portal.colleague(company);
    const { body } = await holdCode(company, "1500302");
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "actorPersonId"])
      .where("subjectId", "=", "1500302")
      .execute();
    expect(entries).toEqual([{ action: "code.held", actorPersonId: company.owner.id }]);
    const notices = await portal.kit.db.selectFrom("outbox").select("kind").where("subjectId", "=", body.id).execute();
    expect(notices).toEqual([{ kind: "numbering.hold-notice" }]);
  });

  it("orders no notice where there is no colleague to tell", async () => {
    const { body } = await holdCode(await portal.company(), "1500399");
    const notices = await portal.kit.db.selectFrom("outbox").select("kind").where("subjectId", "=", body.id).execute();
    expect(notices).toEqual([]);
  });

  it("is refused beyond two at once, and given again once one is given back", async () => {
    const company = await portal.company();
    expect([await outcome(company, "1500310"), await outcome(company, "1500311")]).toEqual(["held", "held"]);
    expect(await outcome(company, "1500312")).toBe("hold-limit-at-once");
    await release(company, "1500310");
    expect(await outcome(company, "1500312")).toBe("held");
  });

  it("is refused after the sixth of a day in Jakarta, and given again the next day", async () => {
    const company = await portal.company();
    for (const last of [0, 1, 2, 3, 4, 5]) {
      expect(await outcome(company, `150032${last}`)).toBe("held");
      await release(company, `150032${last}`);
    }
    expect(await outcome(company, "1500326")).toBe("hold-limit-day");
    virtualContext.advance(14 * 60 * MINUTE_MS - 1);
    expect(await outcome(company, "1500326")).toBe("hold-limit-day");
    virtualContext.advance(1);
    expect(await outcome(company, "1500326")).toBe("held");
  });

  it("is refused to the same company for an hour after it ended, and open to others at once", async () => {
    const [first, second] = [await portal.company(), await portal.company()];
    expect(await outcome(first, "1500330")).toBe("held");
    await release(first, "1500330");
    expect(await outcome(first, "1500330")).toBe("hold-again-too-soon");
    expect(await outcome(second, "1500330")).toBe("held");
    await release(second, "1500330");
    virtualContext.advance(60 * MINUTE_MS - 1);
    expect(await outcome(first, "1500330")).toBe("hold-again-too-soon");
    virtualContext.advance(1);
    expect(await outcome(first, "1500330")).toBe("held");
  });

  it("is refused to a company that is not verified", async () => {
    const submitted = await addCompany(portal.kit, { state: "submitted" });
    const owner = await portal.colleague(submitted);
    expect(await outcome({ ...submitted, owner }, "1500340")).toBe("organisation-not-verified");
  });

  it.each([
    ["112", "code-reserved"],
    ["15001234", "prefix-conflict"],
    ["1500", "prefix-conflict"],
    ["99999", "code-not-in-plan"],
    ["halo", "code-not-in-plan"],
  ])("on %s is refused: %s", async (code, refusal) => {
    expect(await outcome(await portal.company(), code)).toBe(refusal);
  });

  it("is refused by the exclusion constraint when a longer or shorter code is in use, whatever the plan says", async () => {
    const company = await portal.company();
    const at = new Date(virtualContext.clock.nowMs());
    const extra = { pattern: "extra", state: "reserved", stateSince: at, changedAt: at };
    await portal.kit.db
      .insertInto("accessCode")
      .values([
        { ...extra, code: "15003509" },
        { ...extra, code: "1437" },
      ])
      .execute();
    expect(await outcome(company, "1500350")).toBe("prefix-conflict");
    expect(await stateOf("1500350")).toBe("idle");
    expect(await outcome(company, "1500351")).toBe("held");
    expect(await outcome(company, "14370")).toBe("prefix-conflict");
  });

  it("ends on its second: still held a millisecond before, free at the sweep on it", async () => {
    const [first, second] = [await portal.company(), await portal.company()];
    expect(await outcome(first, "1500360")).toBe("held");
    virtualContext.advance(30 * MINUTE_MS - 1);
    await expireHolds(portal.kit.db, virtualContext);
    expect(await outcome(second, "1500360")).toBe("code-not-free");
    virtualContext.advance(1);
    // The portal's own sweep may have run first: the state is asserted, not the author of the change.
    await expireHolds(portal.kit.db, virtualContext);
    expect(await stateOf("1500360")).toBe("idle");
    expect(await outcome(second, "1500360")).toBe("held");
  });

  it("that has run out can no longer begin an application, even before the sweep has seen it", async () => {
    const company = await portal.company();
    const hold = await holdCode(company, "1500361");
    await portal.kit.db
      .updateTable("codeHold")
      .set({ heldUntil: new Date(virtualContext.clock.nowMs()) })
      .where("id", "=", hold.body.id)
      .execute();
    const begun = await company.owner.client.post<ProblemBody>("/api/applications", {
      organisationId: company.id,
      holdId: hold.body.id,
    });
    expect(begun.body.error.code).toBe("hold-ended");
  });
});

describe("a race", () => {
  it("of twenty requests of one company for twenty codes ends with two holds in two slots", async () => {
    const company = await portal.company();
    const codes = Array.from({ length: 20 }, (_, index) => `15004${String(index).padStart(2, "0")}`);
    const outcomes = await Promise.all(codes.map((code) => outcome(company, code)));
    expect(outcomes.filter((said) => said === "held")).toHaveLength(2);
    expect(new Set(outcomes)).toEqual(new Set(["held", "hold-limit-at-once"]));
    const rows = await portal.kit.db
      .selectFrom("codeHold")
      .select("slot")
      .where("organisationId", "=", company.id)
      .orderBy("slot")
      .execute();
    expect(rows.map(({ slot }) => slot)).toEqual([1, 2]);
  });

  it("of twenty companies for one code ends with one hold and nineteen plain refusals", async () => {
    const companies = await Promise.all(Array.from({ length: 20 }, () => portal.company()));
    const outcomes = await Promise.all(companies.map((company) => outcome(company, "1500450")));
    expect(outcomes.filter((said) => said === "held")).toHaveLength(1);
    expect(outcomes.filter((said) => said === "code-not-free")).toHaveLength(19);
  });

  it("of a company's holds and returns never passes the limit of a day", async () => {
    const company = await portal.company();
    const tries = Array.from({ length: 24 }, (_, index) => `15004${60 + index}`);
    const takeAndReturn = async (code: string) => {
      if ((await outcome(company, code)) !== "held") return;
      await release(company, code);
    };
    await Promise.all(tries.map(takeAndReturn));
    const { count } = await portal.kit.db
      .selectFrom("codeHold")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("organisationId", "=", company.id)
      .executeTakeFirstOrThrow();
    expect(count).toBeLessThanOrEqual(6);
    expect(count).toBeGreaterThanOrEqual(2);
  });

  it("between the sweep and the company's own return frees the code once and fails nobody", async () => {
    const companies = await Promise.all(Array.from({ length: 10 }, () => portal.company()));
    const codes = companies.map((_, index) => `15004${90 + index}`);
    const held = await Promise.all(companies.map((company, index) => holdCode(company, codes[index] ?? "")));
    virtualContext.advance(DAY_MS);
    const returns = companies.map((company, index) =>
      company.owner.client.delete(`/api/holds/${held[index]?.body.id}`),
    );
    const sweeps = Array.from({ length: 5 }, () => expireHolds(portal.kit.db, virtualContext));
    const answers = await Promise.all([...returns, ...sweeps].map(async (work) => work));
    const statuses = answers.flatMap((answer) => ("status" in answer ? [answer.status] : []));
    expect(statuses.filter((status) => status !== 204 && status !== 404)).toEqual([]);
    expect(await Promise.all(codes.map(stateOf))).toEqual(codes.map(() => "idle"));
  });
});
