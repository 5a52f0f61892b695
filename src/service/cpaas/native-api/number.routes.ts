import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import { definedFields, unfitAddress } from "../twilio-api/index.ts";
import { hookRefused, nativeRequestContext } from "./application.routes.ts";
import { codeParam, numberChangeSchema, numberSchema, numbersQuery, numbersSchema } from "./hook-contract.ts";
import { numberView } from "./hook-view.ts";
import { cutList } from "./list-place.ts";
import { apiClientOf, missing, type ProgramDependencies, refuseProgram } from "./program-server.routes.ts";

const tags = ["numbers"];
const [read, write] = [forPrograms("numbers.read"), forPrograms("numbers.write")];
const ONE = "/api/v1/numbers/:code";

/** Number routes: list and fetch numbers, and update the webhooks of their calls and messages. */
export function addProgramNumbers(api: Http, dependencies: ProgramDependencies): void {
  addReading(api, dependencies);
  addChanging(api, dependencies);
}

function addReading(api: Http, dependencies: ProgramDependencies): void {
  const { hooks } = dependencies.operations;
  const { config, security } = read;
  api.get(
    "/api/v1/numbers",
    {
      config,
      schema: {
        operationId: "listNumbers",
        tags,
        security,
        summary: "Numbers by code",
        querystring: numbersQuery,
        response: { 200: numbersSchema, ...programProblems() },
      },
    },
    async (request) => {
      const { holds, after, limit } = request.query;
      const part = { holds, after, limit: limit + 1 };
      const found = await hooks.listNumbers(apiClientOf(request).tenantId, part);
      const { items, next } = cutList(found, limit, ({ code }) => code);
      return { items: items.map(numberView), next };
    },
  );
  api.get(
    ONE,
    {
      config,
      schema: {
        operationId: "fetchNumber",
        tags,
        security,
        summary: "A number",
        params: codeParam,
        response: { 200: numberSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const found = await hooks.findNumber(apiClientOf(request).tenantId, request.params.code);
      return found === undefined ? missing(dependencies, reply, "no-such-number") : numberView(found);
    },
  );
}

/** Fields that refer to a resource, by the error for a missing resource. */
const FIELDS = { "no-such-voice-application": "applicationId", "no-such-queue": "fallbackQueueId" } as const;

function addChanging(api: Http, dependencies: ProgramDependencies): void {
  const { hooks } = dependencies.operations;
  const inside = new Set(dependencies.kit.settings.hookHosts);
  api.patch(
    ONE,
    {
      config: write.config,
      schema: {
        operationId: "changeNumber",
        tags,
        security: write.security,
        params: codeParam,
        body: numberChangeSchema,
        summary: "Say what leads the calls and messages of a number; what is left out stays as it is",
        response: { 200: numberSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      const unfit = unfitAddress(request.body, inside);
      if (unfit !== undefined) return refuseProgram(dependencies, reply, { code: "hook-address-unfit", field: unfit });
      const clientContext = nativeRequestContext(request);
      const refusal = await hooks.changeNumber(clientContext, { code, change: definedFields(request.body) });
      if (refusal !== null) {
        const field = refusal in FIELDS ? FIELDS[refusal as keyof typeof FIELDS] : undefined;
        return refuseProgram(dependencies, reply, hookRefused(refusal, field));
      }
      const found = await hooks.findNumber(clientContext.tenantId, code);
      return found === undefined ? missing(dependencies, reply, "no-such-number") : numberView(found);
    },
  );
}
