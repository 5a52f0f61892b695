import { sql } from "kysely";
import type { Json } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FileFacts, StatedFacts } from "../../requirements/index.ts";
import type { Reading } from "../licence.store.ts";

/** Maximum number of parts and of files that are read for one case. */
const PARTS_MAX = 40;
const SLOTS_MAX = 3_000;

/** A stored part. */
export interface PartRow {
  readonly key: string;
  readonly value: unknown;
  readonly version: number;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** The saved parts of a case. */
export async function listParts(db: Reading, applicationId: string): Promise<readonly PartRow[]> {
  return db
    .selectFrom("licencePart")
    .select(["key", "value", "version", "changedBy", "changedAt"])
    .where("applicationId", "=", applicationId)
    .orderBy("key")
    .limit(PARTS_MAX)
    .execute();
}

/** Common fields of a save. */
interface Saving {
  readonly applicationId: string;
  /** The version that was read; 0 if never saved. */
  readonly version: number;
  readonly by: string;
  readonly at: Date;
}

/** Saves a part if its version is unchanged; false if another save came first. */
export async function savePart(
  trx: DatabaseTransaction,
  saving: Saving & { readonly key: string; readonly value: unknown },
): Promise<boolean> {
  const { applicationId, key, version, by, at } = saving;
  const change = { value: JSON.stringify(saving.value), changedBy: by, changedAt: at };
  if (version === 0) {
    const added = await trx
      .insertInto("licencePart")
      .values({ ...change, applicationId, key, version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const saved = await trx
    .updateTable("licencePart")
    .set({ ...change, version: version + 1 })
    .where("applicationId", "=", applicationId)
    .where("key", "=", key)
    .where("version", "=", version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** A stored file in its slot, with the file's own row. */
export interface SlotRow {
  readonly slot: string;
  readonly fileId: string;
  readonly sha256: string;
  readonly stated: StatedFacts;
  readonly facts: FileFacts | null;
  readonly version: number;
  readonly attachedBy: string;
  readonly attachedAt: Date;
  readonly name: string;
  readonly bytes: number;
}

/** The files of a case, by slot. */
export async function listSlots(db: Reading, applicationId: string): Promise<readonly SlotRow[]> {
  const rows = await db
    .selectFrom("licenceSlot as s")
    .innerJoin("storedFile as f", "f.id", "s.fileId")
    .select([
      "s.slot",
      "f.id as fileId",
      "f.sha256",
      "s.stated",
      "s.facts",
      "s.version",
      "s.attachedBy",
      "s.attachedAt",
      "f.originalName as name",
      "f.bytes",
    ])
    .where("s.applicationId", "=", applicationId)
    .orderBy("s.slot")
    .limit(SLOTS_MAX)
    .execute();
  return rows.map((row) => ({
    ...row,
    stated: row.stated as unknown as StatedFacts,
    facts: row.facts as unknown as FileFacts | null,
  }));
}

/** Facts read earlier from the same bytes in any slot; undefined if they were not read completely. */
export async function factsOfBytes(db: Reading, sha256: string): Promise<FileFacts | undefined> {
  const row = await db
    .selectFrom("licenceSlot")
    .select("facts")
    .where("sha256", "=", sha256)
    .where("facts", "is not", null)
    .where(sql<boolean>`facts->'unread' = '[]'::jsonb and facts ? 'said'`)
    .limit(1)
    .executeTakeFirst();
  return (row?.facts ?? undefined) as unknown as FileFacts | undefined;
}

/** Attaches a file to a slot, or removes it with null, if the slot's version is unchanged; false otherwise. */
export async function saveSlot(
  trx: DatabaseTransaction,
  saving: Saving & {
    readonly slot: string;
    readonly file: { readonly id: string; readonly sha256: string } | null;
    readonly stated: StatedFacts;
    /** Keeps the facts of an already attached file; a new file is read again. */
    readonly keepsFacts: boolean;
  },
): Promise<boolean> {
  const { applicationId, slot, version, file, by, at, keepsFacts } = saving;
  const change = {
    fileId: file?.id ?? null,
    sha256: file?.sha256 ?? null,
    stated: JSON.stringify(saving.stated),
    attachedBy: by,
    attachedAt: at,
    ...(keepsFacts ? {} : { facts: null }),
  };
  if (version === 0) {
    const added = await trx
      .insertInto("licenceSlot")
      .values({ ...change, applicationId, slot, version: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(["applicationId", "slot"])
          .doUpdateSet((eb) => ({ ...change, version: eb("licenceSlot.version", "+", 1) }))
          .where("licenceSlot.fileId", "is", null),
      )
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const saved = await trx
    .updateTable("licenceSlot")
    .set({ ...change, version: version + 1 })
    .where("applicationId", "=", applicationId)
    .where("slot", "=", slot)
    .where("version", "=", version)
    .where("fileId", "is not", null)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** Stores the facts read from a file, if it is still attached to the slot. */
export async function keepFileFacts(
  db: Reading,
  kept: { readonly applicationId: string; readonly slot: string; readonly fileId: string; readonly facts: FileFacts },
): Promise<void> {
  await db
    .updateTable("licenceSlot")
    .set({ facts: JSON.stringify(kept.facts) })
    .where("applicationId", "=", kept.applicationId)
    .where("slot", "=", kept.slot)
    .where("fileId", "=", kept.fileId)
    .execute();
}

type Verdict = "open" | "accepted" | "returned";

/** The stored verdict on a requirement. */
export interface ItemRow {
  readonly requirement: string;
  readonly verdict: Verdict;
  /** The last published verdict. */
  readonly publishedVerdict: Verdict;
  readonly acceptedDigest: string | null;
  readonly judgedRound: number | null;
  readonly reopenedRound: number | null;
  readonly checkedBy: string | null;
  readonly checkedAt: Date | null;
}

/** The verdicts of a case. */
export async function listLicenceItems(db: Reading, applicationId: string): Promise<readonly ItemRow[]> {
  const rows = await db
    .selectFrom("licenceItem")
    .select(["requirement", "verdict", "publishedVerdict", "acceptedDigest"])
    .select(["judgedRound", "reopenedRound", "checkedBy", "checkedAt"])
    .where("applicationId", "=", applicationId)
    .orderBy("requirement")
    .limit(200)
    .execute();
  return rows.map((row) => ({
    ...row,
    verdict: row.verdict as Verdict,
    publishedVerdict: row.publishedVerdict as Verdict,
  }));
}

/** Aligns the items of a case with its requirements: new ones are open, obsolete ones are deleted. */
export async function fitItems(
  trx: DatabaseTransaction,
  applicationId: string,
  requirements: readonly string[],
): Promise<void> {
  let gone = trx.deleteFrom("licenceItem").where("applicationId", "=", applicationId);
  if (requirements.length > 0) gone = gone.where("requirement", "not in", [...requirements]);
  await gone.execute();
  if (requirements.length === 0) return;
  await trx
    .insertInto("licenceItem")
    .values(requirements.map((requirement) => ({ applicationId, requirement, verdict: "open" })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes one verdict. */
export async function writeItem(
  trx: DatabaseTransaction,
  item: {
    readonly applicationId: string;
    readonly requirement: string;
    readonly change: Partial<Omit<ItemRow, "requirement">>;
  },
): Promise<void> {
  await trx
    .updateTable("licenceItem")
    .set(item.change)
    .where("applicationId", "=", item.applicationId)
    .where("requirement", "=", item.requirement)
    .execute();
}

/** Publishes the present verdicts to the applicant. */
export async function publishVerdicts(trx: DatabaseTransaction, applicationId: string): Promise<void> {
  await trx
    .updateTable("licenceItem")
    .set((eb) => ({ publishedVerdict: eb.ref("verdict") }))
    .where("applicationId", "=", applicationId)
    .execute();
}

/** The file of a slot at the submission of a round. */
export interface RoundSlot {
  readonly fileId: string;
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
  readonly stated: StatedFacts;
}

/** The submitted content of a round. */
export interface RoundRow {
  readonly round: number;
  readonly handedInAt: Date;
  readonly parts: Readonly<Record<string, unknown>>;
  readonly slots: Readonly<Record<string, RoundSlot>>;
  /** By requirement. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Stores the submitted content. */
export async function insertRound(
  trx: DatabaseTransaction,
  kept: RoundRow & { readonly applicationId: string },
): Promise<void> {
  const { applicationId, round, handedInAt, parts, slots, digests } = kept;
  await trx
    .insertInto("licenceRound")
    .values({
      applicationId,
      round,
      handedInAt,
      parts: JSON.stringify(parts as Json),
      slots: JSON.stringify(slots),
      digests: JSON.stringify(digests),
    })
    .execute();
}

/** The submitted content of a round; undefined if there is none. */
export async function findRound(db: Reading, applicationId: string, round: number): Promise<RoundRow | undefined> {
  const row = await db
    .selectFrom("licenceRound")
    .select(["round", "handedInAt", "parts", "slots", "digests"])
    .where("applicationId", "=", applicationId)
    .where("round", "=", round)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { parts, slots, digests, ...rest } = row;
  return {
    ...rest,
    parts: parts as unknown as RoundRow["parts"],
    slots: slots as unknown as RoundRow["slots"],
    digests: digests as unknown as RoundRow["digests"],
  };
}

/** The digests of a round and the previous one, which decisions compare. */
export async function digestsOf(db: Reading, applicationId: string, rounds: readonly number[]) {
  if (rounds.length === 0) return new Map<number, Readonly<Record<string, string>>>();
  const rows = await db
    .selectFrom("licenceRound")
    .select(["round", "digests"])
    .where("applicationId", "=", applicationId)
    .where("round", "in", [...rounds])
    .execute();
  return new Map(rows.map(({ round, digests }) => [round, digests as unknown as Readonly<Record<string, string>>]));
}

/** Copies parts and files of an earlier case of the same company; returns the files without facts. */
export async function copyLicenceContent(
  trx: DatabaseTransaction,
  copy: { readonly from: string; readonly to: string; readonly by: string; readonly at: Date },
): Promise<readonly { readonly slot: string; readonly fileId: string }[]> {
  const { from, to, by, at } = copy;
  const parts = await listParts(trx, from);
  for (const { key, value } of parts) {
    await savePart(trx, { applicationId: to, key, value, version: 0, by, at });
  }
  await trx
    .insertInto("licenceSlot")
    .columns(["applicationId", "slot", "fileId", "sha256", "stated", "facts", "version", "attachedBy", "attachedAt"])
    .expression((eb) =>
      eb
        .selectFrom("licenceSlot as s")
        .select([
          eb.cast<string>(eb.val(to), "uuid").as("applicationId"),
          "s.slot",
          "s.fileId",
          "s.sha256",
          "s.stated",
          "s.facts",
          eb.val(1).as("version"),
          eb.cast<string>(eb.val(by), "uuid").as("attachedBy"),
          eb.cast<string>(eb.val(at.toISOString()), "timestamptz").as("attachedAt"),
        ])
        .where("s.applicationId", "=", from)
        .where("s.fileId", "is not", null),
    )
    .execute();
  return (await listSlots(trx, to)).filter(({ facts }) => facts === null).map(({ slot, fileId }) => ({ slot, fileId }));
}
