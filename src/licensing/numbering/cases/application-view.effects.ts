import type { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { findFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { calendarsInForce, officeDate } from "../../../regulation/index.ts";
import { viewPromise } from "../../promises/index.ts";
import { watchOf } from "../case-work/case-watch.ts";
import { displayCode } from "../codes/access-code.ts";
import { decreeInForceOn } from "../codes/held-code.store.ts";
import { GROUND_RULES } from "../codes/revocation-ground.ts";
import type { applicationSchema } from "../contract.ts";
import { licencesOf, servicesWithCodes } from "../inventory/holdings.store.ts";
import { actingPerson } from "./acting-person.ts";
import { type ApplicationRow, findApplication, findDecreeOf, listEvents, listReceipts } from "./application.store.ts";
import { possibleCommands } from "./application.ts";
import { factsOf, isNewServiceCase, openHoldOf } from "./application-facts.effects.ts";
import { filesNamedIn } from "./application-form.ts";
import { type CheckItemRule, checkItemsOf, KIND_RULES } from "./application-kind.ts";
import { promiseOf, readApplicationPromise } from "./application-promise.ts";
import { identityAtOss } from "./oss-facts.ts";
import { citation, rulebookOf } from "./rules-in-force.ts";

/** One application, as visible to the caller. */
export async function describeApplication(
  kit: Kit,
  caller: Caller,
  id: string,
): Promise<z.infer<typeof applicationSchema>> {
  return describeRow(kit, caller, present(await findApplication(kit.db, id), "application"));
}

/** An application that was just read, as visible to the caller. */
export async function describeRow(
  kit: Kit,
  caller: Caller,
  row: ApplicationRow,
): Promise<z.infer<typeof applicationSchema>> {
  const { id } = row;
  const looking = { db: kit.db, nowMs: kit.clock.nowMs() };
  const rulebook = rulebookOf(row.ruleVersion, row.createdAt.getTime());
  const [facts, events, decree, hold, letter, basisFile, userLetter] = await Promise.all([
    factsOf(looking, row, { caller }),
    listEvents(kit.db, id),
    findDecreeOf(kit.db, id),
    row.state === "draft" ? openHoldOf(looking, row) : undefined,
    fileOf(kit, row.form.letterFileId),
    fileOf(kit, row.form.basisFileId),
    fileOf(kit, row.form.userLetterFileId),
  ]);
  const isForNewService = await isNewServiceCase(kit.db, row);
  const receipts = await listReceipts(kit.db, id);
  const { state: _state, ossRecord: _ossRecord, ...organisation } = row.organisation;
  const reading = readApplicationPromise(promiseOf(row), looking.nowMs);
  return {
    id,
    number: row.number,
    version: row.version,
    state: row.state,
    kind: row.kind,
    organisation,
    form: { ...row.form, usageReport: [...row.form.usageReport] },
    letter,
    basisFile,
    userLetter,
    ...(await aboutHeldCode(kit, row)),
    heldServices: await heldServicesOf(kit, row, isForNewService),
    licences: row.kind === "additional" ? [...(await licencesOf(kit.db, organisation.id))] : [],
    items: checkItemsOf(row.kind, { isGovernment: organisation.kind === "government", isForNewService }).flatMap(
      ({ key, ruleId }) =>
        facts.items
          .filter((item) => item.key === key)
          .map(({ checkedBy: _checkedBy, isCorrected: _isCorrected, ...item }) => ({
            ...item,
            rule: citation(rulebook, ruleOfItem(row, { key, ruleId })),
          })),
    ),
    promise: reading === null ? null : viewPromise(reading),
    events: events.map(({ occurredAt, actorName, actorRole, type, note }) => ({
      at: occurredAt.toISOString(),
      actorName,
      role: actorRole,
      type,
      note,
    })),
    decree: decree ?? null,
    hold:
      hold === undefined
        ? null
        : { id: hold.id, code: hold.code, display: displayCode(hold.code), heldUntil: hold.heldUntil.toISOString() },
    proposedOutcome: row.proposedOutcome,
    receipts,
    repairUntil: watchOf(row, looking.nowMs, calendarsInForce(officeDate(looking.nowMs))).repairUntil,
    repairRule: row.state === "returned" ? citation(rulebook, "repair-working-days") : null,
    mandateRefusal: facts.mandateRefusal,
    commands: [...possibleCommands(facts, actingPerson(caller))],
    ruleVersion: row.ruleVersion,
  };
}

/** The holder's services other than the new one, which has codes too once it is approved. */
async function heldServicesOf(kit: Kit, row: ApplicationRow, isForNewService: boolean): Promise<string[] | null> {
  if (!isForNewService) return null;
  const services = await servicesWithCodes(kit.db, row.organisation.id);
  return services.filter((service) => row.state !== "approved" || service !== row.form.newService);
}

/** The rule of a revocation's item is that of its ground. */
function ruleOfItem({ form }: ApplicationRow, item: CheckItemRule): string {
  if (form.revocation === null || item.key === "answer") return item.ruleId;
  return GROUND_RULES[form.revocation.ground];
}

/** The documents, decree and OSS identity shown beside a form about an already held code. */
async function aboutHeldCode(kit: Kit, row: ApplicationRow) {
  if (KIND_RULES[row.kind].restsOn === "held-code") return { papers: [], decreeInForce: null, atOss: null };
  const papers = await Promise.all(filesNamedIn(row.form).map((id) => fileOf(kit, id)));
  const decree = await decreeInForceOn(kit.db, { code: row.code, organisationId: row.organisation.id });
  return {
    papers: papers.filter((file) => file !== null),
    decreeInForce:
      decree === undefined
        ? null
        : { id: decree.id, number: decree.number, decidedOn: officeDate(decree.decidedAt.getTime()) },
    atOss: identityAtOss(row.organisation.ossRecord),
  };
}

async function fileOf(kit: Kit, id: string | null) {
  const file = id === null ? undefined : await findFile(kit.db, id);
  return file === undefined ? null : { id: file.id, name: file.originalName, bytes: file.bytes };
}
