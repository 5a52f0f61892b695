import { createHash } from "node:crypto";
import { ok, refuse } from "../../kernel/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { calendarsInForce, officeDate } from "../../regulation/index.ts";
import { agentContextOf, isOwnContact, orderAgentAct, QUEUE_COMMANDS } from "../../service/acd/queues/wire.ts";
import { daysOffOf } from "../../service/flows/ivr/index.ts";
import { areHoursClosed } from "../../service/flows/ivr/wire.ts";
import { addThreadRoutes, followThreads } from "../../service/messaging/conversations/wire.ts";
import { answerDraft, takeForms, writableTemplates } from "../../service/messaging/sms/wire.ts";
import type { PortalMessaging } from "./short-messages.ts";

/** Adds the routes of SMS conversations, with their dependencies on queues and messaging. */
export function addConversations(app: Http, kit: Kit, messaging: PortalMessaging): void {
  addThreadRoutes(app, {
    kit,
    agentContextOf,
    isOwnContact,
    templatesOf: writableTemplates,
    endTurn: async (requestContext, { agentId, contactId }) => {
      const { tenantId, personId: requestedBy } = requestContext;
      const act = { act: "end-message", contactId } as const;
      const id = kit.ids.next();
      const order = { id, tenantId, agentId, act, idempotencyKey: id, requestedBy, at: new Date(kit.clock.nowMs()) };
      const done = await inTenant(kit.db, tenantId, (trx) => orderAgentAct(trx, order));
      if (!done.ok) return done;
      kit.changeFeed.announce(QUEUE_COMMANDS);
      return ok(null);
    },
    send: async ({ tenantId, from, to, text, template, values, reference, validMinutes, requestKey }) => {
      const form = {
        ...({ from, to, text, reference, validMinutes, category: "transactional", plain: false } as const),
        zone: null,
        sendAt: null,
        ...(template === undefined ? {} : { template }),
        ...(values === undefined ? {} : { values }),
      };
      const taken = await takeForms({ kit, ...messaging }, { tenantId, keyId: null, forms: [form], requestKey });
      if (!taken.ok) return refuse({ code: taken.refusal.code });
      const [first] = taken.value.taken;
      if (first === undefined) return refuse({ code: "storage-away" as const });
      return first.ok ? first : refuse({ code: first.refusal, variable: taken.value.variables[0] });
    },
  });
}

/** Sends replies outside opening hours, and ends and purges conversations. */
export function openThreadWork(kit: Kit, { intake, rules }: PortalMessaging): { close(): Promise<void> } {
  const { db, clock, log, ids } = kit;
  const daysOff = () => daysOffOf(calendarsInForce(officeDate(clock.nowMs())));
  const following = followThreads({
    db,
    clock,
    log,
    keepDays: () => rules().textDays,
    isClosedAt: (trx, { hoursId, atMs }) => areHoursClosed(trx, { hoursId, atMs, daysOff: daysOff() }),
    answer: async ({ tenantId, from: sender, to: recipient, text, key }) => {
      const draft = answerDraft({ sender, recipient, text }, { id: ids.next(), nowMs: clock.nowMs(), rules: rules() });
      if (!draft.ok) return draft;
      const digest = createHash("sha256").update(`${key}\n${text}`).digest();
      const taken = await intake.take({ tenantId, drafts: [draft.value], request: { key, digest } });
      if (!taken.ok) return undefined;
      const [first] = taken.value === "request-differs" ? [] : taken.value;
      if (first === undefined) return undefined;
      return first.ok ? ok(null) : first;
    },
  });
  return { close: async () => following.close() };
}
