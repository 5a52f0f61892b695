import type { IdSource } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { anyOf } from "./any-of.store.ts";
import type { ImportContext, KnownCode, KnownLicence, KnownOperator } from "./import-context.ts";
import type { ImportDependencies } from "./import-dependencies.effects.ts";
import type { PlanItem } from "./plan.ts";

/** A change that an import wrote, for undoing it. */
interface Change {
  readonly kind: PlanItem["kind"];
  readonly subjectId: string;
  readonly action: "create" | "change";
  readonly before: object | null;
  readonly afterVersion: number;
}

/** The execution of a plan. */
export interface Carrying {
  readonly trx: DatabaseTransaction;
  readonly dependencies: ImportDependencies;
  readonly ids: IdSource;
  readonly importId: string;
  readonly by: string;
  readonly role: string | null;
  readonly now: Date;
  readonly importContext: ImportContext;
  readonly items: readonly PlanItem[];
}

/** Thrown if the data have changed since the preview; the transaction rolls back. */
export class StaleImportError extends Error {
  override readonly name = "StaleImportError";
}

type ItemOf<Kind extends PlanItem["kind"]> = Extract<PlanItem, { readonly kind: Kind }>;

const BATCH = 500;

/** Writes a plan. Every write is conditional: one that finds changed data throws `StaleImportError`. */
export async function writePlan(carrying: Carrying): Promise<void> {
  const changes = [
    ...(await writeOperators(carrying)),
    ...(await writeLicences(carrying, await holdersByNib(carrying))),
    ...(await writeCommitments(carrying)),
    ...(await writeCodes(carrying, await holdersByNib(carrying))),
  ];
  await inBatches(changes, async (batch, from) => {
    const rows = batch.map(({ before, ...change }, index) => ({
      ...change,
      importId: carrying.importId,
      sequence: from + index,
      before: before === null ? null : JSON.stringify(before),
    }));
    await carrying.trx.insertInto("operatorImportChange").values(rows).execute();
  });
}

async function inBatches<Row>(
  rows: readonly Row[],
  write: (batch: readonly Row[], from: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) await write(rows.slice(from, from + BATCH), from);
}

function itemsOf<Kind extends PlanItem["kind"]>(
  { items }: Carrying,
  wanted: { readonly kind: Kind; readonly action: "create" | "change" },
): readonly ItemOf<Kind>[] {
  return items.filter((item): item is ItemOf<Kind> => item.kind === wanted.kind && item.action === wanted.action);
}

function insist(isSo: boolean, what: string): void {
  if (!isSo) throw new StaleImportError(what);
}

function known<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new StaleImportError(what);
  return thing;
}

async function writeOperators(carrying: Carrying): Promise<readonly Change[]> {
  const { trx, dependencies, ids, importId, now, importContext } = carrying;
  const kbli = importContext.kblis[0] ?? "";
  const created = itemsOf(carrying, { kind: "operator", action: "create" }).map(({ line }) => ({
    ...line,
    id: ids.next(),
    kbli,
  }));
  insist(
    (await dependencies.insertImported(trx, { rows: created, at: now })) === created.length,
    "a NIB is registered",
  );
  await inBatches(created, async (batch) => {
    const rows = batch.map(({ id: organisationId, nib, npwp, name, email }) => ({
      organisationId,
      importId,
      nib,
      npwp,
      name,
      email,
    }));
    await trx.insertInto("importedOperator").values(rows).execute();
  });
  const changes: Change[] = created.map(({ id: subjectId }) => ({
    kind: "operator",
    subjectId,
    action: "create",
    before: null,
    afterVersion: 1,
  }));
  const there = new Map(importContext.operators.map((one) => [one.nib, one]));
  for (const { line } of itemsOf(carrying, { kind: "operator", action: "change" })) {
    const before: KnownOperator = known(there.get(line.nib), line.nib);
    const row = { ...line, id: before.id, kbli };
    const afterVersion = await dependencies.rewriteImported(trx, { row, expectedVersion: before.version });
    const { npwp, name, email } = line;
    await trx
      .updateTable("importedOperator")
      .set({ npwp, name, email })
      .where("organisationId", "=", before.id)
      .execute();
    const version = known(afterVersion, line.nib);
    changes.push({ kind: "operator", subjectId: before.id, action: "change", before, afterVersion: version });
  }
  return changes;
}

/** The ids of all organisations of the plan's licences and codes. */
async function holdersByNib({ trx, items }: Carrying): Promise<ReadonlyMap<string, string>> {
  const nibs = new Set(
    items.flatMap((item) => (item.kind === "licence" || item.kind === "code" ? [item.line.nib] : [])),
  );
  const rows = await trx
    .selectFrom("organisation")
    .select(["id", "nib"])
    .where("nib", "=", anyOf([...nibs]))
    .execute();
  return new Map(rows.map(({ id, nib }) => [nib ?? "", id]));
}

