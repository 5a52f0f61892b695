import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  nibOfReceived,
  RECEIVED_BYTES_MAX,
  readReceivedNib,
  receivedReply,
  TOKEN_HEADER,
  tokenIn,
  tokensInForce,
} from "../../protocols/oss/index.ts";
import { type ReceivingDependencies, receiveMessage } from "./receive.effects.ts";
import type { ReceivedOutcome } from "./received-decision.ts";

/** The path for messages from OSS, as the interface contract has it for its own services. */
const PATH = "/v1/kl/rba/receiveNIB";

/** OSS sends from a few addresses; a burst after an outage at OSS must not be refused. */
const RATE = { max: 1_200, timeWindow: 60_000 } as const;

const replySchema = z.object({ responreceiveNIB: z.object({ status: z.enum(["1", "2"]), keterangan: z.string() }) });

/** HTTP status and text of each refused message; the texts are the Indonesian ones of the contract. */
const REFUSALS = {
  "not-configured": { status: 403, words: "Penerimaan data dari OSS belum diatur di sistem ini" },
  "token-missing": { status: 401, words: "User Akses Tidak Valid: header Token tidak ada" },
  "token-wrong": { status: 401, words: "User Akses Tidak Valid" },
  "received-malformed": { status: 400, words: "Data Parameter Salah" },
} as const;

type ReceivingRefusal = keyof typeof REFUSALS;

/** The reply to OSS for each outcome: always accepted, since a repetition would change nothing. */
const WORDS: Readonly<Record<ReceivedOutcome, string>> = {
  applied: "Berhasil menyimpan data",
  repeated: "Berhasil menyimpan data",
  older: "Data tersimpan; data yang lebih baru sudah diterima",
  "same-day-as-revocation": "Data tersimpan; NIB tetap dicabut dan akan diperiksa petugas",
  "back-in-force": "Berhasil menyimpan data",
};

/** Dependencies of receiving over HTTP. */
export interface ReceivingOptions extends ReceivingDependencies {
  readonly kit: Kit;
}

/** The route for messages from OSS about companies; all its replies follow the OSS contract. */
export function addReceiveRoutes(app: Http, options: ReceivingOptions): void {
  app.post(
    PATH,
    {
      config: { access: "public", isForMachines: true, rateLimit: RATE },
      bodyLimit: RECEIVED_BYTES_MAX,
      errorHandler: (error, _request, reply) => answerFault(options.kit, { error, reply, replyOf: receivedReply }),
      schema: {
        tags: ["oss"],
        summary: "OSS RBA tells about a NIB (receiveNIB)",
        description:
          "Header `Token` = SHA1(username + password + NIB + date as Ymd in Jakarta); yesterday's and tomorrow's count too.",
        body: z.looseObject({ dataNIB: z.unknown().optional() }).nullish(),
        response: { 200: replySchema, 400: replySchema, 401: replySchema, 403: replySchema },
      },
    },
    async (request, reply) => receive(options, request, reply),
  );
}

async function receive(options: ReceivingOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { kit } = options;
  const nib = nibOfReceived(request.body);
  if (kit.settings.oss.token === undefined) return refuseWith(kit, reply, { refusal: "not-configured" });
  const token = tokenIn(request.headers[TOKEN_HEADER]);
  if (token === null) return refuseWith(kit, reply, { refusal: "token-missing" });
  if (!nib.ok) return refuseWith(kit, reply, { refusal: "received-malformed", place: nib.refusal.place });
  if (!isTokenRight(kit, { token, nib: nib.value })) return refuseWith(kit, reply, { refusal: "token-wrong" });
  const message = readReceivedNib(request.body);
  if (!message.ok) return refuseWith(kit, reply, { refusal: "received-malformed", place: message.refusal.place });
  const { outcome, organisationId } = await receiveMessage(options, message.value);
  const { documentKind, nibStatus } = message.value;
  kit.log.info({ outcome, organisationId, documentKind, nibStatus, requestId: request.id }, "oss.received");
  return reply.code(200).send(receivedReply({ isTaken: true, words: WORDS[outcome] }));
}

/** Whether a token is valid today for a NIB; candidates are compared in constant time. */
export function isTokenRight(kit: Kit, given: { readonly token: string; readonly nib: string }): boolean {
  const { token: parts } = kit.settings.oss;
  if (parts === undefined) return false;
  const { user: username, password } = parts;
  const expected = tokensInForce({ username, password, nib: given.nib }, kit.clock.nowMs(), hexDigest);
  const matches = expected.map((one) => timingSafeEqual(Buffer.from(one), Buffer.from(given.token)));
  return matches.includes(true);
}

function hexDigest(algorithm: "md5" | "sha1", text: string): string {
  return createHash(algorithm).update(text).digest("hex");
}

function refuseWith(
  kit: Kit,
  reply: FastifyReply,
  refused: { readonly refusal: ReceivingRefusal; readonly place?: string },
): FastifyReply {
  const { status, words } = REFUSALS[refused.refusal];
  kit.log.warn({ ...refused, requestId: reply.request.id }, "oss.message-refused");
  const place = refused.place === undefined ? "" : `: ${refused.place}`;
  return reply.code(status).send(receivedReply({ isTaken: false, words: `${words}${place}` }));
}

/** An error of an OSS route, and the format of its reply. */
interface Fault {
  readonly error: FastifyError;
  readonly reply: FastifyReply;
  readonly replyOf: (answer: { readonly isTaken: boolean; readonly words: string }) => object;
}

/** Replies to errors of an OSS route: invalid JSON, a body that is too large, too many messages, or an unavailable database. */
export function answerFault(kit: Kit, { error, reply, replyOf }: Fault): void {
  const given = error.statusCode ?? 500;
  const isCallers = given >= 400 && given < 500;
  if (!isCallers) kit.log.error({ err: error, requestId: reply.request.id }, "oss.message-failed");
  const { bodyLimit } = reply.request.routeOptions;
  const words = given === 413 ? `Data terlalu besar, paling banyak ${bodyLimit} byte` : FAULT_WORDS[given];
  const fallback = isCallers ? "Data Parameter Salah" : "Sistem sedang terganggu, kirim lagi nanti";
  reply.code(isCallers ? given : 503).send(replyOf({ isTaken: false, words: words ?? fallback }));
}

const FAULT_WORDS: Readonly<Record<number, string>> = {
  415: "Data yang diterima bukan JSON",
  429: "Terlalu banyak permintaan, kirim lagi nanti",
};
