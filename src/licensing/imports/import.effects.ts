import { createHash } from "node:crypto";
import { sql } from "kysely";
import { holdingFor, roleActed } from "../../identity/index.ts";
import { ok, present, type Result, refuse } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type DatabaseTransaction, databaseFault } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { UploadedSpreadsheet } from "../../platform/sheets/index.ts";
import { officeDate, openRulebook, rulesetVersion } from "../../regulation/index.ts";
import { StaleImportError, writePlan } from "./carry-out.store.ts";
import {
  filesOf,
  findImport,
  type ImportRow,
  insertImport,
  markImport,
  type PreviewOutcome,
  replacePreview,
} from "./import.store.ts";
import { readImportContext } from "./import-context.store.ts";
import type { ImportContext } from "./import-context.ts";
import type { ImportDependencies } from "./import-dependencies.effects.ts";
import { type ImportPreview, openPreviewSession, type PreviewSession } from "./import-reader.effects.ts";
import type { ImportRefusalCode } from "./import-refusal.ts";
import { changesAnything } from "./plan.ts";
import { ImportUsedError, unwritePlan } from "./undo.store.ts";

/** Dependencies of the imports. */
export interface ImportOptions {
  readonly kit: Kit;
  readonly dependencies: ImportDependencies;
}

/** The caller and the request. */
export interface ImportRequestContext {
  readonly caller: Caller;
  readonly requestId: string;
}

/** A stored file with its bytes. */
export interface StoredSpreadsheet extends UploadedSpreadsheet {
  readonly fileId: string;
}

type Outcome = Result<string, ImportRefusalCode>;

/** Reads files and previews their effects. Stores only the result of the preview. */
export async function previewImport(
  { kit }: ImportOptions,
  asked: ImportRequestContext & { readonly files: readonly StoredSpreadsheet[] },
): Promise<string> {
  const id = kit.ids.next();
  const { caller, files } = asked;
  await withPreviewSession(files, async (look) => {
    const { looked } = await judge(kit, look, { db: kit.db, needsItems: false });
    await kit.db.transaction().execute(async (trx) => {
      await insertImport(trx, {
        ...resultOf(kit, looked),
        id,
        createdBy: caller.personId,
        contentSha256: contentHash(files),
        files: files.map(({ fileId, name }, index) => {
          const summary = look.sheets.find((sheet) => sheet.file === name);
          const { sheet = null, rowCount = 0 } = summary ?? {};
          return { place: index + 1, fileId, sheet, rowCount };
        }),
      });
      await audit(kit, trx, { asked, id, action: "import.looked-at", detail: { faults: looked.faults.length } });
    });
  });
  return id;
}

/** Repeats the preview of the same files with the present data. */
export async function refreshImportPreview(
  { kit }: ImportOptions,
  asked: ImportRequestContext & { readonly id: string; readonly expectedVersion: number },
): Promise<Outcome> {
  const files = await storedFiles(kit, asked.id);
  return withPreviewSession(files, async (look) => {
    const { looked } = await judge(kit, look, { db: kit.db, needsItems: false });
    return kit.db.transaction().execute(async (trx): Promise<Outcome> => {
      const row = await findImport(trx, asked.id, { lock: true });
      const against = previewRefusal(row, asked.expectedVersion);
      if (against !== null) return refuse(against);
      await replacePreview(trx, asked.id, resultOf(kit, looked));
      await audit(kit, trx, {
        asked,
        id: asked.id,
        action: "import.looked-at",
        detail: { faults: looked.faults.length },
      });
      return ok(asked.id);
    });
  });
}

/** Serialises executions: each import sees all or nothing of another one. */
const CARRY_OUT_LOCK_KEY = 5_305_017;

/** Executes exactly the previewed plan in one transaction; refused if the data have changed since. */
export async function carryOut(
  { kit, dependencies }: ImportOptions,
  asked: ImportRequestContext & { readonly id: string; readonly expectedVersion: number },
): Promise<Outcome> {
  const files = await storedFiles(kit, asked.id);
  const { caller, id } = asked;
  const done = await withPreviewSession(files, (look) =>
    kit.db
      .transaction()
      .execute(async (trx): Promise<Outcome> => {
        await sql`select pg_advisory_xact_lock(${CARRY_OUT_LOCK_KEY})`.execute(trx);
        const row = await findImport(trx, id, { lock: true });
        const against = againstCarryingOut(row, asked.expectedVersion);
        if (against !== null || row === undefined) return refuse(against ?? "no-such-import");
        const { looked, importContext } = await judge(kit, look, { db: trx, needsItems: true });
        if (looked.digest !== row.planSha256 || looked.faults.length > 0 || contentHash(files) !== row.contentSha256) {
          return refuse("import-world-changed");
        }
        if (!changesAnything(looked.items)) return refuse("import-changes-nothing");
        const now = new Date(kit.clock.nowMs());
        const by = { by: caller.personId, role: roleOf(caller) };
        await writePlan({
          trx,
          dependencies,
          ids: kit.ids,
          importId: id,
          ...by,
          now,
          importContext,
          items: looked.items,
        });
        await markImport(trx, id, { state: "carried-out", carriedOutAt: now, carriedOutBy: caller.personId });
        const detail = { content: row.contentSha256, plan: row.planSha256, counts: { ...looked.counts } };
        await audit(kit, trx, { asked, id, action: "import.carried-out", detail });
        return ok(id);
      })
      .catch(refusalOfRace),
  );
  if (done.ok) kit.changeFeed.announce("inventory");
  return done;
}

