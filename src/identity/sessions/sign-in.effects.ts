import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { type Caller, problemSchema, SESSION_COOKIE } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { ActingRules, CredentialRules } from "../../regulation/index.ts";
import { toMembershipResponse } from "../authority/membership-response.ts";
import { type MandateSummary, sessionSchema } from "../contract.ts";
import type { DemonstrationRole, DemonstrationStatus, RingRefusal } from "../demonstration/contract.ts";
import type { StrengthEvaluator } from "../strength/strength-evaluator.effects.ts";
import type { PasswordRule } from "./password.ts";
import { openSession, type SessionGate } from "./session.effects.ts";

/** Dependencies of the identity routes. */
export interface PeopleOptions {
  readonly kit: Kit;
  readonly gate: SessionGate;
  readonly passwordRule: PasswordRule;
  readonly actingRules: ActingRules;
  readonly credentialRules: CredentialRules;
  readonly strength: StrengthEvaluator;
  readonly untieAgent: UntieAgent;
  readonly tieAwaitedAgent: TieAwaitedAgent;
  readonly forgetAwaitedAgent: ForgetAwaitedAgent;
  readonly mandates: ProposedMandates;
  /** Undefined if this process cannot be a demonstration. */
  readonly demonstration: Demonstration | undefined;
}

/** The demonstration, reported by the supervisor of this process. */
export interface Demonstration {
  /** Undefined if this installation is no demonstration. */
  status(): DemonstrationStatus | undefined;
  /** False while the clock is being advanced: a session opened now would expire with the next change. */
  isClockReal(): boolean;
  /** Ends the demonstration and starts the real, empty installation. */
  startForReal(): void;
  /** Whether the person of a role may be redirected to a path right after log-in. */
  leadsTo(role: DemonstrationRole, path: string): boolean;
  /** Makes a simulated caller call the demonstration's agent; resolves with null once the caller waits in the queue. */
  ring(language: "id" | "en"): Promise<RingRefusal | null>;
}

/** The content of a proposed mandate, and its addition after the confirmation. */
export interface ProposedMandates {
  readonly summaryOf: (detail: unknown) => MandateSummary;
  /** Adds the mandates of a confirmed proposal. Returns the code of a refusal, or null. */
  readonly add: (
    trx: DatabaseTransaction,
    confirmed: {
      readonly detail: unknown;
      /** The proposer. */
      readonly personId: string;
      readonly confirmedBy: string;
      readonly requestId: string;
    },
  ) => Promise<string | null>;
}

/** Links a person who accepted a role of a tenant to the agent reserved for their address. Returns the agent, or null. */
export type TieAwaitedAgent = (
  trx: DatabaseTransaction,
  accepted: {
    readonly tenantId: string;
    readonly personId: string;
    readonly role: string;
    readonly emailKey: string;
  },
) => Promise<string | null>;

/** Removes the reservation of an agent for the person of a withdrawn invitation. */
export type ForgetAwaitedAgent = (
  trx: DatabaseTransaction,
  withdrawn: { readonly tenantId: string; readonly role: string; readonly emailKey: string },
) => Promise<void>;

/** Unlinks the agent of a tenant from a person whose role there has ended, if that role permitted agent work. Returns the agent, or null. */
export type UntieAgent = (
  trx: DatabaseTransaction,
  ended: { readonly tenantId: string; readonly personId: string; readonly role: string },
) => Promise<string | null>;

/** Requests per minute from one address on the routes that check or set a password. */
export const LOGIN_RATE = { max: 30, timeWindow: 60_000 };

/** The error responses of the identity routes. */
export const peopleProblems = {
  400: problemSchema,
  401: problemSchema,
  403: problemSchema,
  404: problemSchema,
  409: problemSchema,
  429: problemSchema,
};

/** Opens a session of a person, sets its cookie, and describes it. */
export async function signIn(
  options: PeopleOptions,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly personId: string },
) {
  const { request, reply, personId } = exchange;
  const { token, caller } = await openSession(options.kit, {
    personId,
    userAgent: request.headers["user-agent"] ?? "",
  });
  reply.setCookie(SESSION_COOKIE, token, { path: "/", secure: true, httpOnly: true, sameSite: "lax" });
  await auditLogin(options.kit, request, personId, "session.opened");
  return describeSession(options, caller);
}

/** The authenticated person and the installation, in API format. */
export function describeSession(
  { kit, demonstration }: Pick<PeopleOptions, "kit" | "demonstration">,
  caller: Caller | undefined,
): z.infer<typeof sessionSchema> {
  const installation = {
    demonstration: true,
    hasStartPage: demonstration?.status() !== undefined,
    name: kit.settings.installationName,
    licensing: kit.settings.licensing,
  };
  if (caller === undefined)
    return { person: null, memberships: [], permissions: [], secondFactor: "not-needed", installation };
  const { personId: id, name, email, locale, isDemo, isEmailConfirmed } = caller;
  return {
    person: { id, name, email, locale, isDemo, isEmailConfirmed },
    memberships: caller.memberships.map(toMembershipResponse),
    permissions: [...caller.permissions],
    secondFactor: sessionSchema.shape.secondFactor.parse(caller.secondFactor),
    installation,
  };
}

/** Writes the audit entry of a log-in or a refused one. */
export async function auditLogin(
  kit: Kit,
  request: FastifyRequest,
  personId: string | null,
  action: string,
): Promise<void> {
  await recordAudit(kit.db, kit, {
    actorPersonId: personId,
    actorRole: null,
    action,
    subjectKind: "person",
    subjectId: personId ?? "unknown",
    detail: {},
    requestId: request.id,
  });
}

/** Writes the audit entry of a change to a person, with the tenant it concerns. */
export async function auditPerson(
  kit: Kit,
  trx: Parameters<typeof recordAudit>[0],
  fact: {
    readonly request: FastifyRequest;
    readonly by: string;
    readonly action: string;
    readonly personId: string;
    readonly detail: Readonly<Record<string, string | null>>;
    readonly tenantId?: string | null;
  },
): Promise<void> {
  const { request, by, action, personId, detail, tenantId = null } = fact;
  const subject = { subjectKind: "person", subjectId: personId };
  await recordAudit(trx, kit, {
    actorPersonId: by,
    actorRole: null,
    action,
    ...subject,
    detail,
    requestId: request.id,
    ...(tenantId === null ? {} : { tenantId }),
  });
}
