import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { countedAddress } from "../../../kernel/index.ts";
import { WORK } from "./widget-limits.shared.ts";

const KEY_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const KEY_LENGTH = 12;
const NONCE_BYTES = 16;
const SECRET_BYTES = 24;
/** A ticket is good for so long. */
const TICKET_MS = 30 * 60_000;
/** So long after a look its tickets are changed for new ones: pages stay open. */
const RENEWAL_MS = 24 * 3_600_000;

const body = z.strictObject({
  w: z.uuid(),
  o: z.string().max(200),
  e: z.number(),
  n: z.string().length(22),
  l: z.number(),
});

/** What a ticket says: for which widget, shown on pages of which origin, until when. */
export interface WidgetTicket {
  readonly widgetId: string;
  readonly origin: string;
  readonly untilMs: number;
  /** When the page was looked at; however often it is changed for a new one, it stays that look's. */
  readonly lookedMs: number;
  /** Names it where it is spent, and seeds its puzzles. */
  readonly nonce: string;
}

/** A new key of a widget: letters and digits that nobody takes for one another. */
export function newWidgetKey(): string {
  return Array.from({ length: KEY_LENGTH }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join("");
}

/** Issues a ticket that nobody else can make; `key` is the installation's. */
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

/** What a ticket of ours says; null for any other. Whether its time is over is for the caller to ask. */
export function readTicket(key: Buffer, ticket: string): WidgetTicket | null {
  const [said = "", proof = ""] = ticket.split(".");
  const [given, right] = [Buffer.from(proof), Buffer.from(signed(key, said))];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  // Signed, so it is JSON; of an older form of ours it may be.
  const read = body.safeParse(JSON.parse(Buffer.from(said, "base64url").toString()));
  if (!read.success) return null;
  const { w: widgetId, o: origin, e: untilMs, n: nonce, l: lookedMs } = read.data;
  return { widgetId, origin, untilMs, nonce, lookedMs };
}

/** Whether a ticket that is over may still be changed for a new one. */
export const isRenewable = ({ lookedMs }: WidgetTicket, nowMs: number): boolean => nowMs < lookedMs + RENEWAL_MS;

/** Whether each answer has a digest that begins with as many zero bits as are asked. */
export function isWorkDone(seed: string, work: readonly number[]): boolean {
  return (
    work.length === WORK.puzzles &&
    work.every((answer, puzzle) => {
      const digest = createHash("sha256").update(`${seed}:${puzzle}:${answer}`).digest();
      return digest.readUInt32BE(0) >>> (32 - WORK.bits) === 0;
    })
  );
}

/** What stands for a number where all call centres count together: nobody without the key reads it back. */
export function numberMark(key: Buffer, number: string): Buffer {
  return createHmac("sha256", key).update(`widget number ${number}`).digest();
}

/** What stands for a visitor's address in one call centre, his network's where it is of IPv6: nobody without the key reads it back. */
export function addressMark(
  key: Buffer,
  { tenantId, address }: { readonly tenantId: string; readonly address: string },
): Buffer {
  return createHmac("sha256", key)
    .update(`widget address ${tenantId} ${countedAddress(address)}`)
    .digest();
}

/** What a page opens its one connection with. */
export function newVisitSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** What is kept of it. */
export const visitDigest = (secret: string): Buffer => createHash("sha256").update(`widget visit ${secret}`).digest();

function signed(key: Buffer, said: string): string {
  return createHmac("sha256", key).update(`widget ticket ${said}`).digest("base64url");
}
