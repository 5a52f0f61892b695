import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import {
  addTestOfficers,
  commandTest,
  doneOnTest,
  requestedTest,
  scheduledTest,
  type TestOfficers,
  type TestView,
  unwrittenMails,
} from "../../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { silentTestDependencies } from "../../../../testkit/silent-test-dependencies.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { companyTeller } from "../../../identity/wire.ts";
import { noticeMailer } from "./notice-mail.effects.ts";

let portal: TestPortal;
let desk: TestOfficers;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: createVirtualContext({ seed: "notices of tests" }), works: false });
  desk = await addTestOfficers(portal);
});
afterAll(() => portal.close());

/** Runs the outbox effect of every notice twice, as a worker may after a crash. */
async function mailNotices(): Promise<void> {
  const mail = noticeMailer({ ...silentTestDependencies(portal.kit), tellCompany: companyTeller(portal.kit) });
  const waiting = await portal.kit.db.selectFrom("testNotice").select("id").orderBy("sentAt").execute();
  for (const { id } of [...waiting, ...waiting]) await mail({ noticeId: id }, { attempts: 0 } as never);
}

/** The unfolded lines of a calendar file (RFC 5545 §3.1). */
const linesOf = (text: string) => text.replaceAll(/\r\n[ \t]/g, "").split("\r\n");
const lineOf = (text: string, name: string) =>
  linesOf(text)
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.replace(/^[^:]*:/, "");

const viewOf = async ({ owner }: GuestCompany, id: string) =>
  (await owner.client.get<TestView>(`/api/tests/${id}`)).body;
const calendarOf = async ({ owner }: GuestCompany, id: string) =>
  (await owner.client.get(`/api/tests/${id}/invitation.ics`)).text;

describe("the notice of a test", () => {
  it("is mailed once to everybody of the company with a calendar file; delivery and reading are recorded", async () => {
    const company = await portal.company();
    const colleague = await portal.colleague(company, "applicant-staff");
    const { id } = await requestedTest(portal, company);
    expect((await company.owner.client.get(`/api/tests/${id}/invitation.ics`)).status).toBe(404);
    await scheduledTest(desk, id);
    await mailNotices();
    const mails = await portal.kit.db
      .selectFrom("mailMessage as m")
      .innerJoin("storedFile as f", "f.id", "m.attachmentFileId")
      .select(["m.id", "m.toPersonId", "m.bodyText", "f.mediaType", "f.sha256"])
      .where("m.dedupeKey", "like", "test-notice %")
      .execute();
    expect(mails.map(({ toPersonId }) => toPersonId ?? "").toSorted()).toEqual(
      [company.owner.id, colleague.id].toSorted(),
    );
    for (const { bodyText } of mails)
      for (const said of ["3 Desember 2026", "09.00", "Margonda", "akses ke PBX"]) expect(bodyText).toContain(said);
    const [first] = mails;
    const file = new TextDecoder().decode(await portal.kit.files.read(first?.sha256 ?? ""));
    expect([first?.mediaType, lineOf(file, "DTSTART"), lineOf(file, "STATUS")]).toEqual([
      "text/calendar",
      "20261203T020000Z",
      "CONFIRMED",
    ]);
    await portal.kit.db
      .updateTable("mailMessage")
      .set({ state: "sent" })
      .where("id", "=", first?.id ?? "")
      .execute();
    const [notice] = (await viewOf(company, id)).notices;
    expect([notice?.mails, notice?.delivered, notice?.readings]).toEqual([2, 1, []]);
    const read = `/api/tests/${id}/notices/${notice?.id ?? ""}/read`;
    expect([(await company.owner.client.post(read)).status, (await company.owner.client.post(read)).status]).toEqual([
      204, 204,
    ]);
    expect((await desk.lead.client.post(read)).status).toBe(404);
    const seen = (await viewOf(company, id)).notices[0]?.readings.map(({ name }) => name);
    expect(seen).toEqual([company.owner.name]);
  });

  it("moves the entry of a calendar program instead of adding one, and takes it away with the request", async () => {
    const company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate: "2026-12-07" });
    await scheduledTest(desk, id);
    const before = await calendarOf(company, id);
    const move = { command: "move", date: "2026-12-10", reason: "Tim berhalangan; hujan, banjir" };
    expect((await commandTest(desk.coordinator.client, id, move)).body.state).toBe("scheduled");
    const moved = await calendarOf(company, id);
    expect([lineOf(before, "UID"), lineOf(before, "SEQUENCE"), lineOf(before, "DTSTART")]).toEqual([
      `${id}@sambung`,
      "1",
      "20261207T020000Z",
    ]);
    expect([lineOf(moved, "UID"), lineOf(moved, "SEQUENCE"), lineOf(moved, "DTSTART")]).toEqual([
      `${id}@sambung`,
      "2",
      "20261210T020000Z",
    ]);
    expect(lineOf(moved, "DESCRIPTION")).toContain(String.raw`Tim berhalangan\; hujan\, banjir`);
    await doneOnTest(company.owner, id, { command: "withdraw", reason: "Belum siap." });
    const gone = await calendarOf(company, id);
    expect([lineOf(gone, "METHOD"), lineOf(gone, "STATUS"), lineOf(gone, "SEQUENCE")]).toEqual([
      "CANCEL",
      "CANCELLED",
      "3",
    ]);
    await mailNotices();
    expect(await unwrittenMails(portal)).toEqual([]);
  });
});

describe("every message of a test", () => {
  const always = ["name", "number", "licence", "company", "method", "date", "link", "items", "due", "code", "minutes"];
  const optional = ["time", "place", "team", "prepare", "reason"];
  const paramsOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `<${name}>`]));

  it.each(["id", "en"] as const)(
    "has no placeholder and no label without a value, whatever is missing (%s)",
    (locale) => {
      const { texts } = portal.kit;
      const groups = ["mail.test", "mail.test-desk"] as const;
      const keys = groups.flatMap((group) =>
        Object.entries(
          texts.branch(locale, group) as Readonly<Record<string, Readonly<Record<string, string>>>>,
        ).flatMap(([message, fields]) => Object.keys(fields).map((field) => `${group}.${message}.${field}`)),
      );
      expect(keys.length).toBeGreaterThan(80);
      for (const key of keys) {
        const bare = texts.text(locale, key, paramsOf(always));
        expect([key, bare]).toEqual([key, expect.not.stringMatching(/[{}[\]–]|: *$|\n{3}/m)]);
        const full = texts.text(locale, key, paramsOf([...always, ...optional]));
        expect([key, full]).toEqual([key, expect.not.stringMatching(/[{}[\]–]/)]);
        if (bare !== full) for (const [name] of full.matchAll(/<\w+>/g)) expect(full).toContain(name);
      }
    },
  );

  it.each(["id", "en"] as const)("speaks of the last day of a self test, not of a schedule (%s)", (locale) => {
    const messages = portal.kit.texts.branch(locale, "mail.test") as Readonly<
      Record<string, { readonly body: string }>
    >;
    const own = Object.entries(messages).filter(([message]) => message.endsWith("-self"));
    expect(own.map(([message]) => message).toSorted()).toEqual([
      "confirmed-self",
      "near-self",
      "notice-moved-self",
      "notice-scheduled-self",
    ]);
    for (const [, text] of own) expect(JSON.stringify(text)).not.toMatch(/jadwal|dipindahkan|schedule|moved/i);
  });
});
