import { z } from "zod";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { readReceivedFile, receivedFileReply, TOKEN_HEADER, tokenIn } from "../../protocols/oss/index.ts";
import { hearOfFile } from "./handover.store.ts";
import { answerFault, isTokenRight } from "./receive.routes.ts";

const PATH = "/v1/kl/rba/receiveFileDS";
const RATE = { max: 1_200, timeWindow: 60_000 } as const;
const BODY_BYTES_MAX = 65_536;

const replySchema = z.object({ responreceiveFileDS: z.object({ status: z.enum(["1", "2"]), keterangan: z.string() }) });

/**
 * The route by which OSS announces a signed Izin. The link in its message is not followed: the message only triggers a
 * query of OSS for the file's location, so that the holder of a token cannot make the server fetch an arbitrary URL
 * (SSRF protection).
 */
export function addReceiveFileRoute(app: Http, kit: Kit): void {
  const refuse = (words: string) => receivedFileReply({ isTaken: false, words });
  app.post(
    PATH,
    {
      config: { access: "public", isForMachines: true, rateLimit: RATE },
      bodyLimit: BODY_BYTES_MAX,
      errorHandler: (error, _request, reply) => answerFault(kit, { error, reply, replyOf: receivedFileReply }),
      schema: {
        tags: ["oss"],
        summary: "OSS RBA tells that an Izin is signed (receiveFileDS)",
        description: "Header `Token` as for receiveNIB, made with the NIB of the message.",
        body: z.looseObject({ receiveFileDS: z.unknown().optional() }).nullish(),
        response: { 200: replySchema, 400: replySchema, 401: replySchema, 403: replySchema },
      },
    },
    async (request, reply) => {
      if (kit.settings.oss.token === undefined)
        return reply.code(403).send(refuse("Penerimaan data dari OSS belum diatur di sistem ini"));
      const token = tokenIn(request.headers[TOKEN_HEADER]);
      if (token === null) return reply.code(401).send(refuse("User Akses Tidak Valid: header Token tidak ada"));
      const file = readReceivedFile(request.body);
      if (!file.ok) return reply.code(400).send(refuse("Data Parameter Salah"));
      const { nib, licenseId } = file.value;
      if (!isTokenRight(kit, { token, nib })) return reply.code(401).send(refuse("User Akses Tidak Valid"));
      const told = { nib, licenseId, at: new Date(kit.clock.nowMs()) };
      const isKnown = await kit.db.transaction().execute((trx) => hearOfFile(trx, told));
      kit.log.info({ isKnown, requestId: request.id }, "oss.file-told");
      if (!isKnown) return reply.code(200).send(refuse("Data izin tidak ditemukan"));
      kit.changeFeed.announce("oss-handovers");
      return reply.code(200).send(receivedFileReply({ isTaken: true, words: "Sukses menerima file DS" }));
    },
  );
}
