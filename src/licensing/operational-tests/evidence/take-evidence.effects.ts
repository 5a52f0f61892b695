import type { z } from "zod";
import { type EvidenceDocument, evidenceText } from "../../../bridge/index.ts";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { isSignedWith } from "../../../platform/signing/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { digestOf } from "../deadlines/digest.effects.ts";
import { interestsIn, teamOf } from "../schedule/team.store.ts";
import { findTest, type TestRow, updateTest } from "../test.store.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { interestOf, maySeeTest } from "../test-facts.effects.ts";
import { testPerson } from "../test-person.ts";
import { insertAnswer, listAnswers } from "./answers.store.ts";
import { outcomeOf, testItemStatesOf } from "./answers.ts";
import type { evidencePreviewSchema, evidenceSchema } from "./items.shared.ts";
import { type EvidenceRefusal, faultsOfEvidence } from "./judge-evidence.ts";
import { rememberTest } from "./remember-test.effects.ts";

/** Why evidence is not imported. */
export type TakeEvidenceRefusal =
  | EvidenceRefusal
  | "no-such-test"
  | "not-your-case"
  | "interest-undeclared"
  | "evidence-signature-wrong"
  | "evidence-instrument-unknown"
  | "evidence-known";

/** Verifies the document's signature by its named key, over its canonical form (RFC 8785) without the signature. */
export function isSignedByItsKey(document: EvidenceDocument): boolean {
  return isSignedWith(document.signature, evidenceText(document));
}

interface Bringing {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly document: EvidenceDocument;
}

/** The evaluation of evidence against its test: all defects, and the resulting changes. */
interface Judged {
  readonly row: TestRow;
  readonly key: BelievedKey | undefined;
  readonly sha256: string;
  readonly faults: readonly { readonly code: TakeEvidenceRefusal; readonly parameter: number | null }[];
}

/** Evaluates evidence on a test that the caller may answer; refusals are in the order of their precedence. */
async function judge(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  { id, caller, document, lock }: Bringing & { readonly lock?: "change" },
): Promise<Result<Judged, "no-such-test" | "not-your-case" | "interest-undeclared">> {
  const nowMs = dependencies.kit.clock.nowMs();
  const row = await findTest(trx, id, lock);
  const teamIds = row === undefined ? [] : (await teamOf(trx, row.id)).map(({ personId }) => personId);
  if (row === undefined || !maySeeTest(caller, row, teamIds)) return refuse("no-such-test");
  if (!testPerson(caller).mayTest || !teamIds.includes(caller.personId)) return refuse("not-your-case");
  const interest = interestOf(await interestsIn(trx, row.id), caller.personId);
  if (interest !== "none") return refuse("interest-undeclared");
  const licence = await dependencies.licenceForTest({ db: trx, nowMs }, row.licenceApplicationId);
  const deviceRowIds = new Set(licence?.form.devices.rows.map((device) => device.id));
  const key = await believedKey(trx, document.signature.publicKey);
  const sha256 = digestOf(document);
  const whole = (code: TakeEvidenceRefusal, isWrong: boolean) => (isWrong ? [{ code, parameter: null }] : []);
  const until = key?.calibratedUntil ?? null;
  const faults = [
    ...whole("evidence-signature-wrong", !isSignedByItsKey(document)),
    ...faultsOfEvidence(document, { ...row, deviceRowIds }, officeDate(nowMs)),
    ...whole("evidence-uncalibrated", until !== null && until < document.endedAt.slice(0, 10)),
    ...whole("evidence-instrument-unknown", key === undefined),
    ...whole("evidence-known", await isKnown(trx, { testId: row.id, sha256 })),
  ];
  return ok({ row, key, sha256, faults });
}

interface BelievedKey {
  readonly id: string;
  readonly name: string;
  readonly calibratedUntil: string | null;
}

async function believedKey(trx: DatabaseTransaction, publicKey: string): Promise<BelievedKey | undefined> {
  return trx
    .selectFrom("testInstrumentKey")
    .select(["id", "name", "calibratedUntil"])
    .where("publicKey", "=", publicKey)
    .where("revokedAt", "is", null)
    .executeTakeFirst();
}

async function isKnown(
  trx: DatabaseTransaction,
  asked: { readonly testId: string; readonly sha256: string },
): Promise<boolean> {
  const found = await trx
    .selectFrom("testEvidenceImport")
    .select("id")
    .where("testId", "=", asked.testId)
    .where("sha256", "=", asked.sha256)
    .executeTakeFirst();
  return found !== undefined;
}

