import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { promiseFilterOf } from "../../promises/index.ts";
import {
  organisationSchema,
  ossAdoptionSchema,
  ossReadingSchema,
  verificationDetailSchema,
  verificationSchema,
  verificationsQuery,
  verificationsSchema,
} from "../contract.ts";
import { openDisputeOf } from "../disputes/dispute.store.ts";
import { callerContextOf } from "../organisation.routes.ts";
import { findOrganisation, searchOrganisations } from "../organisation.store.ts";
import { actorOf, type CallerContext, type OrganisationOptions } from "../organisation-dependencies.effects.ts";
import type { OrganisationRow } from "../organisation-row.ts";
import { factsOf, isoInstant, viewOrganisation } from "../organisation-view.ts";
import { adoptFromOss, readAgain } from "../oss/oss-reading.effects.ts";
import { viewOssRecord } from "../oss/oss-record.ts";
import { importedFacts } from "../registration/imported.store.ts";
import { codesHeldBy, findMatchingOrganisations } from "../registration/matching-organisations.store.ts";
import { acceptRegistration, noticesFor } from "../registration/registration.ts";
import { requiredKbli } from "../registration/registration-promise.ts";
import { sendRefusals } from "../send-refusals.effects.ts";
import { viewLetter } from "./authority.routes.ts";
import { letterOfRegistration } from "./authority.store.ts";
import { verify } from "./verification.effects.ts";

const tags = ["verifications"];
const params = z.object({ organisationId: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Routes of the verifiers' queue and decisions. */
export function addVerificationRoutes(app: Http, options: OrganisationOptions): void {
  addQueueRoute(app, options);
  addDetailRoute(app, options);
  addDecisionRoute(app, options);
  addOssRoutes(app, options);
}

function addQueueRoute(app: Http, { kit }: OrganisationOptions): void {
  app.get(
    "/api/verifications",
    {
      config: { access: "verification.read" },
      schema: {
        tags,
        summary: "Registrations by search",
        querystring: verificationsQuery,
        response: { 200: verificationsSchema, ...problems },
      },
    },
    async (request) => {
      const { page, pageSize, search, state, sort } = request.query;
      const promise = promiseFilterOf(request.query, kit.clock.nowMs());
      const asked = { search, state, promise, sort, limit: pageSize, offset: (page - 1) * pageSize };
      const { total, items } = await searchOrganisations(kit.db, asked);
      return { total, items: items.map((row) => viewOrganisation(row, kit.clock.nowMs())) };
    },
  );
}

function addDetailRoute(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.get(
    "/api/verifications/:organisationId",
    {
      config: { access: "verification.read" },
      schema: {
        tags,
        summary: "One registration, as a verifier compares it",
        params,
        response: { 200: verificationDetailSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = await findOrganisation(kit.db, request.params.organisationId);
      if (row === undefined) return sendRefusals(kit, reply, [{ code: "no-such-organisation", path: null }]);
      const say = (code: string) => ({ code, message: kit.texts.text(request.locale, `notices.${code}`) });
      return {
        ...viewOrganisation(row, kit.clock.nowMs()),
        oss: row.ossRecord === null ? null : viewOssRecord(row.ossRecord),
        notices: noticesFor({ record: row.ossRecord, source: row.recordSource }, requiredKbli(row.createdMs)).map(say),
        lookAlikes: [...(await findMatchingOrganisations(kit.db, row))].map(({ by, ...rest }) => ({
          ...rest,
          by: [...by],
        })),
        codes: await codesHeldBy(kit.db, row.id),
        imported: await importedFacts(kit.db, row.id),
        authority: await letterOf(kit, row.id),
        disputeId: await openDisputeOf(kit.db, row.id),
        mayDecide: mayDecide(row, callerContextOf(request)),
      };
    },
  );
}

async function letterOf(kit: Kit, organisationId: string) {
  const letter = await letterOfRegistration(kit.db, organisationId);
  return letter === undefined ? null : viewLetter(letter, kit.clock.nowMs());
}

function addOssRoutes(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.get(
    "/api/verifications/:organisationId/oss-reading",
    {
      config: { access: "verification.read" },
      schema: {
        tags,
        summary: "What OSS says now, held against a registration",
        params,
        response: { 200: ossReadingSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = await findOrganisation(kit.db, request.params.organisationId);
      if (row === undefined) return sendRefusals(kit, reply, [{ code: "no-such-organisation", path: null }]);
      const { state, readAtMs, lines } = await readAgain(options, row);
      return { state, readAt: isoInstant(readAtMs), lines: [...lines] };
    },
  );
  app.post(
    "/api/verifications/:organisationId/oss-record",
    {
      config: { access: "verification.decide" },
      schema: {
        tags,
        summary: "Take what OSS says now into a registration",
        params,
        body: ossAdoptionSchema,
        response: { 200: organisationSchema, ...problems, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const { organisationId: id } = request.params;
      const written = await adoptFromOss(options, { id, ...request.body, callerContext: callerContextOf(request) });
      if (!written.ok) return sendRefusals(kit, reply, written.refusal);
      const row = await findOrganisation(kit.db, id);
      if (row === undefined) return sendRefusals(kit, reply, [{ code: "no-such-organisation", path: null }]);
      return viewOrganisation(row, kit.clock.nowMs());
    },
  );
}

function mayDecide(row: OrganisationRow, { caller }: CallerContext): boolean {
  return caller.permissions.has("verification.decide") && acceptRegistration(factsOf(row), actorOf(caller)).ok;
}

function addDecisionRoute(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.post(
    "/api/verifications/:organisationId/decision",
    {
      config: { access: "verification.decide" },
      schema: {
        tags,
        summary: "Accept or return a registration",
        params,
        body: verificationSchema,
        response: { 200: organisationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { organisationId: id } = request.params;
      const written = await verify(options, { id, ...request.body, callerContext: callerContextOf(request) });
      if (!written.ok) return sendRefusals(kit, reply, written.refusal);
      const row = await findOrganisation(kit.db, id);
      if (row === undefined) return sendRefusals(kit, reply, [{ code: "no-such-organisation", path: null }]);
      return viewOrganisation(row, kit.clock.nowMs());
    },
  );
}
