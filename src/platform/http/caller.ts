import type { Locale } from "../texts/index.ts";

/** The caller of a request: a signed-in user with their permissions. */
export interface Caller {
  readonly personId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  /** Whether the user has confirmed the e-mail address. */
  readonly isEmailConfirmed: boolean;
  readonly isDemo: boolean;
  /** Status of the session's second factor: "not-needed", "to-enrol", "to-give" or "given". */
  readonly secondFactor: string;
  readonly memberships: readonly CallerMembership[];
  readonly permissions: ReadonlySet<string>;
}

/** One current role of a caller, in a team of the ministry, in an organisation or in a tenant. */
export interface CallerMembership {
  readonly id: string;
  readonly role: string;
  readonly team: string | null;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  /** The tenant in which a call-centre role is held. */
  readonly tenantId: string | null;
  /** How the holder acts for another official (Plh, Plt); null for a role of their own. */
  readonly acting: "plh" | "plt" | null;
  /** The official they act for; null for a role of their own, or when the office is vacant. */
  readonly actingForPersonId: string | null;
  readonly actingForName: string | null;
  /** The instant at which the role expires; null without a known end. */
  readonly validToMs: number | null;
}

/**
 * Access rule of a route: public, callers who gave a password but perhaps not yet the second factor, every signed-in caller, or
 * holders of a permission ("code.hold").
 */
export type AccessRule = "public" | "signing-in" | "signed-in" | `${string}.${string}`;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Every route declares its access rule; the server does not start with a route that lacks one. */
    access?: AccessRule;
    /** Called by machines with their own authentication: the origin is not checked, and cookies are ignored. */
    isForMachines?: true;
    /** The scope that an API key needs, on routes of the native API. */
    scope?: string;
    /** Sends a message to others in the caller's name: requires a confirmed e-mail address. */
    needsConfirmedEmail?: true;
  }
  interface FastifyRequest {
    caller: Caller | undefined;
    locale: Locale;
  }
}
