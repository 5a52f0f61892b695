import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Duplex } from "node:stream";
import { hasShare, ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { seal, unseal } from "../../../../platform/sealing/index.ts";
import type { ClientPass } from "../../../telephony/phones/index.ts";
import { openRestRateLimit, type RestRateLimits } from "../rest/rest-rate-limit.ts";
import { type ClientTokenRefusal, grantOf, readToken, type WrittenToken } from "./client-token.ts";
import { noteSigningKeyUsed, signingKeyInForce } from "./signing-key.store.ts";

const SECRET_BYTES = 24;
/** Time between the exchange of a token and the opening of its connection; afterwards the token is exchanged again. */
const OPENING_MS = 120_000;
/** Maximum number of pending openings: per identity, whose oldest opening is replaced by the next one, per call centre, and in total. */
const OPENINGS_OF_NAME_MAX = 10;
const OPENINGS_OF_CENTRE_MAX = 500;
const OPENINGS_MAX = 5_000;
/** Maximum number of connections: per call centre, and per identity of a call centre. */
const CONNECTIONS_OF_CENTRE_MAX = 200;
const CONNECTIONS_OF_NAME_MAX = 5;
/** Maximum number of connections of all call centres. */
export const CLIENT_CONNECTIONS_MAX = 1_000;
/** Concurrent token verifications per account: a flood for one account does not delay other accounts. */
const VERIFIED_AT_ONCE = 16;
const UNPACED = { perSecond: 10_000, most: 10_000 };
const VERIFICATION_LIMITS: RestRateLimits = { all: UNPACED, creating: UNPACED, atOnce: VERIFIED_AT_ONCE };
/** Rate limit of valid tokens, from any number of IP addresses: per second, and after a pause; per call centre, and per identity. */
const EXCHANGED = { perSecond: 20, most: 300 };
const EXCHANGED_OF_NAME = { perSecond: 1, most: 60 };
const exchangesOf = (pace: typeof EXCHANGED): RestRateLimits => ({ all: pace, creating: pace, atOnce: pace.most });
/** Maximum number of revoked keys in memory; they reject connections that open while a key is being revoked. */
const ENDED_MAX = 10_000;
/** A call may outlast its token, but no call lasts longer than this. */
const LONGEST_CALL_MS = 4 * 3_600_000;

/** Dependencies of the client token admission. */
export interface ClientTokenAdmissionOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "ids">;
  /** Key that encrypts small secrets. */
  readonly key: Buffer;
}

/** Result of a token exchange, returned once to the web page. */
export interface LetInClient {
  readonly pass: ClientPass;
  readonly secret: string;
}

interface Opening {
  readonly pass: ClientPass;
  readonly keyId: string;
  readonly untilMs: number;
}

interface Connection extends Omit<Opening, "untilMs"> {
  readonly socket: Duplex;
}

/** A new secret that signs client tokens, and the same secret encrypted for its key. */
export function freshSigningSecret(key: Buffer, id: string): { readonly secret: string; readonly sealed: Buffer } {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { secret, sealed: seal(key, id, Buffer.from(secret)) };
}

const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Verifies a token's signature with HMAC SHA-256 (RFC 7515 §3.1), regardless of the token's `alg`. */
export function isSigned({ text, signature }: WrittenToken["signed"], secret: Uint8Array): boolean {
  const right = createHmac("sha256", secret).update(text).digest();
  const given = Buffer.from(signature, "base64url");
  // Accepts only the canonical base64url encoding of a signature.
  return given.length === right.length && timingSafeEqual(given, right) && given.toString("base64url") === signature;
}

/** Verifies tokens against their signing keys. */
function openProofs({ kit: { db, clock }, key }: ClientTokenAdmissionOptions) {
  const isKeyInForce = (tenantId: string, id: string): Promise<boolean> =>
    inTenant(db, tenantId, async (trx) => {
      return (await signingKeyInForce(trx, { id, at: new Date(clock.nowMs()) })) !== undefined;
    });

  const isProven = async ({ accountId, keyId, signed }: WrittenToken): Promise<boolean> =>
    inTenant(db, accountId, async (trx) => {
      const at = new Date(clock.nowMs());
      const known = await signingKeyInForce(trx, { id: keyId, at });
      if (known === undefined || !isSigned(signed, unseal(key, keyId, known.sealedSecret))) return false;
      await noteSigningKeyUsed(trx, { id: keyId, usedAt: known.usedAt, at });
      return true;
    });

  return { isKeyInForce, isProven };
}

/** Limits per call centre, so that a flood for one does not affect the others. */
function openTurns(clock: ClientTokenAdmissionOptions["kit"]["clock"]) {
  const looks = openRestRateLimit(VERIFICATION_LIMITS);
  const [ofCentres, ofNames] = [
    openRestRateLimit(exchangesOf(EXCHANGED)),
    openRestRateLimit(exchangesOf(EXCHANGED_OF_NAME)),
  ];
  const asked = (who: string) => ({ who, isCreating: false, nowMs: clock.nowMs() });
  const isTaken = (door: typeof looks, who: string): boolean => {
    const taken = door.letIn(asked(who));
    if (taken.isIn) taken.leave();
    return taken.isIn;
  };
  return {
    /** Runs an action within the account's concurrency limit; undefined if the limit is reached. */
    async inTurn<Value>(who: string, act: () => Promise<Value>): Promise<Value | undefined> {
      const look = looks.letIn(asked(who));
      if (!look.isIn) return undefined;
      try {
        return await act();
      } finally {
        look.leave();
      }
    },
    /**
     * Tests whether a call centre may exchange one more token of an identity; the limit per identity comes first, so
     * that repeated exchanges of one identity use up no allowance of others.
     */
    isPaced: (tenantId: string, identity: string): boolean =>
      isTaken(ofNames, `${tenantId} ${identity}`) && isTaken(ofCentres, tenantId),
  };
}

