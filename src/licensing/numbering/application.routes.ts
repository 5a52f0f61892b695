import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { findFile } from "../../platform/files/index.ts";
import { type Caller, type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { viewPromise } from "../promises/index.ts";
import { displayCode } from "./access-code.ts";
import { actingPerson } from "./acting-person.ts";
import { type ApplicationRow, findApplication, findDecreeOf, listEvents, listItems } from "./application.store.ts";
import { possibleCommands } from "./application.ts";
import { type CommandDoors, type CommandRefusal, commandApplication } from "./application-commands.effects.ts";
import { factsOf, findingsOf, maySee, openHoldOf } from "./application-facts.effects.ts";
import { type ApplicationKind, KIND_RULES } from "./application-kind.ts";
import { promiseOf, readApplicationPromise } from "./application-promise.ts";
import { searchApplications } from "./application-search.store.ts";
import type { ApplicationState } from "./application-words.ts";
import {
  applicationsQuery,
  applicationsWire,
  applicationWire,
  commandWire,
  findingsWire,
  newApplicationWire,
  saveFormWire,
} from "./contract.ts";
import { beginDraft, type DraftRefusal, saveForm } from "./draft.effects.ts";
import { citation, rulebookNow, rulebookOf } from "./rules-in-force.ts";

/** The status of each refusal. */
const STATUS: Readonly<Record<DraftRefusal | CommandRefusal, number>> = {
  "no-such-hold": 404,
  "no-such-application": 404,
  "no-such-file": 404,
  "hold-ended": 409,
  "application-open": 409,
  "version-stale": 409,
  "command-not-now": 409,
  "code-not-held": 409,
  "item-accepted": 409,
  "not-your-case": 403,
  "four-eyes": 403,
  "conflict-of-interest": 403,
  "organisation-not-verified": 403,
  "nib-not-in-force": 403,
  "promise-paused": 409,
  "promise-restart-limit": 409,
  "promise-not-possible": 409,
  "findings-open": 409,
  "items-open": 409,
  "item-unknown": 400,
  "no-item-returned": 409,
  "items-returned": 409,
  "reason-missing": 400,
  "remedy-missing": 400,
  "assignee-unfit": 409,
  "assignee-conflict": 409,
  "assignee-same": 409,
};

/** The rule behind a refusal, where there is one. */
const RULES: Readonly<Partial<Record<CommandRefusal, string>>> = { "nib-not-in-force": "oss-nib-blocks" };

const tags = ["applications"];
const problems = { 400: problemWire, 403: problemWire, 404: problemWire, 409: problemWire };
const byId = z.object({ id: z.uuid() });

/** Applications for access codes: draft, pre-check, submission, check, proposal, decision. */
export function addApplicationRoutes(app: Http, doors: CommandDoors): void {
  addReadingRoutes(app, doors.kit);
  addDraftRoutes(app, doors.kit);
  app.post(
    "/api/applications/:id/commands",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "Give a command on an application",
        params: byId,
        body: commandWire,
        response: { 200: applicationWire, ...problems },
      },
    },
    async (request, reply) => {
      const { expectedVersion, ...command } = request.body;
      const caller = callerOf(request);
      const done = await commandApplication(doors, {
        id: request.params.id,
        caller,
        requestId: request.id,
        expectedVersion,
        command,
      });
      if (!done.ok) {
        const ruleId = RULES[done.refusal];
        const rule = ruleId === undefined ? null : citation(rulebookNow(doors.kit.clock.nowMs()), ruleId);
        return sendProblem(reply, doors.kit.texts, STATUS[done.refusal], {
          code: done.refusal,
          rule: rule ?? undefined,
        });
      }
      return describe(doors.kit, caller, done.value);
    },
  );
}

function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

