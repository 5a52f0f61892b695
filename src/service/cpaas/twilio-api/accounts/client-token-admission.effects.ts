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
/** Whoever has shown a token opens his connection so soon, or shows it again. */
const OPENING_MS = 120_000;
/** Openings that wait: of one name, whose oldest makes room for its next; of a call centre, and of all. */
const OPENINGS_OF_NAME_MAX = 10;
const OPENINGS_OF_CENTRE_MAX = 500;
const OPENINGS_MAX = 5_000;
/** Connections at once: of a call centre, of one name of it, and of all. */
const CONNECTIONS_OF_CENTRE_MAX = 200;
const CONNECTIONS_OF_NAME_MAX = 5;
/** Connections of all call centres at once. */
export const CLIENT_CONNECTIONS_MAX = 1_000;
/** Tokens that are looked at for one account at once, whoever names it: a flood under one name holds up nobody of another's. */
const VERIFIED_AT_ONCE = 16;
const UNPACED = { perSecond: 10_000, most: 10_000 };
const VERIFICATION_LIMITS: RestRateLimits = { all: UNPACED, creating: UNPACED, atOnce: VERIFIED_AT_ONCE };
/** Genuine tokens that may be exchanged, from however many addresses: in a second, and after a pause. Of a call centre, and of one name of it. */
const EXCHANGED = { perSecond: 20, most: 300 };
const EXCHANGED_OF_NAME = { perSecond: 1, most: 60 };
const exchangesOf = (pace: typeof EXCHANGED): RestRateLimits => ({ all: pace, creating: pace, atOnce: pace.most });
/** Keys that have ended while the program runs, so that nobody slips through between the two. */
const ENDED_MAX = 10_000;
/** What goes on when a token ends may end by itself; no call lasts longer. */
const LONGEST_CALL_MS = 4 * 3_600_000;

/** What the door stands on. */
export interface ClientTokenAdmissionOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "ids">;
  /** The key of small secrets. */
  readonly key: Buffer;
}

/** What a page is told once. */
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

/** A secret by which tokens for browsers are signed, and sealed for its key. */
export function freshSigningSecret(key: Buffer, id: string): { readonly secret: string; readonly sealed: Buffer } {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { secret, sealed: seal(key, id, Buffer.from(secret)) };
}

const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Whether a token was signed by a key: by HMAC with SHA-256 (RFC 7515 §3.1), whatever it says of itself. */
export function isSigned({ text, signature }: WrittenToken["signed"], secret: Uint8Array): boolean {
  const right = createHmac("sha256", secret).update(text).digest();
  const given = Buffer.from(signature, "base64url");
  // One signature is written in one way only.
  return given.length === right.length && timingSafeEqual(given, right) && given.toString("base64url") === signature;
}

/** What is asked of keys. */
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

/** Turns of call centres: each has its own, so that nobody's flood takes another's. */
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
    /** Does something for whoever names an account; undefined where too much is under way in its name. */
    async inTurn<Value>(who: string, act: () => Promise<Value>): Promise<Value | undefined> {
      const look = looks.letIn(asked(who));
      if (!look.isIn) return undefined;
      try {
        return await act();
      } finally {
        look.leave();
      }
    },
    /** Whether a call centre may exchange one more token of a name now: who shows his again and again takes no turn of another name. */
    isPaced: (tenantId: string, identity: string): boolean =>
      isTaken(ofNames, `${tenantId} ${identity}`) && isTaken(ofCentres, tenantId),
  };
}

/** The door for browsers with tokens: each is exchanged once for one connection, which ends with the key that signed it. */
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
     * Takes a token of an account. Wrong ones are not counted: nobody guesses a secret of 192 bits, and any page could lock all others
     * out that are behind its reader's address.
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
    /** Whether one more connection of this name may be held. */
    hasRoom({ tenantId, identity }: Pick<ClientPass, "tenantId" | "identity">): boolean {
      const own = [...connections].filter(({ pass }) => pass.tenantId === tenantId);
      const ofName = own.filter(({ pass }) => pass.identity === identity).length;
      const [all, allMax] = [connections.size, CLIENT_CONNECTIONS_MAX];
      const isRoom = hasShare({ own: own.length, ownMax: CONNECTIONS_OF_CENTRE_MAX, all, allMax });
      return isRoom && ofName < CONNECTIONS_OF_NAME_MAX;
    },
    /** Whether a secret might open something; it stays as it is. */
    knows: (secret: string): boolean => openings.has(digestOf(secret)),
    /** What a secret opens, once; undefined for one that is over, or whose key has ended since. */
    async open(secret: string): Promise<{ readonly pass: ClientPass; readonly keyId: string } | undefined> {
      const digest = digestOf(secret);
      const opening = openings.get(digest);
      openings.delete(digest);
      if (opening === undefined || opening.untilMs <= clock.nowMs()) return undefined;
      const { pass, keyId } = opening;
      return (await isKeyInForce(pass.tenantId, keyId)) ? { pass, keyId } : undefined;
    },
    /** Holds a connection, so that it can be ended; one that has gone already takes no place, since its end is told no more. */
    hold(connection: Connection): void {
      if (connection.socket.destroyed) return;
      connections.add(connection);
      connection.socket.once("close", () => connections.delete(connection));
      if (ended.has(connection.keyId)) connection.socket.destroy();
    },
    /** Whether a connection may go on: its key counts, and no call that its token has let begin can last any more. The switch, which knows calls, ends it sooner. */
    isPermitted: async ({ pass, keyId }: Omit<Connection, "socket">): Promise<boolean> =>
      clock.nowMs() < pass.untilMs + LONGEST_CALL_MS && (await isKeyInForce(pass.tenantId, keyId)),
    /** A key has ended: whoever came by it is cut off, and whoever was about to come does not. */
    endOfKey(keyId: string): void {
      ended.add(keyId);
      for (const oldest of ended) if (ended.size > ENDED_MAX) ended.delete(oldest);
      for (const [digest, opening] of openings) if (opening.keyId === keyId) openings.delete(digest);
      for (const connection of connections) if (connection.keyId === keyId) connection.socket.destroy();
    },
  };
}

/** The door while it is open. */
export type ClientTokenAdmission = ReturnType<typeof openClientTokenAdmission>;
