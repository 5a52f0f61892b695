import { setTimeout as wait } from "node:timers/promises";
import { findFile, type StoredFileRow } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import type { LicenceForTest } from "../../applications/index.ts";
import { rulebookNow } from "../../numbering/index.ts";
import { type FileFacts, type PreCheckFinding, preCheckOfTest, readLicenceRules } from "../../requirements/index.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { writesFor } from "../test-person.ts";
import { TEST_DOCUMENT_PURPOSE } from "./write-decision.effects.ts";

/** The slot of the letter of request. */
const LETTER = "D14";
/** The applicant waits at the form: a letter that takes longer is not checked. */
const READ_MS_MAX = 30_000;
/** Size of the cache of letters by digest: a letter is read at its upload and again with the request. */
const KNOWN_MAX = 200;
const NOTHING_STATED = { number: "", issuedOn: "", validUntil: "" } as const;

/** Reads a letter that the caller or one of their companies has uploaded; undefined if there is none. */
export async function readLetter(
  dependencies: TestDependencies,
  caller: Caller,
  fileId: string,
): Promise<FileFacts | undefined> {
  const file = await findFile(dependencies.kit.db, fileId);
  if (file === undefined || file.purpose !== TEST_DOCUMENT_PURPOSE) return undefined;
  const { organisationId, uploadedBy } = file;
  const isOwn = organisationId === null ? uploadedBy === caller.personId : writesFor(caller, organisationId);
  return isOwn ? factsOf(dependencies, file) : undefined;
}

/** The findings of a letter for this application, in the format of its pre-check. */
export function letterFaults(facts: FileFacts, licence: LicenceForTest, nowMs: number): readonly PreCheckFinding[] {
  const today = officeDate(nowMs);
  return preCheckOfTest({
    caseId: licence.id,
    form: licence.form,
    company: licence.company,
    today,
    slots: [{ slot: LETTER, facts, stated: NOTHING_STATED }],
    rules: readLicenceRules(rulebookNow(nowMs), today),
  });
}

/** Facts read from the file; a file that cannot be read in time counts as unread, so that the request does not wait. */
async function factsOf({ kit, readFile }: TestDependencies, file: StoredFileRow): Promise<FileFacts> {
  const late = new AbortController();
  const gaveUp = wait(READ_MS_MAX, undefined, { signal: late.signal, ref: false }).catch(() => undefined);
  const read = readFile(file).catch((error: unknown) => {
    kit.log.warn({ fileId: file.id, err: error }, "test.letter-unread");
    return undefined;
  });
  const facts = await Promise.race([read, gaveUp]);
  late.abort();
  return facts ?? unread(file);
}

function unread({ sha256, bytes, mediaType }: StoredFileRow): FileFacts {
  const nothing = { pages: null, hasText: null, template: null, fields: null, areas: null };
  return { sha256, bytes: Number(bytes), type: mediaType, ...nothing, unread: ["reader-busy"] };
}

/** The findings of a letter, for a person who may edit the company's applications; undefined for others, and without such a file. */
export async function letterFindings(
  dependencies: TestDependencies,
  caller: Caller,
  asked: { readonly licenceId: string; readonly fileId: string },
): Promise<readonly PreCheckFinding[] | undefined> {
  const { db, clock } = dependencies.kit;
  const nowMs = clock.nowMs();
  const licence = await dependencies.licenceForTest({ db, nowMs }, asked.licenceId);
  if (licence === undefined || !writesFor(caller, licence.organisation.id)) return undefined;
  const facts = await readLetter(dependencies, caller, asked.fileId);
  return facts === undefined ? undefined : letterFaults(facts, licence, nowMs);
}

/** Caches the facts of recently read files by digest; files that could not be read completely are read again. */
export function rememberingReader(read: TestDependencies["readFile"]): TestDependencies["readFile"] {
  const known = new Map<string, FileFacts>();
  return async (file) => {
    const before = known.get(file.sha256);
    if (before !== undefined) return before;
    const facts = await read(file);
    if (facts.unread.length > 0) return facts;
    known.set(file.sha256, facts);
    const [oldest] = known.keys();
    if (known.size > KNOWN_MAX && oldest !== undefined) known.delete(oldest);
    return facts;
  };
}
