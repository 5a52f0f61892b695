import { sql } from "kysely";
import type { Json } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FileFacts, StatedFacts } from "../../requirements/index.ts";
import type { Reading } from "../licence.store.ts";

/** Most parts of one case that are read, and most files. */
const PARTS_MAX = 40;
const SLOTS_MAX = 3_000;

/** A part as it is stored. */
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

/** What one save is about. */
interface Saving {
  readonly applicationId: string;
  /** As it was read; 0 for what nobody has saved. */
  readonly version: number;
  readonly by: string;
  readonly at: Date;
}

/** Saves a part that still is as it was read; false when somebody else was first. */
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

/** A file on its slot as it is stored, with the file's own row. */
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

/** The files of a case, each on its slot. */
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

/** What was read in the same bytes before, on whatever slot; undefined where nobody read them, or not all of them. */
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

/** Hangs a file on a slot, or with null takes it off, if the slot still is as it was read; false when it is not. */
export async function saveSlot(
  trx: DatabaseTransaction,
  saving: Saving & {
    readonly slot: string;
    readonly file: { readonly id: string; readonly sha256: string } | null;
    readonly stated: StatedFacts;
    /** The facts of the file that hangs there already are kept; a new file is read again. */
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

/** Keeps what was read in a file, if it still hangs where it was read. */
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

/** The verdict on a requirement as it is stored. */
export interface ItemRow {
  readonly requirement: string;
  readonly verdict: Verdict;
  /** As the applicant was told it last. */
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

/** Makes the items of a case those of its requirements: new ones are open, ones no longer asked for are gone. */
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

/** Tells the applicant the verdicts as they are now. */
export async function publishVerdicts(trx: DatabaseTransaction, applicationId: string): Promise<void> {
  await trx
    .updateTable("licenceItem")
    .set((eb) => ({ publishedVerdict: eb.ref("verdict") }))
    .where("applicationId", "=", applicationId)
    .execute();
}

/** A file as it hung on its slot when a round was handed in. */
export interface RoundSlot {
  readonly fileId: string;
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
  readonly stated: StatedFacts;
}

/** What was handed in in one round. */
export interface RoundRow {
  readonly round: number;
  readonly handedInAt: Date;
  readonly parts: Readonly<Record<string, unknown>>;
  readonly slots: Readonly<Record<string, RoundSlot>>;
  /** By requirement. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Keeps what was handed in. */
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

/** What was handed in in a round; undefined when there was none. */
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

/** The digests of a round and the one before it, which is all that decisions need. */
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

/** Gives a new case the parts and files of an earlier one of the same company; files that were not read yet are answered. */
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
