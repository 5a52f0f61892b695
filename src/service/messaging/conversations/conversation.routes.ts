import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { API_REFUSALS, type ApiRefusal, messageRefusal } from "../sms/index.ts";
import { conversationSchema, replyFormSchema, turnEndSchema } from "./contract.ts";
import { CONVERSATION_REFUSALS } from "./conversation-refusal.ts";
import { hasDisposition, linesOf, mustChoose, noteDone, noteReply, referenceOf, turnOf } from "./thread.store.ts";

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const problems = {
  400: problemSchema,
  403: problemSchema,
  404: problemSchema,
  409: problemSchema,
  429: problemSchema,
  503: problemSchema,
};
const PATH = "/api/service/desk/contacts/:id";
/** Validity period of a reply. */
const VALID_MINUTES = 1_440;

interface AgentContext extends RequestContext {
  readonly agent: { readonly id: string; readonly name: string };
}

/** Dependencies of conversations on other modules. */
export interface ConversationDependencies {
  readonly kit: Kit;
  /** The request context of the signed-in agent. */
  readonly agentContextOf: (kit: Kit, request: FastifyRequest) => Promise<Result<AgentContext, string>>;
  /** Whether a contact belongs to an agent, and whether the agent has it now. */
  readonly isOwnContact: (
    trx: DatabaseTransaction,
    asked: { readonly agentId: string; readonly contactId: string },
  ) => Promise<{ readonly isNow: boolean } | undefined>;
  /** Ends a turn in the ACD. */
  readonly endTurn: (
    requestContext: RequestContext,
    told: { readonly agentId: string; readonly contactId: string },
  ) => Promise<Result<null, "agent-acts-waiting" | "no-such-agent">>;
  /** Approved templates of the call centre. */
  readonly templatesOf: (trx: DatabaseTransaction) => Promise<
    readonly {
      readonly name: string;
      readonly category: string;
      readonly body: string;
      readonly senders: readonly string[];
      readonly variables: readonly {
        readonly name: string;
        readonly kind: "digits" | "plain" | "any";
        readonly most: number;
      }[];
    }[]
  >;
  /** Submits a message; the refusals are those of the messages API. */
  readonly send: (message: {
    readonly tenantId: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly template: string | undefined;
    readonly values: Readonly<Record<string, string>> | undefined;
    readonly reference: string;
    readonly validMinutes: number;
    readonly requestKey: string;
  }) => Promise<
    Result<{ readonly messageId: string }, { readonly code: ApiRefusal; readonly variable?: string | undefined }>
  >;
}

interface OwnTurn {
  readonly requestContext: AgentContext;
  readonly isNow: boolean;
  readonly turn: NonNullable<Awaited<ReturnType<typeof turnOf>>>;
}

/** Operations of an agent on their conversation: read it, reply, and end the turn. */
export function addConversationRoutes(app: Http, dependencies: ConversationDependencies): void {
  addReading(app, dependencies);
  addReplying(app, dependencies);
  addEnding(app, dependencies);
}

/** The turn of the caller's own conversation; undefined when it is another agent's or not a message contact. */
async function ownTurn(
  dependencies: ConversationDependencies,
  request: FastifyRequest,
  contactId: string,
): Promise<OwnTurn | undefined> {
  const own = await dependencies.agentContextOf(dependencies.kit, request);
  if (!own.ok) return undefined;
  const requestContext = own.value;
  return inTenant(dependencies.kit.db, requestContext.tenantId, async (trx) => {
    const known = await dependencies.isOwnContact(trx, { agentId: requestContext.agent.id, contactId });
    const turn = known === undefined ? undefined : await turnOf(trx, contactId);
    return known === undefined || turn === undefined ? undefined : { requestContext, isNow: known.isNow, turn };
  });
}

