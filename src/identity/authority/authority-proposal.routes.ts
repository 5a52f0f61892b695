import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { authorityProposalsSchema, grantSchema } from "../contract.ts";
import { type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { auditProposal } from "./authority-proposal.effects.ts";
import { listOpenProposals, lockProposal, settleProposal } from "./authority-proposal.store.ts";
import { closedRefusal, confirmRefusal, type ProposalFacts, type ProposalRefusal } from "./authority-proposal.ts";
import { insertRole } from "./role.effects.ts";
import { holdingFor } from "./roles.ts";

const tags = ["people"];
const config = { access: "authority.confirm" } as const;
const params = z.object({ id: z.uuid() });

const STATUS: Readonly<Record<ProposalRefusal, number>> = {
  "no-such-proposal": 404,
  "proposal-decided": 409,
  "proposal-lapsed": 409,
  "proposal-own": 403,
  "proposal-for-oneself": 403,
  "proposal-by-acting": 403,
  "proposal-without-proposer": 409,
};

type Proposal = NonNullable<Awaited<ReturnType<typeof lockProposal>>>;

/** Rolls back the writes of a refused proposal. */
class Refused extends Error {}

/** Routes of officers' roles and mandates proposed by one administrator: list, confirmation by a second person, withdrawal. */
export function addAuthorityProposalRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  app.get(
    "/api/authority-proposals",
    {
      config,
      schema: {
        tags,
        summary: "Roles and mandates that await a second person",
        response: { 200: authorityProposalsSchema, ...peopleProblems },
      },
    },
    async (request) => {
      const nowMs = kit.clock.nowMs();
      const decider = deciderOf(request);
      const rows = await listOpenProposals(kit.db, new Date(nowMs));
      const items = rows.map((row) => ({
        id: row.id,
        personName: row.personName,
        proposedByName: row.proposedByName,
        proposedAt: row.proposedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        mayConfirm: confirmRefusal(factsOf(row), decider, nowMs) === undefined,
        role: row.kind === "role" ? grantSchema.parse(row.detail) : null,
        mandate: row.kind === "mandate" ? options.mandates.summaryOf(row.detail) : null,
      }));
      return { items };
    },
  );
  app.post(
    "/api/authority-proposals/:id/confirmation",
    {
      config,
      schema: { tags, summary: "Confirm a role or mandate", params, response: { 204: z.null(), ...peopleProblems } },
    },
    async (request, reply) => {
      const refusal = await confirm(options, request, request.params.id);
      gate.forget();
      return answer(options, reply, refusal);
    },
  );
  app.delete(
    "/api/authority-proposals/:id",
    {
      config,
      schema: { tags, summary: "Withdraw a proposal", params, response: { 204: z.null(), ...peopleProblems } },
    },
    async (request, reply) => answer(options, reply, await withdraw(options, request, request.params.id)),
  );
}

function answer({ kit }: PeopleOptions, reply: FastifyReply, refusal: string | undefined) {
  if (refusal === undefined) return reply.code(204).send(null);
  const status = (STATUS as Readonly<Record<string, number>>)[refusal] ?? 409;
  return sendProblem(reply, kit.texts, status, { code: refusal });
}

function deciderOf(request: FastifyRequest) {
  const { personId, memberships } = present(request.caller, "caller");
  return { personId, isActing: holdingFor(memberships, "authority.confirm")?.acting !== null };
}

function factsOf({ expiresAt, ...row }: Proposal): ProposalFacts {
  return { ...row, expiresAtMs: expiresAt.getTime() };
}

async function confirm(options: PeopleOptions, request: FastifyRequest, id: string): Promise<string | undefined> {
  const { kit } = options;
  const decider = deciderOf(request);
  const nowMs = kit.clock.nowMs();
  const by = decider.personId;
  try {
    await kit.db.transaction().execute(async (trx) => {
      const row = await lockProposal(trx, id);
      const refusal = row === undefined ? "no-such-proposal" : confirmRefusal(factsOf(row), decider, nowMs);
      if (row === undefined || refusal !== undefined) throw new Refused(refusal);
      await settleProposal(trx, { id, outcome: "confirmed", by, at: new Date(nowMs) });
      await auditProposal(kit, trx, { requestId: request.id, by, action: "authority-proposal.confirmed", id, row });
      const { detail, personId, proposedBy } = row;
      const unfit =
        row.kind === "mandate"
          ? await options.mandates.add(trx, {
              detail,
              personId: proposedBy,
              confirmedBy: by,
              requestId: request.id,
            })
          : await insertRole(options, trx, {
              request,
              by: proposedBy,
              confirmedBy: by,
              isAlone: false,
              grant: { ...grantSchema.parse(detail), personId: present(personId, "receiver of a role") },
            });
      if (typeof unfit === "string") throw new Refused(unfit);
    });
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return undefined;
}

async function withdraw(options: PeopleOptions, request: FastifyRequest, id: string): Promise<string | undefined> {
  const { kit } = options;
  const { personId: by } = present(request.caller, "caller");
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await lockProposal(trx, id);
    if (row === undefined) return "no-such-proposal";
    const refusal = closedRefusal(factsOf(row), at.getTime());
    if (refusal !== undefined) return refusal;
    await settleProposal(trx, { id, outcome: "withdrawn", by, at });
    await auditProposal(kit, trx, { requestId: request.id, by, action: "authority-proposal.withdrawn", id, row });
    return undefined;
  });
}
