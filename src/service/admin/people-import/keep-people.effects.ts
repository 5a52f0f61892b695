import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { canonicalJson, ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { judgePeople } from "./judge-people.ts";
import type { ParsedPeople } from "./parse-people-rows.ts";
import { isConcurrentDuplicate, lockPeople, type PeopleLimits, readPeopleFacts } from "./people-facts.store.ts";
import type { PeopleFacts } from "./people-facts.ts";
import type { AgentWork, InvitationWork, PeopleVerdict } from "./people-verdict.ts";

/** An added phone with the credentials of its device. */
export interface AddedPhone {
  readonly id: string;
  readonly extension: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly registrar: { readonly server: string; readonly port: number } | null;
}

/** The functions of the modules that own the imported data; each writes in the given transaction, with its own audit entry. */
export interface PeopleWriters {
  readonly invite: (
    trx: DatabaseTransaction,
    request: FastifyRequest,
    wish: InvitationWork & { readonly tenantId: string },
  ) => Promise<{ readonly id: string } | string>;
  readonly addPhone: (
    trx: DatabaseTransaction,
    requestContext: RequestContext,
    form: { readonly extension: string; readonly name: string },
  ) => Promise<Result<AddedPhone, string>>;
  readonly keepAgent: (
    trx: DatabaseTransaction,
    asking: RequestContext,
    agent: Omit<AgentWork, "extension" | "newPhone"> & { readonly homePhoneId: string | null },
  ) => Promise<Result<unknown, string>>;
  /** Notifies the switch and the ACD, after the import. */
  readonly announce: () => void;
}

/** Dependencies of the import of people. */
export interface PeopleKeeping {
  readonly kit: Kit;
  readonly writers: PeopleWriters;
  readonly emergency: ReadonlySet<string>;
  readonly limits: PeopleLimits;
}

/** Refusals of spreadsheets of people. */
export const PEOPLE_IMPORT_REFUSALS = {
  "people-sheet-missing": ["invalid", "file"],
  "people-sheet-too-large": ["too-large", "file"],
  "people-sheet-refused": "conflict",
  "people-sheet-changed": "conflict",
  "people-sheet-mails": "conflict",
  "people-sheet-clash": "conflict",
} as const satisfies RefusalTable;

/** Why a spreadsheet is not read or imported, with the line if it concerns one. */
export type PeopleImportRefusal = Refused<keyof typeof PEOPLE_IMPORT_REFUSALS>;

/** The imported lines and phones. */
export interface ImportedPeople {
  readonly verdicts: readonly PeopleVerdict[];
  readonly phones: readonly AddedPhone[];
}

/** The facts of the transaction's call centre that the evaluation needs. */
export function factsFor(
  { emergency, limits }: PeopleKeeping,
  trx: DatabaseTransaction,
  { tenantId, sheet }: { readonly tenantId: string; readonly sheet: ParsedPeople | null },
): Promise<PeopleFacts> {
  const extensions = new Set((sheet?.lines ?? []).flatMap(({ texts }) => (texts.extension ? [texts.extension] : [])));
  return readPeopleFacts(trx, { tenantId, extensions: [...extensions], emergency, limits });
}

/** A digest of a result: the same spreadsheet for the same call centre has the same digest, and any other result has another. */
export function planOf(verdicts: readonly PeopleVerdict[]): string {
  const facts = verdicts.map(({ line, standing, changes, invitation, agent }) => ({
    line,
    standing,
    changes: changes.map((change) => ({ ...change })),
    invitation: invitation === null ? null : { ...invitation },
    agent: agent === null ? null : { ...agent, queues: agent.queues.map((queue) => ({ ...queue })) },
  }));
  return createHash("sha256").update(canonicalJson(facts)).digest("hex");
}

/** Imports a spreadsheet in one transaction or not at all: only while its result equals that of the preview, and no line is refused. */
export async function importPeople(
  keeping: PeopleKeeping,
  request: FastifyRequest,
  asked: {
    readonly requestContext: RequestContext;
    readonly sheet: ParsedPeople;
    readonly plan: string;
    readonly fileName: string;
  },
): Promise<Result<ImportedPeople, PeopleImportRefusal>> {
  const { kit, writers } = keeping;
  const { requestContext, sheet, plan, fileName } = asked;
  const { tenantId } = requestContext;
  const done = await tenantCommand<ImportedPeople, PeopleImportRefusal>(
    kit,
    requestContext,
    {},
    async ({ trx, audit }) => {
      await lockPeople(trx, tenantId);
      const facts = await factsFor(keeping, trx, { tenantId, sheet });
      const verdicts = judgePeople(sheet, facts);
      const bad = verdicts.find(({ standing }) => standing === "refused");
      if (planOf(verdicts) !== plan) return refuseLine("people-sheet-changed", { line: 0, email: "" });
      if (bad !== undefined) return refuseLine("people-sheet-refused", bad);
      const phones = await write(keeping, trx, { request, requestContext, verdicts, facts });
      if (!phones.ok) return phones;
      const detail = { fileName, ...countsOf(verdicts), phones: phones.value.length };
      await audit({ action: "people.imported", subjectKind: "tenant", subjectId: tenantId, detail });
      return ok({ verdicts, phones: phones.value });
    },
  );
  if (done.ok) writers.announce();
  return done;
}

function refuseLine(
  code: keyof typeof PEOPLE_IMPORT_REFUSALS,
  { line, email }: { readonly line: number; readonly email: string },
) {
  return refuse({ code, params: { line, email } });
}

/** The number of lines of each standing. */
export function countsOf(verdicts: readonly PeopleVerdict[]) {
  const count = (standing: PeopleVerdict["standing"]) => verdicts.filter((one) => one.standing === standing).length;
  return { new: count("new"), changed: count("changed"), unchanged: count("unchanged"), refused: count("refused") };
}

interface Writing {
  readonly request: FastifyRequest;
  readonly requestContext: RequestContext;
  readonly verdicts: readonly PeopleVerdict[];
  readonly facts: PeopleFacts;
}

async function write(
  { writers }: PeopleKeeping,
  trx: DatabaseTransaction,
  { request, requestContext, verdicts, facts }: Writing,
): Promise<Result<readonly AddedPhone[], PeopleImportRefusal>> {
  const { tenantId } = requestContext;
  const phoneIds = new Map(facts.phones.map(({ id, extension }) => [extension, id]));
  const phones: AddedPhone[] = [];
  // In a fixed order, so that two imports with the same addresses wait for each other without a deadlock.
  const invited = verdicts.toSorted((left, right) => (left.email.toLowerCase() < right.email.toLowerCase() ? -1 : 1));
  for (const { line, email, invitation } of invited) {
    if (invitation === null) continue;
    const sent = await writers.invite(trx, request, { ...invitation, tenantId });
    const refusal = sent === "too-many-mails" ? "people-sheet-mails" : "people-sheet-clash";
    if (typeof sent === "string") return refuseLine(refusal, { line, email });
  }
  for (const { line, email, agent } of verdicts) {
    if (agent === null) continue;
    const { newPhone, extension, ...form } = agent;
    if (newPhone !== null && !phoneIds.has(newPhone)) {
      const added = await unlessTaken(writers.addPhone(trx, requestContext, { extension: newPhone, name: agent.name }));
      if (!added?.ok) return refuseLine("people-sheet-clash", { line, email });
      phoneIds.set(newPhone, added.value.id);
      phones.push(added.value);
    }
    const homePhoneId = extension === null ? null : (phoneIds.get(extension) ?? null);
    const kept = await unlessTaken(writers.keepAgent(trx, requestContext, { ...form, homePhoneId }));
    if (!kept?.ok) return refuseLine("people-sheet-clash", { line, email });
  }
  return ok(phones);
}

/** The result of a write; null when a person took the same value manually between the evaluation and the write. */
async function unlessTaken<Written>(writing: Promise<Written>): Promise<Written | null> {
  try {
    return await writing;
  } catch (error) {
    if (isConcurrentDuplicate(error)) return null;
    throw error;
  }
}
