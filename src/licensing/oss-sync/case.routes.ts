import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { permissionsOf } from "../../identity/index.ts";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  type ChoiceRefusal,
  chooseLicense,
  describeCase,
  findCase,
  maySeeCase,
  viewLicense,
} from "./case-at-oss.effects.ts";
import { waitingLicenses } from "./case-link.store.ts";
import { caseAtOssSchema, chooseLicenseSchema, waitingLicensesSchema } from "./contract.ts";
import { serviceRulesOn } from "./report-case.effects.ts";

const tags = ["oss"];
const byId = z.object({ id: z.uuid() });

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<ChoiceRefusal, number>> = {
  "no-such-application": 404,
  "no-such-license": 404,
  "license-not-now": 409,
};

/** Routes of a case's OSS data, for the members of its company and for officers. */
export function addCaseRoutes(app: Http, kit: Kit): void {
  addReadingRoute(app, kit);
  app.put(
    "/api/applications/:id/oss-license",
    {
      config: { access: "application.write", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Choose the licence in OSS that an application answers",
        params: byId,
        body: chooseLicenseSchema,
        response: { 200: caseAtOssSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      const chosen = await chooseLicense(kit, { caller, requestId: request.id, id, ...request.body });
      if (!chosen.ok) return sendProblem(reply, kit.texts, STATUS[chosen.refusal], { code: chosen.refusal });
      return describeCase(kit, caller, chosen.value);
    },
  );
  app.get(
    "/api/oss/licenses",
    {
      config: { access: "application.write" },
      schema: {
        tags,
        summary: "Licences that OSS asks my companies for and that no application answers",
        response: { 200: waitingLicensesSchema },
      },
    },
    async (request) => {
      const { kdIzin: licenseCode } = serviceRulesOn(kit.clock.nowMs());
      const lists = writtenFor(callerOf(request)).map(async ({ organisationId, organisationName }) => {
        const waiting = await waitingLicenses(kit.db, { organisationId, licenseCode });
        return waiting.map((license) => ({ ...viewLicense(license), organisationId, organisationName }));
      });
      return { items: (await Promise.all(lists)).flat() };
    },
  );
}

function addReadingRoute(app: Http, kit: Kit): void {
  app.get(
    "/api/applications/:id/oss",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "An application in OSS: its licence, its company's standing, and what was reported",
        params: byId,
        response: { 200: caseAtOssSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await findCase(kit.db, request.params.id);
      if (row === undefined || !maySeeCase(caller, row))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return describeCase(kit, caller, row);
    },
  );
}

function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

/** The companies whose applications a caller may edit, without duplicates. */
function writtenFor(caller: Caller) {
  const companies = new Map<string, { readonly organisationId: string; readonly organisationName: string }>();
  for (const one of caller.memberships) {
    if (one.organisationId === null || !permissionsOf([one]).has("application.write")) continue;
    companies.set(one.organisationId, {
      organisationId: one.organisationId,
      organisationName: one.organisationName ?? "",
    });
  }
  return [...companies.values()];
}