async function writeLicences(carrying: Carrying, holders: ReadonlyMap<string, string>): Promise<readonly Change[]> {
  const { trx, ids, importId, importContext } = carrying;
  const created = itemsOf(carrying, { kind: "licence", action: "create" }).map(({ line: { nib, ...line } }) => ({
    ...line,
    id: ids.next(),
    organisationId: known(holders.get(nib), nib),
    source: "imported",
    importId,
  }));
  await inBatches(created, async (batch) => {
    await trx
      .insertInto("licence")
      .values([...batch])
      .execute();
  });
  const changes: Change[] = created.map(({ id: subjectId }) => ({
    kind: "licence",
    subjectId,
    action: "create",
    before: null,
    afterVersion: 1,
  }));
  const there = new Map(importContext.licences.map((one) => [one.number, one]));
  for (const { line } of itemsOf(carrying, { kind: "licence", action: "change" })) {
    const before = known(there.get(line.number), line.number);
    const { grantedOn, kbli, service, standing } = line;
    const afterVersion = await changeLicence(trx, before, { grantedOn, kbli, service, standing });
    changes.push({ kind: "licence", subjectId: before.id, action: "change", before, afterVersion });
  }
  return changes;
}

async function changeLicence(
  trx: DatabaseTransaction,
  before: Pick<KnownLicence, "id" | "version">,
  values: object,
): Promise<number> {
  const row = await trx
    .updateTable("licence")
    .set((eb) => ({ ...values, version: eb("version", "+", 1) }))
    .where("id", "=", before.id)
    .where("version", "=", before.version)
    .returning("version")
    .executeTakeFirst();
  return known(row, before.id).version;
}

/** A commitment is written to its licence, whose version reveals later changes. */
async function writeCommitments(carrying: Carrying): Promise<readonly Change[]> {
  const { trx } = carrying;
  const wanted = [
    ...itemsOf(carrying, { kind: "commitment", action: "create" }),
    ...itemsOf(carrying, { kind: "commitment", action: "change" }),
  ];
  const numbers = wanted.map(({ line }) => line.number);
  const rows = await trx
    .selectFrom("licence")
    .select(["id", "number", "version", "startYear", "increments"])
    .where("number", "=", anyOf(numbers))
    .execute();
  const there = new Map(rows.map((row) => [row.number, row]));
  const changes: Change[] = [];
  for (const { action, line } of wanted) {
    const licence = known(there.get(line.number), line.number);
    const { startYear, increments } = line;
    const afterVersion = await changeLicence(trx, licence, { startYear, increments: [...increments] });
    const before = action === "create" ? null : { startYear: licence.startYear, increments: licence.increments };
    changes.push({
      kind: "commitment",
      subjectId: licence.id,
      action: action === "create" ? "create" : "change",
      before,
      afterVersion,
    });
  }
  return changes;
}

async function writeCodes(carrying: Carrying, holders: ReadonlyMap<string, string>): Promise<readonly Change[]> {
  const { trx, dependencies, ids, importId, by, role, now, importContext } = carrying;
  const created = itemsOf(carrying, { kind: "code", action: "create" }).map(({ line, mode }) => ({
    ...line,
    mode,
    decreeId: ids.next(),
    holderId: known(holders.get(line.nib), line.nib),
    assignedAt: new Date(`${line.decidedOn}T00:00:00+07:00`),
  }));
  await inBatches(created, async (batch) => {
    const rows = batch.map(({ decreeId, decreeNumber, holderId, code, decidedOn, endUser, usage }) => ({
      id: decreeId,
      number: decreeNumber,
      organisationId: holderId,
      code,
      decidedOn,
      endUser,
      usage,
      importId,
      recordedAt: now,
    }));
    await trx.insertInto("earlierDecree").values(rows).execute();
  });
  const given = await dependencies.importCodes(trx, { codes: created, note: { importId, by, role, now } });
  insist(given.length === created.length, "a code is not free");
  const versions = await codeVersions(trx, given);
  const changes: Change[] = created.map(({ code: subjectId }) => ({
    kind: "code",
    subjectId,
    action: "create",
    before: null,
    afterVersion: known(versions.get(subjectId), subjectId),
  }));
  const there = new Map(importContext.codes.map((one) => [one.code, one]));
  for (const { line } of itemsOf(carrying, { kind: "code", action: "change" })) {
    changes.push(await changeDecree(carrying, known(there.get(line.code), line.code), line));
  }
  return changes;
}

async function codeVersions(trx: DatabaseTransaction, codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await trx
    .selectFrom("accessCode")
    .select(["code", "version"])
    .where("code", "=", anyOf(codes))
    .execute();
  return new Map(rows.map(({ code, version }) => [code, version]));
}

async function changeDecree(
  { trx }: Carrying,
  there: KnownCode,
  { decidedOn, endUser, usage }: ItemOf<"code">["line"],
): Promise<Change> {
  const before = known(there.decree ?? undefined, there.code);
  const row = await trx
    .updateTable("earlierDecree")
    .set((eb) => ({ decidedOn, endUser, usage, version: eb("version", "+", 1) }))
    .where("id", "=", before.id)
    .where("version", "=", before.version)
    .returning("version")
    .executeTakeFirst();
  const afterVersion = known(row, there.code).version;
  return { kind: "code", subjectId: there.code, action: "change", before, afterVersion };
}