function addReading(app: Http, dependencies: ConversationDependencies): void {
  app.get(
    `${PATH}/conversation`,
    {
      config,
      schema: {
        tags,
        summary: "What was written in a conversation of mine",
        params,
        response: { 200: conversationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownTurn(dependencies, request, request.params.id);
      if (own === undefined) return sendRefusal(dependencies.kit, reply, CONVERSATION_REFUSALS, "no-such-contact");
      const { turn, isNow, requestContext } = own;
      return inTenant(dependencies.kit.db, requestContext.tenantId, async (trx) => {
        const { lines: all, lastHeardId } = await linesOf(trx, {
          id: turn.threadId,
          customer: turn.customer,
          openedAt: turn.openedAt,
        });
        // The agent who had the turn does not see what followed with other agents.
        const until = turn.closedAt?.toISOString();
        const lines = isNow || until === undefined ? all : all.filter(({ at }) => at <= until);
        const templates = isNow ? await dependencies.templatesOf(trx) : [];
        return {
          own: turn.own,
          customer: isNow ? `+${turn.customer}` : `•••${turn.customer.slice(-3)}`,
          mayReply: isNow && turn.closedAt === null,
          isEnded: turn.endedAt !== null,
          lastHeardId: isNow ? lastHeardId : null,
          lines: [...lines],
          templates: templates
            .filter(({ category, senders }) => {
              const isFor = senders.length === 0 || senders.some((one) => one.toLowerCase() === turn.own.toLowerCase());
              return category === "transactional" && isFor;
            })
            .map(({ name, body, variables }) => ({ name, body, variables: [...variables] })),
        };
      });
    },
  );
}

function addReplying(app: Http, dependencies: ConversationDependencies): void {
  app.post(
    `${PATH}/replies`,
    {
      config: { ...config, rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Answer somebody who wrote",
        params,
        body: replyFormSchema,
        response: { 202: params, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownTurn(dependencies, request, request.params.id);
      if (own === undefined || !own.isNow || own.turn.closedAt !== null)
        return sendRefusal(dependencies.kit, reply, CONVERSATION_REFUSALS, "no-such-contact");
      const { turn, requestContext } = own;
      const { text, template, values, requestKey } = request.body;
      const { agent, tenantId } = requestContext;
      const sent = await dependencies.send({
        tenantId,
        from: turn.own,
        to: turn.customer,
        text,
        template,
        values,
        validMinutes: VALID_MINUTES,
        reference: referenceOf(turn.threadId, agent.id),
        // Keys of API clients have no spaces, so the two kinds never collide.
        requestKey: `reply ${turn.contactId} ${requestKey}`,
      });
      if (!sent.ok) {
        const { code, variable } = sent.refusal;
        return sendRefusal(dependencies.kit, reply, API_REFUSALS, messageRefusal(code, variable));
      }
      const { messageId: id } = sent.value;
      await tenantCommand(dependencies.kit, requestContext, {}, async ({ trx, at, audit }) => {
        await noteReply(trx, turn.threadId, at);
        const detail = { contactId: turn.contactId, ...(template === undefined ? {} : { template }) };
        await audit({ action: "sms-message.answered", subjectKind: "sms-message", subjectId: id, detail });
        return ok(null);
      });
      return reply.code(202).send({ id });
    },
  );
}

function addEnding(app: Http, dependencies: ConversationDependencies): void {
  app.post(
    `${PATH}/turn-end`,
    {
      config,
      schema: {
        tags,
        summary: "Be done with a conversation, or wait for its next message without it",
        params,
        body: turnEndSchema,
        response: { 202: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownTurn(dependencies, request, request.params.id);
      if (own === undefined || !own.isNow || own.turn.closedAt !== null)
        return sendRefusal(dependencies.kit, reply, CONVERSATION_REFUSALS, "no-such-contact");
      const { turn, requestContext } = own;
      const { lastHeardId, ends } = request.body;
      const { threadId, contactId, queueId } = turn;
      const done = await tenantCommand(dependencies.kit, requestContext, {}, async ({ trx }) => {
        if (ends && (await mustChoose(trx, queueId)) && !(await hasDisposition(trx, contactId)))
          return refuse("thread-no-disposition");
        const isDone = await noteDone(trx, { threadId, contactId, lastHeardId, ends });
        return isDone ? ok(null) : refuse("thread-new-message");
      });
      if (!done.ok) return sendRefusal(dependencies.kit, reply, CONVERSATION_REFUSALS, done.refusal);
      const ordered = await dependencies.endTurn(requestContext, {
        agentId: requestContext.agent.id,
        contactId,
      });
      if (!ordered.ok) return sendRefusal(dependencies.kit, reply, CONVERSATION_REFUSALS, ordered.refusal);
      return reply.code(202).send(null);
    },
  );
}
