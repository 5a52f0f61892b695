import type { z } from "zod";
import { present } from "../../kernel/index.ts";
import { findFile } from "../../platform/files/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { viewPromise } from "../promises/index.ts";
import { displayCode } from "./access-code.ts";
import { actingPerson } from "./acting-person.ts";
import { findApplication, findDecreeOf, listEvents, listItems } from "./application.store.ts";
import { possibleCommands } from "./application.ts";
import { factsOf, openHoldOf } from "./application-facts.effects.ts";
import { checkItemsOf } from "./application-kind.ts";
import { promiseOf, readApplicationPromise } from "./application-promise.ts";
import type { applicationWire } from "./contract.ts";
import { citation, rulebookOf } from "./rules-in-force.ts";

/** One application as the caller sees it. */
export async function describeApplication(
  kit: Kit,
  caller: Caller,
  id: string,
): Promise<z.infer<typeof applicationWire>> {
  const row = present(await findApplication(kit.db, id), "application");
  const looking = { db: kit.db, nowMs: kit.clock.nowMs() };
  const rulebook = rulebookOf(row.ruleVersion, row.createdAt.getTime());
  const [facts, events, items, decree, hold, letter, basisFile, userLetter] = await Promise.all([
    factsOf(looking, row, { caller }),
    listEvents(kit.db, id),
    listItems(kit.db, id),
    findDecreeOf(kit.db, id),
    row.state === "draft" ? openHoldOf(looking, row) : undefined,
    fileOf(kit, row.form.letterFileId),
    fileOf(kit, row.form.basisFileId),
    fileOf(kit, row.form.userLetterFileId),
  ]);
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
    items: checkItemsOf(row.kind, row.organisation.kind).flatMap(({ key, ruleId }) =>
      items
        .filter((item) => item.key === key)
        .map(({ checkedBy: _checkedBy, ...item }) => ({ ...item, rule: citation(rulebook, ruleId) })),
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
    mandateRefusal: facts.mandateRefusal,
    commands: [...possibleCommands(facts, actingPerson(caller))],
    ruleVersion: row.ruleVersion,
  };
}

async function fileOf(kit: Kit, id: string | null) {
  const file = id === null ? undefined : await findFile(kit.db, id);
  return file === undefined ? null : { id: file.id, name: file.originalName, bytes: file.bytes };
}
