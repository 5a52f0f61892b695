import { setTimeout as delay } from "node:timers/promises";
import { strToU8, zipSync } from "fflate";
import { freePort } from "../testkit/free-port.ts";
import { openRawSip, type RawSip, rawOptions } from "../testkit/raw-sip.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";

const SECONDS = 60;
const PACKETS_PER_SECOND = 60;
const ASK_MS = 100;
const SHEETS_AT_ONCE = 4;
const SPREADSHEET_SECONDS = 20;
const PAGE_PAUSE_MS = 20;
const ANSWER_MS_MAX = 10_000;
const HUNG_MS_MAX = 30_000;

/** Cost of hostile packets, hostile spreadsheets and a hung switch for other users. */
export const hostile: Benchmark = {
  runs: 1,
  measure: async (report) => {
    const sipPort = await freePort();
    const system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort) });
    try {
      const figures = {
        ...(await packets(sipPort)),
        ...(await sheets(system)),
        ...(await hungSwitch(system, sipPort)),
      };
      report(JSON.stringify(figures));
      return [figures];
    } finally {
      await system.close();
    }
  },
};

/** 16 kB with a folded header of blanks, which took a second each before unfolding was linear. */
const hostilePacket = (sender: RawSip, id: string): string =>
  rawOptions(sender, id).replace("Max-Forwards: 70", `Max-Forwards: 70\r\nSubject: a\r\n b${" ".repeat(15_800)}c`);

async function packets(port: number): Promise<Figures> {
  const [asker, attacker] = await Promise.all([openRawSip("127.0.0.5"), openRawSip("127.0.0.6")]);
  let sent = 0;
  const attacking = setInterval(() => {
    sent += 1;
    attacker.send(hostilePacket(attacker, `hostile${sent}`), port);
  }, 1_000 / PACKETS_PER_SECOND);
  const tookMs: number[] = [];
  let unanswered = 0;
  try {
    for (let nth = 0; nth < (SECONDS * 1_000) / ASK_MS; nth += 1) {
      const askedMs = performance.now();
      asker.send(rawOptions(asker, `asks${nth}`), port);
      const answer = await asker.until(({ text }) => text.includes(`asks${nth}\r\n`), ANSWER_MS_MAX).catch(() => null);
      if (answer === null) unanswered += 1;
      else tookMs.push(answer.atMs - askedMs);
      await delay(Math.max(0, ASK_MS - (performance.now() - askedMs)));
    }
  } finally {
    clearInterval(attacking);
    asker.close();
    attacker.close();
  }
  return {
    hostile_packets: sent,
    options_p50_ms: percentile(tookMs, 0.5),
    options_p99_ms: percentile(tookMs, 0.99),
    options_unanswered: unanswered,
  };
}

/** A spreadsheet of 1.4 kB with the cell ZZ99999. */
function hostileSpreadsheet(): Uint8Array {
  const office = "http://schemas.openxmlformats.org";
  const sheets = `<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>`;
  const row = '<row r="99999"><c r="ZZ99999" t="inlineStr"><is><t>x</t></is></c></row>';
  return zipSync({
    "[Content_Types].xml": strToU8(`<Types xmlns="${office}/package/2006/content-types"/>`),
    "_rels/.rels": strToU8(`<Relationships xmlns="${office}/package/2006/relationships"/>`),
    "xl/workbook.xml": strToU8(
      `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships">${sheets}</workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${row}</sheetData></worksheet>`,
    ),
  });
}

async function sheets(system: TestSystem): Promise<Figures> {
  const { client } = await system.officer("operator-administrator");
  const quiet = await pageTimes(client, 5);
  const file = { name: "orang.xlsx", bytes: hostileSpreadsheet() };
  const endsMs = performance.now() + SPREADSHEET_SECONDS * 1_000;
  let [readSheets, refusedSheets] = [0, 0];
  const upload = async (): Promise<void> => {
    while (performance.now() < endsMs) {
      const { status } = await client.upload("/api/service/people-sheet/preview", file);
      if (status === 200) readSheets += 1;
      else refusedSheets += 1;
    }
  };
  const uploading = Promise.all(Array.from({ length: SHEETS_AT_ONCE }, upload));
  const attacked = await pageTimes(client, SPREADSHEET_SECONDS);
  await uploading;
  return {
    sheets_read: readSheets,
    sheets_refused_by_rate: refusedSheets,
    portal_quiet_p99_ms: percentile(quiet, 0.99),
    portal_p50_ms: percentile(attacked, 0.5),
    portal_p99_ms: percentile(attacked, 0.99),
  };
}

type Client = Awaited<ReturnType<TestSystem["officer"]>>["client"];

async function pageTimes(client: Client, seconds: number): Promise<readonly number[]> {
  const tookMs: number[] = [];
  const endsMs = performance.now() + seconds * 1_000;
  while (performance.now() < endsMs) {
    const askedMs = performance.now();
    const { status } = await client.get("/api/service/trunks");
    if (status !== 200) throw new Error(`the portal answered ${status}`);
    tookMs.push(performance.now() - askedMs);
    await delay(PAGE_PAUSE_MS);
  }
  return tookMs;
}

async function hungSwitch(system: TestSystem, port: number): Promise<Figures> {
  const asker = await openRawSip("127.0.0.7");
  process.kill(await system.pidOf("switch"), "SIGSTOP");
  const hungMs = performance.now();
  let nth = 0;
  const asking = setInterval(() => {
    nth += 1;
    asker.send(rawOptions(asker, `hung${nth}`), port);
  }, ASK_MS);
  try {
    const answer = await asker.until(({ status }) => status === 200, HUNG_MS_MAX);
    return { hung_switch_back_ms: answer.atMs - hungMs };
  } finally {
    clearInterval(asking);
    asker.close();
  }
}
