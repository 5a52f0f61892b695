import { createHash } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { type FileFacts, mayBeHandedIn, preCheck } from "../../src/licensing/requirements/index.ts";
import { readFileFacts } from "../../src/licensing/templates/wire.ts";
import { openDocumentPool, openPdfReader } from "../../src/platform/pdf/index.ts";
import { FAULT_CLASSES } from "../../testkit/packet-faults.ts";
import { checkable, makePackets, type Packet } from "../../testkit/packets.ts";
import { cases, isLongRun, runSeed } from "../../testkit/run-seed.ts";

/**
 * `SAMBUNG_PACKETS=all` tests 100 valid packets and 15 of each fault. The short tier has each fault once, a third of them on scans: the seed determines which
 * ones.
 */
const [CLEAN, OF_EACH_FAULT] = process.env["SAMBUNG_PACKETS"] === "all" ? [100, 15] : isLongRun ? [30, 5] : [3, 1];
const APPLICANTS = cases({ short: 2, long: 12 });

/** Findings that a valid file may get by mistake, because they do not block it. */
const ACCUSATIONS = new Set([
  "signature-blank",
  "e-meterai-blank",
  "template-absent",
  "page-doubled",
  "pages-out-of-order",
]);

const paper = openDocumentPool();
const reader = openPdfReader({ idleMs: 600_000 });
/** Facts are extracted once for each file, as the portal does. */
const known = new Map<string, Promise<FileFacts>>();

afterAll(async () => {
  await Promise.all([paper.close(), reader.close()]);
});

function factsOf(bytes: Uint8Array): Promise<FileFacts> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const reading = known.get(sha256) ?? readFileFacts(bytes, { reader, bytesMax: 5_242_880 });
  known.set(sha256, reading);
  return reading;
}

async function findingsOf(packet: Packet) {
  const facts = new Map<string, FileFacts>();
  for (const [slot, { bytes }] of packet.files) facts.set(slot, await factsOf(bytes));
  return preCheck(checkable(packet, facts));
}

function codesOf(findings: readonly { readonly code: string }[]): string {
  return findings.map(({ code }) => code).join(", ");
}

it("finds nine faults in ten before anything is handed in, at the right requirement, and blocks no clean packet", async () => {
  const table = new Map(FAULT_CLASSES.map((fault) => [fault, { packets: 0, found: 0, missed: [] as string[] }]));
  const blocked: string[] = [];
  const accused: string[] = [];
  let clean = 0;
  const wanted = { seed: runSeed, applicants: APPLICANTS, clean: CLEAN, ofEachFault: OF_EACH_FAULT };
  for await (const packet of makePackets({ paper, reader }, wanted)) {
    const findings = await findingsOf(packet);
    const { fault, planted } = packet;
    if (fault === null || planted === null) {
      clean += 1;
      accused.push(
        ...findings.filter(({ code }) => ACCUSATIONS.has(code)).map(({ code }) => `${packet.name}: ${code}`),
      );
      if (!mayBeHandedIn(findings)) {
        blocked.push(`${packet.name}: ${codesOf(findings.filter(({ level }) => level === "blocks"))}`);
      }
      continue;
    }
    const row = table.get(fault);
    if (row === undefined) throw new Error(fault);
    row.packets += 1;
    const isFound = findings.some(
      ({ code, requirement, level }) =>
        level !== "not-checked" && requirement === planted.requirement && planted.codes.includes(code),
    );
    if (isFound) row.found += 1;
    else row.missed.push(`${packet.name} (${planted.requirement}): ${codesOf(findings)}`);
  }
  const rows = [...table].map(([fault, { packets, found }]) => ({ fault, packets, found }));
  const all = rows.reduce((sum, { packets }) => sum + packets, 0);
  const found = rows.reduce((sum, row) => sum + row.found, 0);
  console.table([
    ...rows,
    { fault: "all", packets: all, found },
    { fault: "clean, not blocked", packets: clean, found: clean - blocked.length },
  ]);
  const missed = [...table.values()].flatMap((row) => row.missed);
  expect(blocked).toEqual([]);
  expect(accused).toEqual([]);
  expect(clean).toBe(CLEAN);
  expect(all).toBe(OF_EACH_FAULT * FAULT_CLASSES.length);
  expect(found / all, missed.join("\n")).toBeGreaterThanOrEqual(0.9);
  for (const row of rows) expect(row.found, `${row.fault}\n${missed.join("\n")}`).toBeGreaterThan(0);
}, 1_500_000);