/** Previews an import of evidence: each parameter with its outcome, the present outcome, and its defects. */
export async function previewEvidence(
  dependencies: TestDependencies,
  asked: Bringing & { readonly say: (refusal: TakeEvidenceRefusal) => string },
): Promise<Result<z.infer<typeof evidencePreviewSchema>, "no-such-test" | "not-your-case" | "interest-undeclared">> {
  const { document } = asked;
  return dependencies.kit.db.transaction().execute(async (trx) => {
    const judged = await judge(dependencies, trx, asked);
    if (!judged.ok) return judged;
    const { row, key, faults } = judged.value;
    const standing = new Map(
      testItemStatesOf(row.items, await listAnswers(trx, row.id)).map((one) => [one.item, one.outcome]),
    );
    const refusalsAt = (place: number | null) =>
      [...new Set(faults.filter(({ parameter }) => parameter === place).map(({ code }) => code))].map((code) => ({
        code,
        message: asked.say(code),
      }));
    return ok({
      instrument: `${document.instrument.name} ${document.instrument.serial}`,
      signedBy: key?.name ?? null,
      calibratedUntil: document.calibration.validUntil,
      refusals: refusalsAt(null),
      parameters: document.parameters.map(({ item: name, deviceRowId, value, unit }, place) => {
        const item = row.items.find((one) => one.key === name);
        const refusals = refusalsAt(place);
        const outcome =
          item === undefined || refusals.length > 0 ? "open" : outcomeOf(item, answerOfParameter(document, place));
        return {
          item: name,
          name: item?.name ?? null,
          deviceRowId,
          value,
          unit,
          limit: item?.limit ?? null,
          refusals,
          outcome: outcome === "open" ? null : outcome,
          standing: standing.get(name) ?? "open",
        };
      }),
    });
  });
}

/** Imports signed evidence: one answer per parameter, in the name of the caller. */
export async function takeEvidence(
  dependencies: TestDependencies,
  asked: Bringing,
): Promise<Result<z.infer<typeof evidenceSchema>, TakeEvidenceRefusal>> {
  const { kit } = dependencies;
  const { document, caller } = asked;
  const at = new Date(kit.clock.nowMs());
  const done = await kit.db.transaction().execute(async (trx) => {
    const judged = await judge(dependencies, trx, { ...asked, lock: "change" });
    if (!judged.ok) return judged;
    const { row, key, sha256, faults } = judged.value;
    const [fault] = faults;
    if (fault !== undefined) return refuse(fault.code);
    const { id: keyId, name: signedBy } = present(key, "the key of evidence without a fault");
    const importId = kit.ids.next();
    if (!(await insertImport(trx, { id: importId, row, keyId, sha256, document, by: caller.personId, at })))
      return refuse("evidence-known" as const);
    const answers = await keepParameters(dependencies, trx, { row, importId, document, by: caller.personId, at });
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
    return ok({ id: importId, instrument: document.instrument.name, signedBy, answers });
  });
  if (done.ok) kit.changeFeed.announce("tests");
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

/** A parameter of evidence as an answer. */
function answerOfParameter({ parameters, instrument, calibration }: EvidenceDocument, place: number) {
  const { value, deviceRowId } = present(parameters[place], "a parameter");
  const measurement = {
    value,
    deviceRowId,
    instrument: `${instrument.name} ${instrument.serial}`,
    calibration: calibration.number,
    calibratedUntil: calibration.validUntil,
  };
  return { outcome: null, measurement, checks: {}, serial: null, note: "", evidence: [], confirmedBecause: null };
}

/** Stores the parameters as answers that replace the present ones: the caller has seen both in the preview. */
async function keepParameters(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  one: Importing & { readonly importId: string },
) {
  const { row, document, by, at, importId } = one;
  const standing = new Map(
    testItemStatesOf(row.items, await listAnswers(trx, row.id)).map((each) => [each.item, each]),
  );
  const items = new Map(row.items.map((item) => [item.key, item]));
  const kept: z.infer<typeof evidenceSchema>["answers"] = [];
  for (const [place, { item: key }] of document.parameters.entries()) {
    const item = items.get(key);
    if (item === undefined) continue;
    const id = dependencies.kit.ids.next();
    const said = answerOfParameter(document, place);
    await insertAnswer(trx, {
      id,
      testId: row.id,
      item: key,
      value: said,
      answeredBy: by,
      importId,
      receivedAt: at,
      replaces: standing.get(key)?.heads ?? [],
      answeredAt: new Date(document.endedAt),
    });
    const outcome = outcomeOf(item, said);
    if (outcome !== "open") kept.push({ id, item: key, outcome });
  }
  return kept;
}