function addDraftRoutes(app: Http, kit: Kit): void {
  const config = { access: "application.write" } as const;
  app.post(
    "/api/applications",
    {
      config,
      schema: {
        tags,
        summary: "Begin an application for a held code",
        body: newApplicationWire,
        response: { 201: applicationWire, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const begun = await beginDraft(kit, { ...request.body, caller, requestId: request.id });
      if (!begun.ok) return sendProblem(reply, kit.texts, STATUS[begun.refusal], { code: begun.refusal });
      reply.code(201);
      return describe(kit, caller, begun.value);
    },
  );
  app.put(
    "/api/applications/:id/form",
    {
      config,
      schema: {
        tags,
        summary: "Save the form",
        params: byId,
        body: saveFormWire,
        response: { 200: applicationWire, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const saved = await saveForm(kit, { ...request.body, id: request.params.id, caller, requestId: request.id });
      if (!saved.ok) return sendProblem(reply, kit.texts, STATUS[saved.refusal], { code: saved.refusal });
      return describe(kit, caller, saved.value);
    },
  );
}

function addReadingRoutes(app: Http, kit: Kit): void {
  const config = { access: "signed-in" } as const;
  app.get(
    "/api/applications",
    {
      config,
      schema: {
        tags,
        summary: "Applications by search",
        querystring: applicationsQuery,
        response: { 200: applicationsWire, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { scope } = request.query;
      if (scope === "queue" && !caller.permissions.has("application.read")) {
        return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
      }
      return listApplications(kit, caller, request.query);
    },
  );
  app.get(
    "/api/applications/:id",
    {
      config,
      schema: { tags, summary: "One application", params: byId, response: { 200: applicationWire, ...problems } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await findApplication(kit.db, request.params.id);
      if (row === undefined || !maySee(caller, row))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return describe(kit, caller, row.id);
    },
  );
  app.get(
    "/api/applications/:id/pre-check",
    {
      config,
      schema: {
        tags,
        summary: "Every fault of the form now",
        params: byId,
        response: { 200: findingsWire, ...problems },
      },
    },
    async (request, reply) => {
      const row = await findApplication(kit.db, request.params.id);
      if (row === undefined || !maySee(callerOf(request), row)) {
        return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      }
      const rulebook = rulebookOf(row.ruleVersion, row.createdAt.getTime());
      const findings = (await findingsOf({ db: kit.db, nowMs: kit.clock.nowMs() }, row)).map(
        ({ place, code, ruleId }) => ({
          place,
          code,
          message: kit.texts.text(request.locale, `findings.${code}.message`),
          remedy: kit.texts.text(request.locale, `findings.${code}.remedy`),
          rule: citation(rulebook, ruleId),
        }),
      );
      return { findings };
    },
  );
}

async function listApplications(
  kit: Kit,
  caller: Caller,
  query: z.infer<typeof applicationsQuery>,
): Promise<z.infer<typeof applicationsWire>> {
  const { scope, state, search = "", sort, page, pageSize } = query;
  const organisationIds = scope === "queue" ? undefined : [...actingPerson(caller).organisationIds];
  const found = await searchApplications(kit.db, {
    organisationIds,
    state,
    search,
    sort,
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  const nowMs = kit.clock.nowMs();
  const items = found.items.map(({ createdAt, ruleVersion, organisationKind, submittedAt, ...row }) => {
    const kind = row.kind as ApplicationKind;
    const promiseEvents = row.promiseEvents as unknown as ApplicationRow["promiseEvents"];
    const promised = { createdAt, ruleVersion, promiseEvents, kind, organisation: { kind: organisationKind } };
    const reading = readApplicationPromise(promiseOf(promised), nowMs);
    const code = row.code ?? "";
    return {
      ...row,
      kind,
      code,
      display: displayCode(code),
      state: row.state as ApplicationState,
      submittedAt: submittedAt?.toISOString() ?? null,
      promise: reading === null ? null : viewPromise(reading),
    };
  });
  return { total: found.total, hasMore: found.hasMore, items };
}

async function describe(kit: Kit, caller: Caller, id: string): Promise<z.infer<typeof applicationWire>> {
  const row = present(await findApplication(kit.db, id), "application");
  const looking = { db: kit.db, nowMs: kit.clock.nowMs() };
  const rulebook = rulebookOf(row.ruleVersion, row.createdAt.getTime());
  const [facts, events, items, decree, hold, letter] = await Promise.all([
    factsOf(looking, row),
    listEvents(kit.db, id),
    listItems(kit.db, id),
    findDecreeOf(kit.db, id),
    row.state === "draft" ? openHoldOf(looking, row) : undefined,
    row.form.letterFileId === null ? undefined : findFile(kit.db, row.form.letterFileId),
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
    form: row.form,
    letter: letter === undefined ? null : { id: letter.id, name: letter.originalName, bytes: letter.bytes },
    items: KIND_RULES[row.kind].items.flatMap(({ key, ruleId }) =>
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
    commands: [...possibleCommands(facts, actingPerson(caller))],
    ruleVersion: row.ruleVersion,
  };
}
