import type { Locale } from "../texts/index.ts";

/** Who is asking: a signed-in person with what he may do. */
export interface Caller {
  readonly personId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  /** Whether its owner has shown that the address is his. */
  readonly isEmailConfirmed: boolean;
  readonly isDemo: boolean;
  /** Where the session stands with the second factor: "not-needed", "to-enrol", "to-give" or "given". */
  readonly secondFactor: string;
  readonly memberships: readonly CallerMembership[];
  readonly permissions: ReadonlySet<string>;
}

/** One role of a caller that is in force now, in a team of the ministry, in an organisation or in a tenant. */
export interface CallerMembership {
  readonly id: string;
  readonly role: string;
  readonly team: string | null;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  /** The tenant of the call centre in which an operator's role is held. */
  readonly tenantId: string | null;
  /** How its holder acts in another's place (Plh, Plt); null for a role of his own. */
  readonly acting: "plh" | "plt" | null;
  /** In whose place; null for a role of his own, or when the office is vacant. */
  readonly actingForPersonId: string | null;
  readonly actingForName: string | null;
  /** The instant at which it ends by itself; null while no end is known. */
  readonly validToMs: number | null;
}

/**
 * Who may call a route: everybody, whoever gave a password but perhaps not yet the second factor, anyone signed in, or
 * holders of a permission ("code.hold").
 */
export type AccessRule = "public" | "signing-in" | "signed-in" | `${string}.${string}`;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Every route says who may call it; a route without it does not start. */
    access?: AccessRule;
    /** Called by machines that prove themselves otherwise: no origin is asked for, and no cookie counts. */
    isForMachines?: true;
    /** What the key of a program must be for, on routes of our own interface for programs. */
    scope?: string;
    /** Sends something to others in the caller's name: nobody does so before his e-mail address is confirmed. */
    needsConfirmedEmail?: true;
  }
  interface FastifyRequest {
    caller: Caller | undefined;
    locale: Locale;
  }
}
