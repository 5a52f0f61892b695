import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../testkit/clone.ts";
import { testLog } from "../../testkit/database.ts";
import { addCompany, addPerson, type FixtureContext, giveRole, type ResidentCompany } from "../../testkit/users.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";
import { type OpenDatabase, openDatabase } from "../platform/database/index.ts";
import { openTexts, type Texts } from "../platform/texts/index.ts";
import { companyTeller } from "./notify-company.effects.ts";

let cloned: ClonedDatabase;
let database: OpenDatabase;
let fixtureContext: FixtureContext;
let company: ResidentCompany;

beforeEach(async () => {
  cloned = await cloneDatabase();
  database = openDatabase({ access: cloned.access, role: "app", max: 8, log: testLog });
  fixtureContext = { ...createVirtualContext(), db: database.db };
  company = await addCompany(fixtureContext);
});

afterEach(async () => {
  await database.close();
  await cloned.close();
});

async function member(locale: "id" | "en" = "id") {
  const person = await addPerson(fixtureContext);
  await giveRole(fixtureContext, person.id, { role: "applicant-owner", organisationId: company.id });
  await fixtureContext.db.updateTable("person").set({ locale }).where("id", "=", person.id).execute();
  return person;
}

function teller(texts: Texts = openTexts()) {
  const tell = companyTeller({ ...fixtureContext, texts, log: testLog });
  return (extra: { readonly exceptPersonId?: string; readonly params?: Readonly<Record<string, string>> } = {}) =>
    tell(fixtureContext.db, {
      organisationId: company.id,
      template: "application.submitted",
      params: { number: "1/2026", code: "14045", link: "http://sambung.invalid/x" },
      dedupeKey: "what happened",
      ...extra,
    });
}

function mails() {
  return fixtureContext.db.selectFrom("mailMessage").selectAll().orderBy("toAddress").execute();
}

describe("telling a company", () => {
  it("writes to each of its people in his own language, under his own name, about that company", async () => {
    const [budi, ann] = [await member("id"), await member("en")];
    await teller()();
    const rows = await mails();
    expect(rows.find((row) => row.toPersonId === budi.id)).toMatchObject({
      locale: "id",
      organisationId: company.id,
      subject: "Permohonan 1/2026 diterima",
    });
    const english = rows.find((row) => row.toPersonId === ann.id);
    expect(english).toMatchObject({ locale: "en", subject: "Application 1/2026 received" });
    expect(english?.bodyText).toContain(`Dear ${ann.name}`);
  });

  it("passes over people of other companies, who left, whose account is closed, and the one who caused it", async () => {
    const [stays, left, closed, causer] = [await member(), await member(), await member(), await member()];
    const at = new Date(fixtureContext.clock.nowMs());
    await fixtureContext.db.updateTable("membership").set({ endedAt: at }).where("personId", "=", left.id).execute();
    await fixtureContext.db.updateTable("person").set({ disabledAt: at }).where("id", "=", closed.id).execute();
    const stranger = await addPerson(fixtureContext);
    await giveRole(fixtureContext, stranger.id, {
      role: "applicant-owner",
      organisationId: (await addCompany(fixtureContext)).id,
    });
    await teller()({ exceptPersonId: causer.id });
    expect((await mails()).map((row) => row.toPersonId)).toEqual([stays.id]);
  });

  it("does not write to a consultant before his letter begins, nor from the instant at which it is over", async () => {
    const consultant = await addPerson(fixtureContext);
    await giveRole(fixtureContext, consultant.id, { role: "consultant", organisationId: company.id });
    const nowMs = fixtureContext.clock.nowMs();
    const term = async (validFromMs: number, validToMs: number) => {
      const days = { validFrom: new Date(validFromMs), validTo: new Date(validToMs) };
      await fixtureContext.db.updateTable("membership").set(days).where("personId", "=", consultant.id).execute();
      await teller()();
      return (await mails()).length;
    };
    expect(await term(nowMs + 1, nowMs + 2)).toBe(0);
    expect(await term(nowMs - 2, nowMs)).toBe(0);
    expect(await term(nowMs, nowMs + 1)).toBe(1);
  });

  it("writes one mail and orders one sending for each reader, also when it is told five times at once", async () => {
    const people = [await member(), await member("en")];
    const tell = teller();
    await Promise.all(Array.from({ length: 5 }, () => tell()));
    expect(new Set((await mails()).map((row) => row.toPersonId))).toEqual(new Set(people.map(({ id }) => id)));
    expect(await mails()).toHaveLength(2);
    const orders = await fixtureContext.db
      .selectFrom("outbox")
      .select("subjectId")
      .where("kind", "=", "mail.send")
      .execute();
    expect(orders).toHaveLength(2);
  });

  it("writes one mail to a person who holds two roles in the company", async () => {
    const person = await member();
    await giveRole(fixtureContext, person.id, { role: "applicant-staff", organisationId: company.id });
    await teller()();
    expect(await mails()).toHaveLength(1);
  });

  it("keeps telling the others when the words of one language cannot be written", async () => {
    const budi = await member("id");
    await member("en");
    const texts = openTexts();
    const broken: Texts = {
      ...texts,
      text: (locale, key, params) => {
        if (locale === "en") throw new Error("no words");
        return texts.text(locale, key, params);
      },
    };
    await teller(broken)();
    expect((await mails()).map((row) => row.toPersonId)).toEqual([budi.id]);
  });

  it("cuts a subject and a text to what a mail may hold, and does not refuse what caused it", async () => {
    await member();
    await teller()({ params: { number: "9".repeat(500), code: "14045", facts: "l".repeat(30_000) } });
    const [row] = await mails();
    expect([row?.subject.length, row?.bodyText.length]).toEqual([200, 20_000]);
  });
});