/** Undoes a whole import, unless one of its records was claimed or used since. */
export async function undoImport(
  { kit, dependencies }: ImportOptions,
  asked: ImportRequestContext & { readonly id: string; readonly expectedVersion: number; readonly reason: string },
): Promise<Outcome> {
  const reason = asked.reason.trim();
  if (reason === "") return refuse("import-reason-missing");
  const { caller, id } = asked;
  const done = await kit.db
    .transaction()
    .execute(async (trx): Promise<Outcome> => {
      await sql`select pg_advisory_xact_lock(${CARRY_OUT_LOCK_KEY})`.execute(trx);
      const row = await findImport(trx, id, { lock: true });
      if (row === undefined) return refuse("no-such-import");
      if (row.state !== "carried-out" || row.carriedOutAt === null) return refuse("import-not-carried-out");
      if (row.version !== asked.expectedVersion) return refuse("version-stale");
      const now = new Date(kit.clock.nowMs());
      const by = { by: caller.personId, role: roleOf(caller) };
      await unwritePlan({ trx, dependencies, importId: id, ...by, now, reason, carriedOutAt: row.carriedOutAt });
      await markImport(trx, id, { state: "undone", undoneAt: now, undoneBy: caller.personId, undoneReason: reason });
      await audit(kit, trx, { asked, id, action: "import.undone", detail: {} });
      return ok(id);
    })
    .catch(refusalOfUse);
  if (done.ok) kit.changeFeed.announce("inventory");
  return done;
}

async function withPreviewSession<Answer>(
  files: readonly UploadedSpreadsheet[],
  use: (look: PreviewSession) => Promise<Answer>,
): Promise<Answer> {
  const look = await openPreviewSession(files.map(({ name, bytes }) => ({ name, bytes })));
  try {
    return await use(look);
  } finally {
    await look.close();
  }
}

async function judge(
  kit: Kit,
  look: PreviewSession,
  { db, needsItems }: { readonly db: Kit["db"] | DatabaseTransaction; readonly needsItems: boolean },
): Promise<{ readonly looked: ImportPreview; readonly importContext: ImportContext }> {
  const nowMs = kit.clock.nowMs();
  const opened = openRulebook({ version: rulesetVersion, atDate: officeDate(nowMs) });
  const rulebook = present(opened.ok ? opened.value : null, "rulebook of today");
  const importContext = await readImportContext(db, { needs: look.needs, rulebook, nowMs });
  return { looked: await look.judge({ importContext, needsItems }), importContext };
}

function resultOf(kit: Kit, { digest, counts, faults }: ImportPreview): PreviewOutcome {
  return { planSha256: digest, lookedAt: new Date(kit.clock.nowMs()), counts, faults };
}

/** SHA-256 over the files, in their order. */
function contentHash(files: readonly UploadedSpreadsheet[]): string {
  const whole = createHash("sha256");
  for (const { bytes } of files) whole.update(createHash("sha256").update(bytes).digest());
  return whole.digest("hex");
}

async function storedFiles(kit: Kit, id: string): Promise<readonly UploadedSpreadsheet[]> {
  const rows = await filesOf(kit.db, id);
  return Promise.all(rows.map(async ({ name, sha256 }) => ({ name, bytes: await kit.files.read(sha256) })));
}

function previewRefusal(row: ImportRow | undefined, expectedVersion: number): ImportRefusalCode | null {
  if (row === undefined) return "no-such-import";
  if (row.state !== "looked-at") return "import-over";
  return row.version === expectedVersion ? null : "version-stale";
}

function againstCarryingOut(row: ImportRow | undefined, expectedVersion: number): ImportRefusalCode | null {
  const against = previewRefusal(row, expectedVersion);
  if (against !== null) return against;
  return row !== undefined && row.faultCount > 0 ? "import-has-faults" : null;
}

/** Constraints that concurrent writes can violate, enforced by the database. */
const RACE_CODES: ReadonlySet<string> = new Set(["23505", "23P01", "23514"]);
const FOREIGN_KEY_CODE = "23503";

function refusalOfRace(error: unknown): Outcome {
  if (error instanceof StaleImportError) return refuse("import-world-changed");
  if (RACE_CODES.has(databaseFault(error)?.state ?? "")) return refuse("import-world-changed");
  throw error;
}

function refusalOfUse(error: unknown): Outcome {
  if (error instanceof ImportUsedError) return refuse(error.refusal);
  if (databaseFault(error)?.state === FOREIGN_KEY_CODE) return refuse("import-used");
  throw error;
}

function roleOf(caller: Caller): string | null {
  const holding = holdingFor(caller.memberships, "inventory.import");
  return holding === undefined ? null : roleActed(holding);
}

async function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  fact: {
    readonly asked: ImportRequestContext;
    readonly id: string;
    readonly action: string;
    readonly detail: Parameters<typeof recordAudit>[2]["detail"];
  },
): Promise<void> {
  const { asked, id, action, detail } = fact;
  await recordAudit(trx, kit, {
    actorPersonId: asked.caller.personId,
    actorRole: roleOf(asked.caller),
    action,
    subjectKind: "import",
    subjectId: id,
    detail,
    requestId: asked.requestId,
  });
}
