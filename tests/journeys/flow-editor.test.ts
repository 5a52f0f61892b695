import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { SAMPLE_RATE_HZ, wavHeader } from "../../src/protocols/audio/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { addTestCode } from "../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { rulesText } from "../../testkit/queue-fixture.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG = "Layanan Pelanggan Perusahaan Penyelenggara Jaringan Tetap Lokal Berbasis Paket";
const QUEUE = "Petugas layanan pelanggan";
const WAYS = variantsOf([
  { locale: "id", width: 1280, theme: "light" },
  { locale: "en", width: 360, theme: "dark" },
] as const);

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs } = openVisitors(() => ({ browser, url: portal.url }));

async function addQueue({ tenantId }: CallCentre): Promise<void> {
  const { db, ids, clock } = portal.kit;
  const queue = { id: ids.next(), tenantId, name: QUEUE, rules: rulesText(), createdAt: new Date(clock.nowMs()) };
  await inTenant(db, tenantId, (trx) => trx.insertInto("queue").values(queue).execute());
}

/** A second of a tone in the format of a recorder. */
function recording(): Buffer {
  const samples = Int16Array.from({ length: SAMPLE_RATE_HZ }, (_, at) => 8_000 * Math.sin(at / 3));
  return Buffer.concat([wavHeader({ channels: 1, frames: samples.length }), new Uint8Array(samples.buffer)]);
}

/** The texts of the editor, and a supervisor's actions in it. */
function editor(visit: Visit) {
  const { page, t } = visit;
  const word = (key: string, values?: Record<string, string>) => t(`web.flows.${key}`, values);
  const kind = (name: string) => t(`flows.kinds.${name}`);
  const isPhone = (page.viewportSize()?.width ?? 0) < 1000;
  const row = (name: string): Locator => page.locator("[data-row]").filter({ hasText: name });
  const form = (): Locator => page.getByRole(isPhone ? "dialog" : "region", { name: word("form.label") });
  const done = async () => {
    if (isPhone)
      await form()
        .getByRole("button", { name: word("form.done") })
        .click();
  };
  const add = (way: string) => page.getByRole("button", { name: word("tree.addAt", { way }) });
  return {
    word,
    kind,
    row,
    form,
    done,
    isPhone,
    /** Adds a step of a kind at a branch, and leaves its form open. */
    addStep: async (way: string, name: string) => {
      await add(way).press("Enter");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: new RegExp(`^${kind(name)}`) })
        .click();
      await form()
        .getByRole("heading", { name: kind(name) })
        .waitFor();
    },
    /** Connects a branch to an existing step. */
    goOnAt: async (way: string, step: string) => {
      await add(way).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(word("add.existing")).selectOption({ label: step });
      await dialog.getByRole("button", { name: word("add.goOn") }).press("Enter");
      await dialog.waitFor({ state: "detached" });
    },
    open: async (name: string) => {
      await row(name).press("Enter");
      await form().waitFor();
    },
    saved: () => page.locator("[data-save=saved]").waitFor(),
    part: (name: string) =>
      page
        .getByRole("navigation", { name: word("parts.label") })
        .getByRole("link", { name: word(`parts.${name}`), exact: true })
        .click(),
    publish: () => page.getByRole("button", { name: new RegExp(`^${word("tools.publish")}`) }),
  };
}

type Editor = ReturnType<typeof editor>;

async function beginEmpty(visit: Visit, { word }: Editor): Promise<void> {
  const { page } = visit;
  await visit.open("/layanan/alur");
  await page.getByText(word("list.emptyTitle")).waitFor();
  await visit.look("flows-empty");
  await page.getByRole("button", { name: word("list.add") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: word("create.yes") }).press("Enter");
  await dialog.getByRole("alert").waitFor();
  await visit.look("flow-new-refused");
  await dialog.getByLabel(word("create.name")).fill(LONG);
  await dialog.getByRole("radio", { name: word("create.examples.empty.name") }).check();
  await dialog.getByRole("button", { name: word("create.yes") }).press("Enter");
  await page.getByText(word("tree.emptyTitle")).waitFor();
  await visit.look("flow-empty");
}

