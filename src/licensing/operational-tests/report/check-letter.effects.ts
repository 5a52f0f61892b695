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
/** Somebody waits at the form: a letter that takes longer is not checked. */
const READ_MS_MAX = 30_000;
/** Letters that were read last and are known by their digest: a letter is looked at when it comes in, and again with the request. */
const KNOWN_MAX = 200;
const NOTHING_STATED = { number: "", issuedOn: "", validUntil: "" } as const;

/** Reads a letter that the caller or a company of his has uploaded; undefined where there is none. */
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

/** What is wrong with a letter for this application, as its pre-check would tell it. */
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

/** What the file says; one that cannot be read now is no reason to keep anybody waiting, and counts as unread. */
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

/** The findings for whoever writes for the company; undefined for everybody else, and where there is no such file. */
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

/** Reads equal bytes once, as long as they are among those that were read last; what could not be read whole is read again. */
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
