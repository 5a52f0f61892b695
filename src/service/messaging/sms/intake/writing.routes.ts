import type { FastifyRequest } from "fastify";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../../platform/http/index.ts";
import { actedEntry, requestContextOf } from "../../../tenancy/tenants/index.ts";
import { listSenders } from "../settings/sender.store.ts";
import { listTemplates, readSmsSetting } from "../templates/template.store.ts";
import { type MessageForm, writingSchema, writtenFormSchema, writtenTakenSchema } from "./api-contract.ts";
import type { Taken } from "./intake.ts";
import { isApproved } from "./lawful-sending.ts";
import { errorOf, type MessagesApi, refuseApi, refuseWhole } from "./messages-api.routes.ts";
import { API_REFUSALS } from "./messaging-refusal.ts";
import { recipientOf } from "./recipient.shared.ts";
import { similarNameOf } from "./similar-names.ts";
import { takeForms } from "./take-forms.effects.ts";

const tags = ["service"];
const WRITE = "queue.manage";
const MINUTE_MS = 60_000;
const problems = {
  400: problemSchema,
  403: problemSchema,
  409: problemSchema,
  429: problemSchema,
  503: problemSchema,
};

/** Dependencies of messages written by users. */
export type Writing = Pick<MessagesApi, "kit" | "intake" | "rules">;

/** Routes for messages that users write, through the same intake as API clients. */
export function addWritingRoutes(app: Http, doors: Writing): void {
  addKnowing(app, doors);
  addWriting(app, doors);
}

function addKnowing(app: Http, { kit, rules }: Writing): void {
  const routes = tenantRoutes(app, kit, {
    tag: "service",
    access: WRITE,
    contextOf: requestContextOf,
    refusals: API_REFUSALS,
  });
  routes.get(
    "/api/service/sms/writing",
    { summary: "Senders, templates and limits for writing a message", answer: writingSchema },
    async (trx) => {
      const all = await listSenders(trx);
      const known = await listTemplates(trx);
      const { promotionByTemplate } = await readSmsSetting(trx);
      const { promotionalFromMinute, promotionalUntilMinute, validityMsMax, protectedNames } = rules();
      const nowMs = kit.clock.nowMs();
      const senders = all.filter(
        ({ value, ownerProof, registrations }) =>
          (ownerProof !== null || similarNameOf(value, protectedNames) === undefined) &&
          registrations.some(({ state: registration, validUntil: registeredUntil }) =>
            isApproved({ registration, registeredUntil, nowMs }),
          ),
      );
      return {
        senders: senders.map(({ value }) => value),
        waitingSenders: all.length - senders.length,
        promotionalFromMinute,
        promotionalUntilMinute,
        validMinutesMax: Math.floor(validityMsMax / MINUTE_MS),
        templates: known.flatMap(writable),
        promotionByTemplate,
      };
    },
  );
}

/** Templates of the transaction's call centre that may be sent, by name. */
export async function writableTemplates(trx: DatabaseTransaction) {
  return (await listTemplates(trx)).flatMap(writable);
}

/** The approved version of a template. */
function writable({ name, approved }: Awaited<ReturnType<typeof listTemplates>>[number]) {
  if (approved === undefined) return [];
  const { version, category, body, variables, senders } = approved;
  return [{ name, version, category, body, variables: [...variables], senders: [...senders] }];
}

function addWriting(app: Http, doors: Writing): void {
  app.post(
    "/api/service/sms/messages",
    {
      config: { access: WRITE, rateLimit: { max: 60, timeWindow: MINUTE_MS } },
      schema: {
        tags,
        summary: "Write a message to one or many; answered when it is on disk",
        body: writtenFormSchema,
        response: { 202: writtenTakenSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { to, requestKey, ...form } = request.body;
      const { tenantId } = requestContextOf(request, WRITE);
      const recipients = onceEach(to);
      const forms = recipients.map((one) => ({ ...form, to: one, plain: false, reference: null }));
      // Keys of API clients have no spaces, so the two kinds never collide.
      const handed = { tenantId, keyId: null, forms, requestKey: `form ${requestKey}` };
      const answer = await takeForms(doors, handed);
      if (!answer.ok) return refuseWhole(doors, reply, answer.refusal);
      const { taken, variables, isRepeated } = answer.value;
      const [first] = taken;
      if (taken.length === 1 && first?.ok === false) return refuseApi(doors, reply, first.refusal, variables[0]);
      const accepted = taken.filter(({ ok }) => ok).length;
      if (!isRepeated) await noteWritten(doors, request, { form, taken });
      const items = taken.map((one, nth) => ({
        to: recipients[nth] ?? "",
        id: one.ok ? one.value.messageId : null,
        error: one.ok ? null : errorOf(doors, request, one.refusal, variables[nth]),
      }));
      return reply.code(202).send({ accepted, refused: items.length - accepted, items });
    },
  );
}

/** Each number once, whatever its spelling. */
function onceEach(numbers: readonly string[]): readonly string[] {
  const once = new Map<string, string>();
  for (const one of numbers) {
    const known = recipientOf(one) ?? one;
    if (!once.has(known)) once.set(known, one);
  }
  return [...once.values()];
}

type WrittenFacts = Pick<MessageForm, "from" | "category" | "template">;

/** Records the author of accepted messages in the audit log, since a message itself only references an API key. */
async function noteWritten(
  { kit }: Writing,
  request: FastifyRequest,
  { form, taken }: { readonly form: WrittenFacts; readonly taken: readonly Taken[] },
): Promise<void> {
  const ids = taken.flatMap((one) => (one.ok ? [one.value.messageId] : []));
  const [subjectId] = ids;
  if (subjectId === undefined) return;
  const requestContext = requestContextOf(request, WRITE);
  const { from, category, template } = form;
  const made = template === undefined ? {} : { template };
  const detail = { from, category, ...made, accepted: ids.length, refused: taken.length - ids.length };
  const fact = { action: "sms-message.written", subjectKind: "sms-message", subjectId, detail } as const;
  await inTenant(kit.db, requestContext.tenantId, (trx) => recordAudit(trx, kit, actedEntry(requestContext, fact)));
}