/** Hours, a menu, a queue and voicemail, from an empty flow. */
async function arrange(visit: Visit, acts: Editor): Promise<void> {
  const { page } = visit;
  const { word, kind, addStep, goOnAt, form, done } = acts;
  await page.getByRole("button", { name: word("tree.first") }).press("Enter");
  await visit.look("flow-add-step");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(`^${kind("hours")}`) })
    .press("Enter");
  await form().getByText(word("hours.week")).waitFor();
  await visit.look("flow-hours");
  await done();
  await addStep(word("ways.open"), "menu");
  await form().getByLabel(word("form.choiceLabel")).fill("Tagihan");
  await visit.look("flow-menu");
  await done();
  await addStep("1 Tagihan", "queue");
  expect(await form().getByLabel(word("form.queue"), { exact: true }).locator("option:checked").textContent()).toBe(
    QUEUE,
  );
  await visit.look("flow-queue");
  await done();
  await goOnAt(word("ways.otherwise"), kind("queue"));
  await addStep(word("ways.served"), "hang-up");
  await done();
  await addStep(word("ways.closed"), "voicemail");
  await done();
  for (const way of ["dayOff", "full", "waitOver", "nobodyThere"]) await goOnAt(word(`ways.${way}`), kind("voicemail"));
  for (const way of ["kept", "noMessage"]) await goOnAt(word(`ways.${way}`), kind("hang-up"));
  await acts.saved();
  await visit.look("flow-arranged");
}

/** The menu has no prompt yet: the finding leads to it, and it is corrected there. */
async function mend(visit: Visit, acts: Editor): Promise<void> {
  const { page } = visit;
  const { word, kind, form, done, publish } = acts;
  await publish().press("Enter");
  const dialog = page.getByRole("dialog");
  const what = visit.t("flows.findings.phrase-empty.what", { step: kind("menu") });
  await dialog.getByText(what).waitFor();
  await visit.look("flow-findings");
  await dialog.getByRole("button", { name: word("findings.showStepOf", { what }) }).press("Enter");
  await form().getByText(what).waitFor();
  await form()
    .getByRole("button", { name: word("form.addPrompt") })
    .press("Enter");
  await form().getByLabel(word("form.prompt")).first().selectOption("menu-example");
  await form().getByText(what).waitFor({ state: "detached" });
  const sound = `/api/service/prompts/menu-example/${visit.locale}/audio`;
  const hear = word("sound.hearOf", { what: `menu-example (${visit.t(`flows.languages.${visit.locale}`)})` });
  const [heard] = await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith(sound)),
    form().getByRole("button", { name: hear }).press("Enter"),
  ]);
  expect([200, 206]).toContain(heard.status());
  await visit.look("flow-mended");
  await done();
  await acts.saved();
}

/** A step deleted by a key is restored by a key; a move by keyboard is undone. */
async function takeBack(visit: Visit, { row, kind, word, isPhone }: Editor): Promise<void> {
  const { page } = visit;
  await row(kind("voicemail")).press("Delete");
  await page.getByText(word("tree.removed", { step: kind("voicemail") })).waitFor();
  await visit.look("flow-deleted");
  await page.keyboard.press("Control+z");
  await row(kind("voicemail")).waitFor();
  if (isPhone) return;
  const order = () => page.locator("[data-row]").allTextContents();
  const before = await order();
  const closed = page.locator(".flow-way", { hasText: word("ways.closed") });
  await row(kind("menu")).dragTo(closed);
  await expect.poll(order).not.toEqual(before);
  await visit.look("flow-moved");
  await page.getByRole("button", { name: word("tools.undo") }).press("Enter");
  await expect.poll(order).toEqual(before);
}

/** Sunday night: closed, and the caller leaves a message. */
async function trySunday(visit: Visit, { word, part, kind }: Editor): Promise<void> {
  const { page, t } = visit;
  await part("coba");
  await page.getByLabel(word("simulate.date"), { exact: true }).fill("2026-11-29");
  await page.getByLabel(word("simulate.time"), { exact: true }).fill("21:00");
  await page.getByText(t("flows.path.hours-closed"), { exact: true }).waitFor();
  await page.getByText(t("flows.path.entered", { step: kind("voicemail") }), { exact: true }).waitFor();
  await page.getByText(t("flows.path.message-kept"), { exact: true }).waitFor();
  await visit.look("flow-sunday");
  await page.getByLabel(word("simulate.time"), { exact: true }).fill("10:00");
  await page.getByLabel(word("simulate.date"), { exact: true }).fill("2026-11-30");
  await page.getByLabel(word("simulate.keys")).fill("1");
  await page.getByText(t("flows.path.queued", { queue: QUEUE }), { exact: true }).waitFor();
  await visit.look("flow-monday");
  await part("langkah");
}

