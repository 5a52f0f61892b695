import { createPublicKey, verify } from "node:crypto";
import type { z } from "zod";
import { canonicalJson, type Json, ok, type Result, refuse } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { insertAnswer, listAnswers } from "./answers.store.ts";
import { outcomeOf, standingOf } from "./answers.ts";
import { digestOf } from "./digest.effects.ts";
import type { EvidenceDocument, evidenceWire } from "./items.shared.ts";
import { type EvidenceRefusal, judgeEvidence } from "./judge-evidence.ts";
import { rememberTest } from "./remember-test.effects.ts";
import { interestsIn, teamOf } from "./team.store.ts";
import { findTest, type TestRow, updateTest } from "./test.store.ts";
import type { TestDoors } from "./test-doors.effects.ts";
import { interestOf, maySeeTest } from "./test-facts.effects.ts";
import { testPerson } from "./test-person.ts";

/** DER of an Ed25519 public key without its 32 bytes (RFC 8410 §4). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

/** Why evidence is not taken in. */
export type TakeEvidenceRefusal =
  | EvidenceRefusal
  | "no-such-test"
  | "not-your-case"
  | "interest-undeclared"
  | "evidence-signature-wrong"
  | "evidence-instrument-unknown"
  | "evidence-known";

/** Whether a document was signed by the key it names, over its canonical form (RFC 8785) without the signature. */
export function isSignedByItsKey({ signature, ...said }: EvidenceDocument): boolean {
  const raw = Buffer.from(signature.publicKey, "base64");
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: "der", type: "spki" });
  return verify(null, Buffer.from(canonicalJson(said as Json)), key, Buffer.from(signature.value, "base64"));
}

/** Takes in signed evidence: one answer for each parameter, in the name of whoever brought it. */
export async function takeEvidence(
  doors: TestDoors,
  asked: {
    readonly id: string;
    readonly caller: Caller;
    readonly requestId: string;
    readonly document: EvidenceDocument;
  },
): Promise<Result<z.infer<typeof evidenceWire>, TakeEvidenceRefusal>> {
  const { kit } = doors;
  const { document, caller } = asked;
  const at = new Date(kit.clock.nowMs());
  const done = await kit.db.transaction().execute(async (trx) => {
    const row = await findTest(trx, asked.id, "change");
    const teamIds = row === undefined ? [] : (await teamOf(trx, row.id)).map(({ personId }) => personId);
    if (row === undefined || !maySeeTest(caller, row, teamIds)) return refuse("no-such-test" as const);
    if (!testPerson(caller).mayTest || !teamIds.includes(caller.personId)) return refuse("not-your-case" as const);
    const interest = interestOf(await interestsIn(trx, row.id), caller.personId);
    if (interest !== "none") return refuse("interest-undeclared" as const);
    if (!isSignedByItsKey(document)) return refuse("evidence-signature-wrong" as const);
    const licence = await doors.licenceForTest({ db: trx, nowMs: at.getTime() }, row.licenceApplicationId);
    const deviceRowIds = new Set(licence?.form.devices.rows.map(({ id }) => id));
    const judged = judgeEvidence(document, { ...row, deviceRowIds }, officeDate(at.getTime()));
    if (judged !== undefined) return refuse(judged);
    const key = await trx
      .selectFrom("testInstrumentKey")
      .select(["id", "name"])
      .where("publicKey", "=", document.signature.publicKey)
      .where("revokedAt", "is", null)
      .executeTakeFirst();
    if (key === undefined) return refuse("evidence-instrument-unknown" as const);
    const importId = kit.ids.next();
    const sha256 = digestOf(document);
    if (!(await insertImport(trx, { id: importId, row, keyId: key.id, sha256, document, by: caller.personId, at })))
      return refuse("evidence-known" as const);
    const answers = await keepParameters(doors, trx, { row, importId, document, by: caller.personId, at });
    await updateTest(trx, { id: row.id, at, change: {}, counts: "desk" });
    const act = {
      caller,
      requestId: asked.requestId,
      testId: row.id,
      type: "evidence-taken",
      at,
      deskOnly: true,
      note: null,
    } as const;
    await rememberTest(kit, trx, { ...act, detail: { digest: sha256, instrument: document.instrument.name } });
    return ok({ id: importId, instrument: document.instrument.name, signedBy: key.name, answers });
  });
  if (done.ok) kit.news.announce("tests");
  return done;
}

interface Importing {
  readonly row: TestRow;
  readonly document: EvidenceDocument;
  readonly by: string;
  readonly at: Date;
}

async function insertImport(
  trx: DatabaseTransaction,
  one: Importing & { readonly id: string; readonly keyId: string; readonly sha256: string },
): Promise<boolean> {
  const { id, row, keyId, sha256, document, by, at } = one;
  const added = await trx
    .insertInto("testEvidenceImport")
    .values({ id, testId: row.id, sha256, keyId, document: JSON.stringify(document), importedBy: by, importedAt: at })
    .onConflict((conflict) => conflict.columns(["testId", "sha256"]).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** What an instrument found takes the place of what stood there: whoever brings it has looked at both. */
async function keepParameters(
  doors: TestDoors,
  trx: DatabaseTransaction,
  one: Importing & { readonly importId: string },
) {
  const { row, document, by, at, importId } = one;
  const standing = new Map(standingOf(row.items, await listAnswers(trx, row.id)).map((each) => [each.item, each]));
  const items = new Map(row.items.map((item) => [item.key, item]));
  const { instrument, calibration } = document;
  const kept: z.infer<typeof evidenceWire>["answers"] = [];
  for (const { item: key, deviceRowId, value } of document.parameters) {
    const item = items.get(key);
    if (item === undefined) continue;
    const id = doors.kit.ids.next();
    const measurement = {
      ...{ value, deviceRowId, instrument: `${instrument.name} ${instrument.serial}` },
      ...{ calibration: calibration.number, calibratedUntil: calibration.validUntil },
    };
    const said = {
      outcome: null,
      measurement,
      checks: {},
      serial: null,
      note: "",
      evidence: [],
      confirmedBecause: null,
    };
    await insertAnswer(trx, {
      ...{ id, testId: row.id, item: key, value: said, answeredBy: by, importId, receivedAt: at },
      replaces: standing.get(key)?.heads ?? [],
      answeredAt: new Date(document.endedAt),
    });
    const outcome = outcomeOf(item, said);
    if (outcome !== "open") kept.push({ id, item: key, outcome });
  }
  return kept;
}
