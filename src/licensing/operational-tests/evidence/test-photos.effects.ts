import type { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { nameUpload, sniffType } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { interestsIn, teamOf } from "../schedule/team.store.ts";
import type { Reading, TestRow } from "../test.store.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { interestOf } from "../test-facts.effects.ts";
import { testPerson } from "../test-person.ts";
import { ANSWERING } from "../test-view.effects.ts";
import { addTestFile } from "./answers.store.ts";
import type { testPhotoSchema } from "./items.shared.ts";

/** Largest photograph, in bytes. */
export const PHOTO_BYTES_MAX = 8_388_608;
/** Purpose of stored photographs. */
const PHOTO_PURPOSE = "test-photo";
const PHOTO_TYPES: readonly string[] = ["image/jpeg", "image/png", "application/pdf"];

/** Why a photograph is not stored. */
export type PhotoRefusal = "not-your-case" | "command-not-now" | "file-too-large" | "photo-unfit" | "file-not-kept";

/** Stores a photograph of the team, with its type detected from the content; it belongs to the company's test from the start. */
export async function keepTestPhoto(
  { kit }: TestDependencies,
  given: {
    readonly row: TestRow;
    readonly caller: Caller;
    readonly source: AsyncIterable<Uint8Array>;
    readonly name: string;
  },
): Promise<Result<z.infer<typeof testPhotoSchema>, PhotoRefusal>> {
  const { row, caller, source, name } = given;
  const { personId } = caller;
  const team = await teamOf(kit.db, row.id);
  const isTeam = testPerson(caller).mayTest && team.some((one) => one.personId === personId);
  const interest = interestOf(await interestsIn(kit.db, row.id), personId);
  if (!isTeam || interest !== "none") return refuse("not-your-case");
  if (!ANSWERING.includes(row.state)) return refuse("command-not-now");
  let type = "";
  const stored = await kit.files.put(source, PHOTO_BYTES_MAX, async (head) => {
    type = sniffType(head) ?? "";
    return PHOTO_TYPES.includes(type);
  });
  if (!stored.ok) return refuse(stored.refusal === "file-unfit" ? "photo-unfit" : stored.refusal);
  const { sha256, bytes } = stored.value;
  const id = kit.ids.next();
  const at = new Date(kit.clock.nowMs());
  const originalName = name.replaceAll(/[^\w. -]/g, "_").slice(-100) || "foto";
  const named = await nameUpload(kit, {
    id,
    purpose: PHOTO_PURPOSE,
    sha256,
    bytes,
    mediaType: type,
    originalName,
    uploadedBy: personId,
    organisationId: row.organisation.id,
    uploadedAt: at,
  });
  if (!named.ok) return refuse(named.refusal);
  await kit.db.transaction().execute((trx) => addTestFile(trx, { testId: row.id, fileId: id, addedBy: personId, at }));
  return ok({ id, name: originalName, bytes, type });
}

/** A photograph of a test; undefined for any other file. */
export async function findTestPhoto(db: Reading, asked: { readonly testId: string; readonly fileId: string }) {
  return db
    .selectFrom("testFile as t")
    .innerJoin("storedFile as f", "f.id", "t.fileId")
    .select(["f.sha256", "f.mediaType"])
    .where("t.testId", "=", asked.testId)
    .where("t.fileId", "=", asked.fileId)
    .where("f.purpose", "=", PHOTO_PURPOSE)
    .executeTakeFirst();
}
