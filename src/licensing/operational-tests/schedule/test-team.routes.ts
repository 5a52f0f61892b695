import { z } from "zod";
import type { Http } from "../../../platform/http/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { signingCodeRequest } from "../contract.ts";
import {
  addInstrument,
  calibrateInstrument,
  listInstruments,
  revokeInstrument,
} from "../evidence/instruments.effects.ts";
import {
  answersRequest,
  answersResultSchema,
  calibrationSchema,
  evidencePreviewSchema,
  evidenceRequest,
  evidenceSchema,
  instrumentsSchema,
  newInstrument,
  testAnswersSchema,
} from "../evidence/items.shared.ts";
import { keepAnswers } from "../evidence/keep-answers.effects.ts";
import { previewEvidence, takeEvidence } from "../evidence/take-evidence.effects.ts";
import { viewAnswers } from "../evidence/test-answers.effects.ts";
import { mailSigningCode } from "../report/signing-code.effects.ts";
import { byId, callerOf, problems, seenTest, sendRefusal } from "../test.routes.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { knowTest } from "../test-facts.effects.ts";

const tags = ["tests"];
const confirmed = { access: "signed-in", needsConfirmedEmail: true } as const;

/** Routes of the team's answers, the evidence of instruments, and one-time signing codes. */
export function addTestTeamRoutes(app: Http, dependencies: TestDependencies): void {
  addAnswerRoutes(app, dependencies);
  addEvidenceRoute(app, dependencies);
  addEvidencePreviewRoute(app, dependencies);
  addCodeRoute(app, dependencies);
  addInstrumentRoutes(app, dependencies);
}

function addAnswerRoutes(app: Http, dependencies: TestDependencies): void {
  const { kit } = dependencies;
  app.get(
    "/api/tests/:id/answers",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "All that was found, conflicts included",
        params: byId,
        response: { 200: testAnswersSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = await seenTest(dependencies, callerOf(request), request.params.id);
      if (row === undefined) return sendRefusal(kit, reply, "no-such-test");
      return viewAnswers(await knowTest(dependencies, { db: kit.db, nowMs: kit.clock.nowMs() }, row));
    },
  );
  app.post(
    "/api/tests/:id/answers",
    {
      config: confirmed,
      bodyLimit: 2_000_000,
      schema: {
        tags,
        summary: "Send answers, as often as need be",
        params: byId,
        body: answersRequest,
        response: { 200: answersResultSchema, ...problems },
      },
    },
    async (request, reply) => {
      const asked = { id: request.params.id, caller: callerOf(request), requestId: request.id, ...request.body };
      const done = await keepAnswers(dependencies, asked);
      return done.ok ? { results: [...done.value] } : sendRefusal(kit, reply, done.refusal);
    },
  );
}

function addEvidenceRoute(app: Http, dependencies: TestDependencies): void {
  app.post(
    "/api/tests/:id/evidence",
    {
      config: confirmed,
      schema: {
        tags,
        summary: "Take in evidence that an instrument has signed",
        params: byId,
        body: evidenceRequest,
        response: { 201: evidenceSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { document } = request.body;
      const asked = { id: request.params.id, caller: callerOf(request), requestId: request.id, document };
      const done = await takeEvidence(dependencies, asked);
      if (!done.ok) return sendRefusal(dependencies.kit, reply, done.refusal);
      reply.code(201);
      return done.value;
    },
  );
}

function addEvidencePreviewRoute(app: Http, dependencies: TestDependencies): void {
  app.post(
    "/api/tests/:id/evidence-look",
    {
      config: confirmed,
      schema: {
        tags,
        summary: "What signed evidence would do, and what is wrong with it, without taking it in",
        params: byId,
        body: evidenceRequest,
        response: { 200: evidencePreviewSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { document } = request.body;
      const asked = { id: request.params.id, caller: callerOf(request), requestId: request.id, document };
      const say = (code: string) => dependencies.kit.texts.text(request.locale, `errors.${code}`, {});
      const looked = await previewEvidence(dependencies, { ...asked, say });
      return looked.ok ? looked.value : sendRefusal(dependencies.kit, reply, looked.refusal);
    },
  );
}

function addCodeRoute(app: Http, dependencies: TestDependencies): void {
  app.post(
    "/api/tests/:id/signing-codes",
    {
      config: confirmed,
      schema: {
        tags,
        summary: "Mail a one-time code to somebody who signs for the company",
        params: byId,
        body: signingCodeRequest,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { personId } = request.body;
      const asked = { id: request.params.id, personId, caller: callerOf(request), requestId: request.id };
      const done = await mailSigningCode(dependencies, asked);
      if (!done.ok) return sendRefusal(dependencies.kit, reply, done.refusal);
      return reply.code(204).send(null);
    },
  );
}

function addInstrumentRoutes(app: Http, dependencies: TestDependencies): void {
  const { kit } = dependencies;
  const list = async () => ({ items: await listInstruments(kit.db, officeDate(kit.clock.nowMs())) });
  app.get(
    "/api/test-instruments",
    {
      config: { access: "application.read" },
      schema: { tags, summary: "Instruments whose signatures are believed", response: { 200: instrumentsSchema } },
    },
    list,
  );
  app.post(
    "/api/test-instruments",
    {
      config: { access: "application.assign" },
      schema: {
        tags,
        summary: "Believe the signatures of an instrument",
        body: newInstrument,
        response: { 201: instrumentsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await addInstrument(kit, { ...request.body, caller: callerOf(request), requestId: request.id });
      if (!done.ok) return sendRefusal(kit, reply, done.refusal);
      reply.code(201);
      return list();
    },
  );
  app.post(
    "/api/test-instruments/:id/calibration",
    {
      config: { access: "application.assign" },
      schema: {
        tags,
        summary: "A further calibration of an instrument",
        params: byId,
        body: calibrationSchema,
        response: { 200: instrumentsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const asked = { id: request.params.id, ...request.body, caller: callerOf(request), requestId: request.id };
      const done = await calibrateInstrument(kit, asked);
      return done.ok ? list() : sendRefusal(kit, reply, done.refusal);
    },
  );
  app.post(
    "/api/test-instruments/:id/revoke",
    {
      config: { access: "application.assign" },
      schema: {
        tags,
        summary: "Believe an instrument no longer",
        params: byId,
        response: { 200: instrumentsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const asked = { id: request.params.id, caller: callerOf(request), requestId: request.id };
      const done = await revokeInstrument(kit, asked);
      if (!done.ok) return sendRefusal(kit, reply, done.refusal);
      return list();
    },
  );
}
