import { sql } from "kysely";
import { z } from "zod";
import type { Letter } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { drawableText } from "../../../../platform/pdf/index.ts";
import type { DocumentSigner } from "../../../../platform/signing/index.ts";
import { actedEntry, requestContextOf } from "../../../tenancy/tenants/index.ts";
import { findMessage, type MessageView } from "../intake/message.store.ts";
import { MESSAGE_REFUSALS } from "../intake/messaging-refusal.ts";
import { textDigest } from "../intake/text-digest.effects.ts";
import { digestOf } from "../retention/text-removal.store.ts";
import { maskedNumber, type ProofFacts, type ProvenReceipt, proofDocument } from "./delivery-proof.ts";

const MANAGE = "service.manage";
const CHECK_PATH = "/validasi-sk";
/** Rendering and signing use a core for a while. */
const RATE = { max: 60, timeWindow: 60_000 } as const;

/** Dependencies of delivery proofs. */
export interface ProofRoutes {
  readonly kit: Kit;
  /** Key of the digests of texts. */
  readonly key: Buffer;
  readonly paper: { readonly render: (letter: Letter) => Promise<Uint8Array> };
  readonly signer: DocumentSigner;
}

/** The delivery proof of one message, as a signed PDF that can be verified offline. */
export function addProofRoutes(app: Http, { kit, key, paper, signer }: ProofRoutes): void {
  app.get(
    "/api/service/sms/messages/:id/proof",
    {
      config: { access: MANAGE, rateLimit: RATE },
      schema: {
        tags: ["service"],
        summary: "The proof of what became of a short message, as a signed PDF",
        params: z.object({ id: z.uuid() }),
        querystring: z.strictObject({
          /** `whole` prints the full number; that export is in the audit log. */
          recipient: z.enum(["masked", "whole"]).default("masked"),
          language: z.enum(["id", "en"]).optional(),
        }),
        response: { 200: z.any(), 400: problemSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { recipient, language } = request.query;
      const requestContext = requestContextOf(request, MANAGE);
      const facts = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        const found = await readFacts(trx, { id, key, tenantId: requestContext.tenantId });
        if (found === undefined) return undefined;
        const fact = { action: "sms-message.proven", subjectKind: "sms-message", subjectId: id } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { recipient } }));
        return found;
      });
      if (facts === undefined) return sendRefusal(kit, reply, MESSAGE_REFUSALS, "no-such-message");
      const locale = language ?? request.locale;
      const madeAtMs = kit.clock.nowMs();
      const whole = {
        ...facts,
        madeAtMs,
        installation: drawableText(kit.settings.installationName),
        recipient: recipient === "whole" ? facts.recipient : maskedNumber(facts.recipient),
        isRecipientWhole: recipient === "whole",
        checkUrl: `${kit.publicUrl()}${CHECK_PATH}`,
        isDemonstration: signer.standing === "demonstration",
      };
      const drawn = await paper.render(
        proofDocument(whole, (name, params) => kit.texts.text(locale, `smsPapers.proof.${name}`, params)),
      );
      const pdf = await signer.sign(drawn, { signedAtMs: madeAtMs, reason: `SMS ${id}`, location: "Indonesia" });
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="bukti-pesan-${id}.pdf"`);
      return reply.header("content-type", "application/pdf").send(Buffer.from(pdf));
    },
  );
}

type Known = Omit<ProofFacts, "madeAtMs" | "installation" | "isRecipientWhole" | "checkUrl" | "isDemonstration">;

async function readFacts(
  trx: DatabaseTransaction,
  { id, key, tenantId }: { readonly id: string; readonly key: Buffer; readonly tenantId: string },
): Promise<Known | undefined> {
  const message = await findMessage(trx, id);
  if (message === undefined) return undefined;
  const centre = await trx
    .selectFrom("tenant")
    .select(["name", "timeZone"])
    .where("id", "=", tenantId)
    .executeTakeFirstOrThrow();
  const receipts = await sql<Omit<ProvenReceipt, "receivedAtMs"> & { readonly receivedAt: Date }>`
    select sequence, carrier_message_id, recipient, state, error_code, received_at, standing
    from receipts_for_proof(${id}::uuid)`.execute(trx);
  const { sender, recipient, category, coding, state, acceptedAt, finalAt } = message;
  return {
    messageId: id,
    centre: drawableText(centre.name),
    zone: centre.timeZone,
    sender,
    recipient,
    category,
    coding,
    state,
    acceptedAtMs: acceptedAt.getTime(),
    finalAtMs: finalAt?.getTime() ?? null,
    digestHex: (await digestNow(trx, message, key)).toString("hex"),
    parts: message.parts.map(({ sentAt, finalAt: endedAt, ...part }) => ({
      ...part,
      carrier: drawableText(part.carrier),
      sentAtMs: sentAt?.getTime() ?? null,
      finalAtMs: endedAt?.getTime() ?? null,
    })),
    receipts: receipts.rows.map(({ receivedAt, ...one }) => ({
      ...one,
      receivedAtMs: receivedAt.getTime(),
      carrierMessageId: drawableText(one.carrierMessageId),
      errorCode: one.errorCode === null ? null : drawableText(one.errorCode),
    })),
  };
}

/** The digest of a text: the stored one, or the one that will be stored. */
async function digestNow(trx: DatabaseTransaction, { id, text }: MessageView, key: Buffer): Promise<Buffer> {
  const kept = await digestOf(trx, id);
  return kept ?? textDigest(key, { messageId: id, text });
}