async function publishNow(visit: Visit, acts: Editor, number: string): Promise<void> {
  const { page } = visit;
  await acts.publish().press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(acts.word("publish.note")).fill(`Versi ${number}`);
  await visit.look(`flow-publish-${number}`);
  await dialog.getByRole("button", { name: acts.word("publish.yes") }).press("Enter");
  await page.getByText(acts.word("publish.done", { number })).waitFor();
}

/** The draft is compared with the live version; the first version is restored, and the draft follows. */
async function changeAndBringBack(visit: Visit, acts: Editor): Promise<void> {
  const { page, t } = visit;
  const { word, kind, form, open, done } = acts;
  await open(kind("queue"));
  const wait = () => form().getByLabel(word("form.waitSecondsMax"));
  await wait().fill("5");
  await form()
    .getByText(word("form.numberFault", { least: "10", most: "7200" }))
    .waitFor();
  await visit.look("flow-wrong-number");
  await wait().fill("300");
  await done();
  await acts.saved();
  await page.getByRole("button", { name: word("tools.compare") }).press("Enter");
  const field = t("flows.fields.waitSecondsMax");
  const told = t("flows.changes.changed", { step: kind("queue"), field, from: "600", to: "300" });
  await page.getByRole("dialog").getByText(told).waitFor();
  await visit.look("flow-compared");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: word("parts.close") })
    .press("Enter");
  await publishNow(visit, acts, "2");
  await acts.part("riwayat");
  await page.getByRole("button", { name: word("versions.changesOf", { number: "2" }) }).press("Enter");
  await page.getByText(told).waitFor();
  await visit.look("flow-history");
  await page.getByRole("button", { name: word("versions.restoreOf", { number: "1" }) }).press("Enter");
  await visit.look("flow-restore");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: word("versions.restoreYes") })
    .press("Enter");
  await page.getByText(word("versions.liveVersion", { number: "3" })).waitFor();
  await page.getByText(word("versions.broughtBack", { number: "1" })).waitFor();
  await visit.look("flow-brought-back");
  await acts.part("langkah");
  await open(kind("queue"));
  expect(await wait().inputValue()).toBe("600");
  await done();
}