/**
 * Admission of browser clients with tokens: each token is exchanged once for one connection, which closes when its
 * signing key is revoked.
 */
export function openClientTokenAdmission({ kit, key }: ClientTokenAdmissionOptions) {
  const { clock, ids } = kit;
  const openings = new Map<string, Opening>();
  const connections = new Set<Connection>();
  const ended = new Set<string>();

  const { isKeyInForce, isProven } = openProofs({ kit, key });
  const { inTurn, isPaced } = openTurns(clock);

  const hasRoomToOpen = (tenantId: string, identity: string): boolean => {
    const nowMs = clock.nowMs();
    for (const [digest, { untilMs }] of openings) if (untilMs <= nowMs) openings.delete(digest);
    const own = [...openings].filter(([, { pass }]) => pass.tenantId === tenantId);
    const ofName = own.filter(([, { pass }]) => pass.identity === identity);
    const [oldest] = ofName;
    if (ofName.length >= OPENINGS_OF_NAME_MAX && oldest !== undefined) return openings.delete(oldest[0]);
    const share = { own: own.length, ownMax: OPENINGS_OF_CENTRE_MAX, all: openings.size, allMax: OPENINGS_MAX };
    return hasShare(share);
  };

  return {
    /**
     * Exchanges a token of an account. Invalid tokens are not counted: a 192-bit secret cannot be guessed, and a
     * lockout would let any web page block all other clients behind the same IP address.
     */
    async exchange(token: string, accountId: string | null): Promise<Result<LetInClient, ClientTokenRefusal | 20429>> {
      const nowMs = clock.nowMs();
      const written = readToken(token);
      if (written === undefined || written.accountId !== accountId) return refuse(20101);
      const isGenuine = await inTurn(written.accountId, () => isProven(written));
      if (isGenuine !== true) return refuse(isGenuine === undefined ? 20429 : 20101);
      const granted = grantOf(written, nowMs);
      if (!granted.ok) return granted;
      const { accountId: tenantId, keyId } = written;
      const { identity } = granted.value;
      if (!isPaced(tenantId, identity) || !hasRoomToOpen(tenantId, identity)) return refuse(20429);
      const secret = randomBytes(SECRET_BYTES).toString("base64url");
      const pass: ClientPass = { kind: "client", id: ids.next(), tenantId, ...granted.value };
      openings.set(digestOf(secret), { pass, keyId, untilMs: nowMs + OPENING_MS });
      return ok({ pass, secret });
    },
    /** Tests whether the limits permit one more connection of an identity. */
    hasRoom({ tenantId, identity }: Pick<ClientPass, "tenantId" | "identity">): boolean {
      const own = [...connections].filter(({ pass }) => pass.tenantId === tenantId);
      const ofName = own.filter(({ pass }) => pass.identity === identity).length;
      const [all, allMax] = [connections.size, CLIENT_CONNECTIONS_MAX];
      const isRoom = hasShare({ own: own.length, ownMax: CONNECTIONS_OF_CENTRE_MAX, all, allMax });
      return isRoom && ofName < CONNECTIONS_OF_NAME_MAX;
    },
    /** Tests whether a secret is pending, without consuming it. */
    knows: (secret: string): boolean => openings.has(digestOf(secret)),
    /** Consumes a secret; undefined for an expired one, or if its key was revoked. */
    async open(secret: string): Promise<{ readonly pass: ClientPass; readonly keyId: string } | undefined> {
      const digest = digestOf(secret);
      const opening = openings.get(digest);
      openings.delete(digest);
      if (opening === undefined || opening.untilMs <= clock.nowMs()) return undefined;
      const { pass, keyId } = opening;
      return (await isKeyInForce(pass.tenantId, keyId)) ? { pass, keyId } : undefined;
    },
    /** Registers a connection, so that it can be closed; a closed socket is not registered, since it emits no further close event. */
    hold(connection: Connection): void {
      if (connection.socket.destroyed) return;
      connections.add(connection);
      connection.socket.once("close", () => connections.delete(connection));
      if (ended.has(connection.keyId)) connection.socket.destroy();
    },
    /**
     * Tests whether a connection may continue: its key is in force, and no call started with its token can still last.
     * The switch, which knows the calls, closes the connection earlier.
     */
    isPermitted: async ({ pass, keyId }: Omit<Connection, "socket">): Promise<boolean> =>
      clock.nowMs() < pass.untilMs + LONGEST_CALL_MS && (await isKeyInForce(pass.tenantId, keyId)),
    /** Handles the revocation of a key: closes its connections and discards its pending openings. */
    endOfKey(keyId: string): void {
      ended.add(keyId);
      for (const oldest of ended) if (ended.size > ENDED_MAX) ended.delete(oldest);
      for (const [digest, opening] of openings) if (opening.keyId === keyId) openings.delete(digest);
      for (const connection of connections) if (connection.keyId === keyId) connection.socket.destroy();
    },
  };
}

/** Admission of browser clients with tokens. */
export type ClientTokenAdmission = ReturnType<typeof openClientTokenAdmission>;
