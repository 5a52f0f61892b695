import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { countedAddress } from "../../../kernel/index.ts";
import { WORK } from "./widget-limits.shared.ts";

const KEY_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const KEY_LENGTH = 12;
const NONCE_BYTES = 16;
const SECRET_BYTES = 24;
/** The validity of a ticket. */
const TICKET_MS = 30 * 60_000;
/** The time after a page view in which its tickets can be renewed: pages stay open. */
const RENEWAL_MS = 24 * 3_600_000;

const body = z.strictObject({
  w: z.uuid(),
  o: z.string().max(200),
  e: z.number(),
  n: z.string().length(22),
  l: z.number(),
});

/** The content of a ticket: its widget, the origin of its page, and its expiry. */
export interface WidgetTicket {
  readonly widgetId: string;
  readonly origin: string;
  readonly untilMs: number;
  /** When the page was viewed; renewals retain the instant of the first view. */
  readonly lookedMs: number;
  /** Identifies the ticket when it is spent, and seeds its proof of work. */
  readonly nonce: string;
}

/** A new key of a widget: letters and digits that are not easily confused. */
export function newWidgetKey(): string {
  return Array.from({ length: KEY_LENGTH }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join("");
}

/** Issues a signed ticket; `key` is the installation's. */
export function issueTicket(
  key: Buffer,
  {
    widgetId,
    origin,
    nowMs,
    lookedMs = nowMs,
  }: { readonly widgetId: string; readonly origin: string; readonly nowMs: number; readonly lookedMs?: number },
): { readonly ticket: string; readonly seed: string } {
  const seed = randomBytes(NONCE_BYTES).toString("base64url");
  const means = { w: widgetId, o: origin, e: nowMs + TICKET_MS, n: seed, l: lookedMs };
  const said = Buffer.from(JSON.stringify(means)).toString("base64url");
  return { ticket: `${said}.${signed(key, said)}`, seed };
}

/** Reads a ticket with a valid signature; null for any other. The caller checks its expiry. */
export function readTicket(key: Buffer, ticket: string): WidgetTicket | null {
  const [said = "", proof = ""] = ticket.split(".");
  const [given, right] = [Buffer.from(proof), Buffer.from(signed(key, said))];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  // The signature is valid, so the text is JSON; it may have an older form.
  const read = body.safeParse(JSON.parse(Buffer.from(said, "base64url").toString()));
  if (!read.success) return null;
  const { w: widgetId, o: origin, e: untilMs, n: nonce, l: lookedMs } = read.data;
  return { widgetId, origin, untilMs, nonce, lookedMs };
}

/** Whether an expired ticket can still be renewed. */
export const isRenewable = ({ lookedMs }: WidgetTicket, nowMs: number): boolean => nowMs < lookedMs + RENEWAL_MS;

/** Whether the digest of each answer begins with the required number of zero bits. */
export function isWorkDone(seed: string, work: readonly number[]): boolean {
  return (
    work.length === WORK.puzzles &&
    work.every((answer, puzzle) => {
      const digest = createHash("sha256").update(`${seed}:${puzzle}:${answer}`).digest();
      return digest.readUInt32BE(0) >>> (32 - WORK.bits) === 0;
    })
  );
}

/** A keyed hash of a number for limits across call centres: it cannot be reversed without the key. */
export function numberMark(key: Buffer, number: string): Buffer {
  return createHmac("sha256", key).update(`widget number ${number}`).digest();
}

/** A keyed hash of a web caller's address in one call centre, of the network for IPv6: it cannot be reversed without the key. */
export function addressMark(
  key: Buffer,
  { tenantId, address }: { readonly tenantId: string; readonly address: string },
): Buffer {
  return createHmac("sha256", key)
    .update(`widget address ${tenantId} ${countedAddress(address)}`)
    .digest();
}

/** A new secret for a page's one connection. */
export function newVisitSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** The stored digest of the secret. */
export const visitDigest = (secret: string): Buffer => createHash("sha256").update(`widget visit ${secret}`).digest();

function signed(key: Buffer, said: string): string {
  return createHmac("sha256", key).update(`widget ticket ${said}`).digest("base64url");
}
