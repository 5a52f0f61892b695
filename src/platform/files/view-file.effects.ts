import { recordAudit } from "../audit/index.ts";
import type { Caller } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";
import { findFile, type StoredFileRow } from "./file-rows.store.ts";
import { UPLOAD_PURPOSES } from "./purposes.ts";
import { type DocumentCase, recordView } from "./views.store.ts";

/** Documents with personal data, whose views are recorded. A legal basis of a public body is public. */
const PERSONAL: ReadonlySet<string> = new Set(UPLOAD_PURPOSES.filter((purpose) => purpose !== "legal-basis"));

/** Permissions that let ministry staff read a company's documents. */
const READERS = ["verification.read", "application.read"];

/** Dependencies of the file viewer. */
export interface ViewingOptions {
  /** Views of one user within this time count as one, in milliseconds. */
  readonly viewFoldMs: number;
  /** The application that a document belongs to; null when there is none. */
  caseOf(file: StoredFileRow): Promise<DocumentCase | null>;
  /** The role in which a caller reads, in the terms of `people`. */
  roleOf(caller: Caller, file: StoredFileRow): string;
}

/** A request to read a file. */
export interface FileRequest {
  readonly caller: Caller;
  readonly fileId: string;
  readonly requestId: string;
}

/** Returns the row of a file to a permitted reader and records the view; undefined for every other caller. */
export function openFileViewer(kit: Kit, options: ViewingOptions) {
  return async ({ caller, fileId, requestId }: FileRequest): Promise<StoredFileRow | undefined> => {
    const row = await findFile(kit.db, fileId);
    if (row === undefined || !mayRead(caller, row)) return undefined;
    await remember(kit, options, { caller, row, requestId });
    return row;
  };
}

interface Reading {
  readonly caller: Caller;
  readonly row: StoredFileRow;
  readonly requestId: string;
}

/**
 * Records a view. A view by the ministry is recorded before the file is shown; users' own documents, and those of their company,
 * are shown even when recording fails.
 */
async function remember(kit: Kit, options: ViewingOptions, reading: Reading): Promise<void> {
  const { caller, row } = reading;
  const isOwn = row.uploadedBy === caller.personId || isCompanys(caller, row);
  if (isOwn) {
    await rememberView(kit, options, { ...reading, isMinistry: false }).catch((error: unknown) =>
      kit.log.warn({ err: error, fileId: row.id }, "files.view-not-recorded"),
    );
    return;
  }
  await rememberView(kit, options, { ...reading, isMinistry: true });
}

async function rememberView(
  kit: Kit,
  options: ViewingOptions,
  { caller, row, requestId, isMinistry }: Reading & { readonly isMinistry: boolean },
): Promise<void> {
  const role = options.roleOf(caller, row);
  const { id: fileId, purpose, organisationId } = row;
  const isPersonal = PERSONAL.has(purpose);
  // A view of one's own upload is not recorded.
  if (isPersonal && row.uploadedBy === caller.personId) return;
  if (isPersonal) {
    const inCase = await options.caseOf(row);
    const viewedAt = new Date(kit.clock.nowMs());
    const who = { personId: caller.personId, role, isMinistry };
    const view = { id: kit.ids.next(), fileId, purpose, organisationId, ...who, inCase, viewedAt };
    if (!(await recordView(kit.db, view, options.viewFoldMs))) return;
  }
  await recordAudit(kit.db, kit, {
    actorPersonId: caller.personId,
    actorRole: role,
    action: "file.read",
    subjectKind: "file",
    subjectId: fileId,
    detail: { purpose },
    requestId,
  });
}

/** Evidence in a dispute is readable for its provider and for verifiers: the other party receives the reason, not the documents. */
const EVIDENCE = "evidence";
const TEST_DOCUMENT = "test-paper";

function mayRead(caller: Caller, row: StoredFileRow): boolean {
  if (row.purpose === EVIDENCE) {
    return row.uploadedBy === caller.personId || caller.permissions.has("verification.read");
  }
  const isOwn = row.organisationId === null && row.uploadedBy === caller.personId;
  // Testers read the documents of tests, and no other document of a company.
  const readers = row.purpose === TEST_DOCUMENT ? [...READERS, "test.carry-out"] : READERS;
  const isReader = row.organisationId !== null && readers.some((permission) => caller.permissions.has(permission));
  return isOwn || isCompanys(caller, row) || isReader;
}

/** Whether the file belongs to an organisation that the caller acts for. */
function isCompanys(caller: Caller, { organisationId }: StoredFileRow): boolean {
  return organisationId !== null && caller.memberships.some((one) => one.organisationId === organisationId);
}
