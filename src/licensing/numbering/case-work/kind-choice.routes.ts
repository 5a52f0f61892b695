import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { readPromiseTerms } from "../../../regulation/index.ts";
import { findOpenNew } from "../cases/application.store.ts";
import { type CodeRequestKind, KIND_RULES } from "../cases/application-kind.ts";
import { citation, rulebookNow } from "../cases/rules-in-force.ts";
import { displayCode } from "../codes/access-code.ts";
import { kindProposalQuery, kindProposalSchema, operatorsSchema } from "../contract.ts";
import { isRepresentative } from "../inventory/hold.routes.ts";
import { operatorsWithCodes } from "../inventory/holdings.store.ts";
import { type KnownBody, knownBody } from "./kind-choice.effects.ts";
import { eligibilityRefusal, fittingKind, KIND_CHOICE_RULES } from "./kind-choice.ts";

const tags = ["applications"];

/** Routes for the kind of application that fits an organisation, with the reason, and for the operators that can rent out a code. */
export function addKindChoiceRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/kind-proposals",
    {
      config: { access: "application.write" },
      schema: {
        tags,
        summary: "The kind of application that fits a body",
        querystring: kindProposalQuery,
        response: { 200: kindProposalSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { organisationId, ownService } = request.query;
      const nowMs = kit.clock.nowMs();
      const isTheirs = isRepresentative(present(request.caller, "caller"), organisationId);
      const body = isTheirs ? await knownBody({ db: kit.db, nowMs }, { organisationId, ownService }) : undefined;
      if (body === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-organisation" });
      const openApplicationId = (await findOpenNew(kit.db, organisationId))?.id ?? null;
      return { ...proposal(kit, body, { nowMs, locale: request.locale }), openApplicationId };
    },
  );
  app.get(
    "/api/operators",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Operators that hold active codes",
        querystring: z.strictObject({}),
        response: { 200: operatorsSchema },
      },
    },
    async () => ({ items: await operatorsWithCodes(kit.db) }),
  );
}

function proposal(kit: Kit, body: KnownBody, asked: { readonly nowMs: number; readonly locale: "id" | "en" }) {
  const rulebook = rulebookNow(asked.nowMs);
  const code = eligibilityRefusal(body.facts);
  const { isGovernment } = body.facts;
  const daysOf = (kind: CodeRequestKind) =>
    readPromiseTerms(rulebook, { act: present(KIND_RULES[kind].act, "promise"), isOperator: !isGovernment })
      .workingDays;
  return {
    isGovernment,
    refusal:
      code === undefined
        ? null
        : {
            code,
            message: kit.texts.text(asked.locale, `errors.${code}`),
            rule: citation(rulebook, KIND_CHOICE_RULES[code]),
          },
    fitting: fittingKind(body.facts),
    rule: citation(rulebook, KIND_CHOICE_RULES["kind-needs-codes"]),
    openNewRule: citation(rulebook, "one-open-new-request"),
    newServiceRule: citation(rulebook, KIND_CHOICE_RULES["new-service-missing"]),
    services: [...body.facts.services],
    workingDays: { new: daysOf("new"), additional: daysOf("additional") },
    codes: body.heldCodes.map(({ code, decree }) => ({ code, decree, display: displayCode(code) })),
    licences: [...body.licences],
  };
}