async function lookAround(visit: Visit, { word, part }: Editor): Promise<void> {
  const { page } = visit;
  await part("nomor");
  await visit.look("flow-numbers");
  await visit.open("/layanan/alur");
  await page.getByRole("link", { name: LONG, exact: true }).waitFor();
  await visit.look("flows-one");
  await visit.open("/layanan/rekaman-suara");
  await page.getByRole("heading", { name: "welcome" }).waitFor();
  await visit.look("prompts");
  await page.getByRole("button", { name: word("prompts.add") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(word("prompts.name")).fill("Salam Lebaran");
  await dialog.getByLabel(word("prompts.words")).fill("Selamat Idulfitri.");
  const file = { name: "lagu.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("ID3 bukan rekaman WAV") };
  await dialog.getByLabel(word("prompts.file")).setInputFiles(file);
  await dialog.getByRole("button", { name: word("prompts.send") }).press("Enter");
  await dialog.getByText(visit.t("errors.not-wav")).first().waitFor();
  await visit.look("prompt-refused");
  const own = { name: "lebaran.wav", mimeType: "audio/wav", buffer: recording() };
  await dialog.getByLabel(word("prompts.file")).setInputFiles(own);
  await dialog.getByRole("button", { name: word("prompts.send") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByLabel(word("prompts.search")).fill("idulfitri");
  await page.getByRole("heading", { name: "salam-lebaran" }).waitFor();
  await page.getByText(word("prompts.own"), { exact: true }).waitFor();
  expect(await page.getByRole("heading", { level: 2 }).count()).toBe(1);
  await visit.look("prompt-own");
  await writeInsteadOfSpeaking(visit, word);
}

async function writeInsteadOfSpeaking({ page, look }: Visit, word: Editor["word"]): Promise<void> {
  await page.getByRole("button", { name: word("prompts.add") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(word("prompts.name")).fill("Hari raya");
  await dialog.getByLabel(word("prompts.words")).fill("Kantor kami tutup pada hari raya.");
  await dialog.getByLabel(word("prompts.source")).selectOption("speech");
  const heard = page.waitForResponse((response) => response.url().endsWith("/api/service/speech"));
  await dialog.getByRole("button", { name: word("prompts.hearWords") }).press("Enter");
  expect((await heard).status()).toBe(200);
  await look("prompt-spoken");
  await dialog.getByRole("button", { name: word("prompts.keep") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByLabel(word("prompts.search")).fill("tutup pada hari");
  await page.getByRole("heading", { name: "hari-raya" }).waitFor();
}

describe.each(WAYS)("making a flow, in $locale at $width px", (way) => {
  it("goes from nothing by hours, menu, queue and voicemail to a live version, and back to an earlier one", async () => {
    const centre = await openCallCentre(portal);
    await addQueue(centre);
    const visit = await comesAs(centre.operator, way);
    const acts = editor(visit);
    await beginEmpty(visit, acts);
    await arrange(visit, acts);
    await mend(visit, acts);
    await takeBack(visit, acts);
    await trySunday(visit, acts);
    await publishNow(visit, acts, "1");
    await changeAndBringBack(visit, acts);
    await lookAround(visit, acts);
    expect(visit.faults).toEqual([]);
    await visit.close();
  });
});

describe("two tabs at one flow", () => {
  it("keep what could not be saved, and let whoever saves second choose, with the other one undo away", async () => {
    const { operator } = await openCallCentre(portal);
    const visit = await comesAs(operator, { locale: "id", width: 1280 });
    const { page, context } = visit;
    const { word, row, open, form, saved } = editor(visit);
    await visit.open("/layanan/alur");
    await page.getByRole("button", { name: word("list.add") }).press("Enter");
    await page.getByRole("dialog").getByLabel(word("create.name")).fill("Bersama");
    await page
      .getByRole("dialog")
      .getByRole("radio", { name: word("create.examples.simple.name") })
      .check();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: word("create.yes") })
      .press("Enter");
    await open("Salam");
    await context.setOffline(true);
    await form().getByLabel(word("form.name"), { exact: true }).fill("Halo pagi");
    await page.locator("[data-save=failed]").waitFor();
    await context.setOffline(false);
    await saved();
    const second = await context.newPage();
    await second.goto(page.url());
    await second.locator("[data-row]").filter({ hasText: "Halo pagi" }).press("Enter");
    await second.getByLabel(word("form.name"), { exact: true }).fill("Halo siang");
    await second.locator("[data-save=saved]").waitFor();
    await open("Penutup");
    await form().getByLabel(word("form.name"), { exact: true }).fill("Undur diri");
    await page.getByText(word("save.staleTitle")).waitFor();
    await visit.look("flow-stale");
    await page.getByRole("button", { name: word("save.takeTheirs") }).press("Enter");
    await row("Halo siang").waitFor();
    expect(await row("Undur diri").count()).toBe(0);
    await page.getByRole("button", { name: word("tools.undo") }).press("Enter");
    await row("Undur diri").waitFor();
    await row("Halo pagi").waitFor();
    await saved();
    await second.reload();
    await second.locator("[data-row]").filter({ hasText: "Undur diri" }).waitFor();
    // Browser messages about a lost connection are no fault of the screen.
    expect(visit.faults.filter((fault) => !fault.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
    await visit.close();
  });
});

it("moves a number that another flow answers only after asking", async () => {
  const { operator, tenantId } = await openCallCentre(portal);
  const code = "1500886";
  await addTestCode(portal.kit.db, { code, tenantId, at: new Date(portal.kit.clock.nowMs()) });
  const begun = async (name: string) =>
    (await operator.client.post<{ id: string }>("/api/service/flows", { name, example: "empty" })).body.id;
  const [first, second] = [await begun("Lama"), await begun("Baru")];
  await operator.client.put(`/api/service/flows/${first}/numbers/${code}`, { from: null });
  const visit = await comesAs(operator, { locale: "id", width: 1280 });
  const { page } = visit;
  const { word } = editor(visit);
  await visit.open(`/layanan/alur/${second}?bagian=nomor`);
  const move = page.getByRole("button", { name: word("numbers.moveHereOf", { code }) });
  await move.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(word("numbers.moveHereText", { code, flow: "Lama" })).waitFor();
  await visit.look("flow-move-number");
  await dialog.getByRole("button", { name: visit.t("web.parts.cancel") }).press("Enter");
  await page.getByText(word("numbers.elsewhere", { flow: "Lama" })).waitFor();
  await move.press("Enter");
  await dialog.getByRole("button", { name: word("numbers.moveHere"), exact: true }).press("Enter");
  await page.getByText(word("numbers.here"), { exact: true }).waitFor();
  expect(visit.faults).toEqual([]);
  await visit.close();
});
