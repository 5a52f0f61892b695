import type { Selectable } from "kysely";
import type { DB } from "../../../../db/generated/schema.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { AuthorityPeriod, AuthorityState } from "./authority.ts";

/** A letter of authority with the displayed names. */
export interface LetterRow extends AuthorityPeriod {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly nib: string | null;
  readonly personId: string;
  readonly personName: string;
  readonly personEmail: string;
  readonly fileId: string;
  readonly scope: string;
  readonly state: AuthorityState;
  readonly isWithRegistration: boolean;
  readonly membershipId: string | null;
  readonly reason: string | null;
  readonly offeredAt: Date;
  readonly decidedAt: Date | null;
  readonly endedAt: Date | null;
  readonly version: number;
}

/** A new letter. */
export interface NewLetter extends AuthorityPeriod {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly fileId: string;
  readonly scope: string;
  readonly isWithRegistration: boolean;
  readonly membershipId: string | null;
  readonly offeredAt: Date;
}

/** Adds an offered letter; false if this person already has an open one for this company (enforced by the index). */
export async function insertLetter(trx: DatabaseTransaction, letter: NewLetter): Promise<boolean> {
  const { isWithRegistration, ...row } = letter;
  const result = await trx
    .insertInto("letterOfAuthority")
    .values({ ...row, state: "offered", withRegistration: isWithRegistration })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Maximum number of listed letters of one person or company. */
const LETTERS_MAX = 200;

function letters(db: Database | DatabaseTransaction) {
  return db
    .selectFrom("letterOfAuthority as l")
    .innerJoin("organisation as o", "o.id", "l.organisationId")
    .innerJoin("person as p", "p.id", "l.personId")
    .selectAll("l")
    .select(["o.name as organisationName", "o.nib", "p.name as personName", "p.email as personEmail"]);
}

type StoredLetter = Selectable<DB["letterOfAuthority"]> & {
  readonly organisationName: string;
  readonly nib: string | null;
  readonly personName: string;
  readonly personEmail: string;
};

function letterFrom({ withRegistration, state, ...row }: StoredLetter): LetterRow {
  return { ...row, isWithRegistration: withRegistration, state: state as AuthorityState };
}

/** One letter; with `lock` its row stays locked until the transaction ends. */
export async function findLetter(
  db: Database | DatabaseTransaction,
  id: string,
  options: { readonly lock: boolean } = { lock: false },
): Promise<LetterRow | undefined> {
  let query = letters(db).where("l.id", "=", id);
  if (options.lock) query = query.forUpdate(["l"]);
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : letterFrom(row);
}

/** Letters held by a person, and those given by their companies, newest first. */
export async function lettersOf(
  db: Database,
  asked: { readonly personId: string; readonly organisationIds: readonly string[] },
): Promise<readonly LetterRow[]> {
  const { personId, organisationIds } = asked;
  const rows = await letters(db)
    .where((eb) =>
      eb.or([
        eb("l.personId", "=", personId),
        ...(organisationIds.length === 0 ? [] : [eb("l.organisationId", "in", organisationIds)]),
      ]),
    )
    .orderBy("l.offeredAt", "desc")
    .orderBy("l.entry", "desc")
    .limit(LETTERS_MAX)
    .execute();
  return rows.map(letterFrom);
}

/** The letter that was sent with a registration and awaits the verifier. */
export async function letterOfRegistration(
  db: Database | DatabaseTransaction,
  organisationId: string,
): Promise<LetterRow | undefined> {
  const row = await letters(db)
    .where("l.organisationId", "=", organisationId)
    .where("l.withRegistration", "=", true)
    .where("l.endedAt", "is", null)
    .orderBy("l.offeredAt", "desc")
    .orderBy("l.entry", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : letterFrom(row);
}

/** Writes the answer to a letter whose row is locked. */
export async function answerLetter(
  trx: DatabaseTransaction,
  answer: {
    readonly id: string;
    readonly state: "accepted" | "refused";
    readonly membershipId: string | null;
    readonly reason: string | null;
    readonly decidedBy: string;
    readonly decidedAt: Date;
  },
): Promise<void> {
  const { id, ...rest } = answer;
  await trx
    .updateTable("letterOfAuthority")
    .set((eb) => ({ ...rest, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Ends letters that are offered or in force: one, or all of an organisation. Returns their number. */
export async function endLetters(
  trx: DatabaseTransaction,
  options: {
    readonly of: { readonly id: string } | { readonly organisationId: string };
    readonly by: string;
    readonly at: Date;
    readonly reason: string | null;
  },
): Promise<number> {
  const { of, by, at, reason } = options;
  let query = trx
    .updateTable("letterOfAuthority")
    .set((eb) => ({ state: "withdrawn", endedBy: by, endedAt: at, reason, version: eb("version", "+", 1) }))
    .where("state", "in", ["offered", "accepted"])
    .where("endedAt", "is", null);
  query = "id" in of ? query.where("id", "=", of.id) : query.where("organisationId", "=", of.organisationId);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}
