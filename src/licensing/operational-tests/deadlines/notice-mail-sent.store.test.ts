import { once } from "node:events";
import ICAL from "ical.js";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  addTestOfficers,
  doneOnTest,
  requestedTest,
  scheduledTest,
  type TestOfficers,
  type TestView,
} from "../../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";

const ARRIVED_MS_MAX = 30_000;

/** A received mail, parsed. */
interface Arrived {
  readonly to: string;
  readonly mail: Email;
}

let server: SMTPServer;
let portal: TestPortal;
let desk: TestOfficers;
const arrived: Arrived[] = [];

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        PostalMime.parse(Buffer.concat(chunks)).then(
          (mail) => {
            arrived.push({ to, mail });
            done();
          },
          (error: Error) => done(error),
        );
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const virtualContext = createVirtualContext({ seed: "notices that are mailed" });
  portal = await openTestPortal({
    runtimeContext: virtualContext,
    env: { SAMBUNG_SMTP_URL: `smtp://127.0.0.1:${port}` },
  });
  desk = await addTestOfficers(portal);
});
afterAll(async () => {
  await portal?.close();
  server?.close();
});

const calendarIn = ({ attachments }: Email) => attachments.find(({ mimeType }) => mimeType === "text/calendar");

/** The mails with a calendar file to a recipient, once `count` have arrived. */
async function invitationsTo(to: string, count: number): Promise<readonly Arrived[]> {
  const found = () => arrived.filter((one) => one.to === to && calendarIn(one.mail) !== undefined);
  await expect.poll(() => found().length, { timeout: ARRIVED_MS_MAX }).toBe(count);
  return found();
}

/** The single event of the single calendar file in a mail, parsed by an independent library (ical.js). */
function eventIn({ mail }: Arrived) {
  const file = calendarIn(mail);
  const text = typeof file?.content === "string" ? file.content : new TextDecoder().decode(file?.content);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents("vevent");
  const event = new ICAL.Event(events[0] ?? new ICAL.Component("vevent"));
  return {
    name: file?.filename,
    type: file?.mimeType,
    events: events.length,
    method: calendar.getFirstPropertyValue("method"),
    status: event.component.getFirstPropertyValue("status"),
    uid: event.uid,
    sequence: event.sequence,
    start: event.startDate.toJSDate().toISOString(),
    hours: event.duration.toSeconds() / 3_600,
    location: event.location,
    description: event.description,
  };
}

it("brings date, place, team and calendar entry to everybody of the company by a real mail server, each once, and moves the entry", async () => {
  const company = await portal.company();
  const colleague = await portal.colleague(company, "applicant-staff");
  const { id, number } = await requestedTest(portal, company);
  await scheduledTest(desk, id);
  const [first] = await invitationsTo(company.owner.email, 1);
  const [other] = await invitationsTo(colleague.email, 1);
  if (first === undefined || other === undefined) throw new Error("both were told");
  for (const said of ["3 Desember 2026", "09.00", "Margonda", desk.lead.name, "Nomor uji, akses ke PBX"])
    expect(first.mail.text).toContain(said);
  const entry = eventIn(first);
  expect(entry).toMatchObject({
    name: `${number}.ics`,
    type: "text/calendar",
    events: 1,
    method: "PUBLISH",
    status: "CONFIRMED",
    uid: `${id}@sambung`,
    sequence: 1,
    start: "2026-12-03T02:00:00.000Z",
    hours: 7,
    location: "Jalan Margonda Raya 100, Depok",
  });
  expect(eventIn(other)).toEqual(entry);
  await expect
    .poll(async () => (await company.owner.client.get<TestView>(`/api/tests/${id}`)).body.notices[0]?.delivered)
    .toBe(2);

  const reason = "Tim berhalangan; hujan, banjir\ndi jalan";
  await doneOnTest(desk.coordinator, id, { command: "move", date: "2026-12-10", reason });
  const moved = (await invitationsTo(company.owner.email, 2)).map(eventIn).find(({ sequence }) => sequence === 2);
  expect(moved).toMatchObject({ uid: entry.uid, start: "2026-12-10T02:00:00.000Z", status: "CONFIRMED" });
  expect(moved?.description).toContain(reason);

  await doneOnTest(company.owner, id, { command: "withdraw", reason: "Belum siap." });
  const last = (await invitationsTo(company.owner.email, 3)).map(eventIn).find(({ sequence }) => sequence === 3);
  expect(last).toMatchObject({ uid: entry.uid, method: "CANCEL", status: "CANCELLED" });
});
