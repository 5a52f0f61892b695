import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, type Refused, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { readSpreadsheetFile } from "../../../platform/sheets/index.ts";
import type { TextParams } from "../../../platform/texts/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { fillTemplate } from "../sms/index.ts";
import { campaignOfRequest, isCovered } from "./campaign.store.ts";
import { CAMPAIGN_REFUSALS, type CampaignRefusal } from "./campaign-refusal.ts";
import { campaignLookSchema, campaignPrepareQuery, campaignPreviewQuery } from "./contract.ts";
import { CAMPAIGN_ROWS_READ, type LineFault } from "./judge-lines.ts";
import { CAMPAIGN_BYTES_MAX, CAMPAIGN_LINES_MAX } from "./limits.shared.ts";
import { prepareCampaign } from "./prepare-campaign.effects.ts";
import { type CampaignBase, type CampaignPlan, type CampaignPreview, previewFile } from "./preview-file.effects.ts";

const tags = ["service"];
const WRITE = "queue.manage";
/** Parsing a file takes a worker thread and validates each of its lines. */
const RATE = { max: 10, timeWindow: 60_000 } as const;
const NAME_MAX = 100;
const SAMPLE = 3;
const PARTS_MAX = 10;
const problems = {
  400: problemSchema,
  403: problemSchema,
  404: problemSchema,
  409: problemSchema,
  413: problemSchema,
};
const PATH = "/api/service/sms/campaigns";

/** Routes that preview a campaign from a file, line by line, and prepare it as previewed. */
export function addPreparingRoutes(app: Http, base: CampaignBase): void {
  const { kit } = base;
  app.post(
    `${PATH}/preview`,
    {
      config: { access: WRITE, rateLimit: RATE },
      schema: {
        tags,
        summary: "What a file of recipients would come to, line by line; nothing is kept",
        querystring: campaignPreviewQuery,
        response: { 200: campaignLookSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, WRITE);
      const plan = planOf(kit, request.query);
      const looked = await previewUpload(base, request, { tenantId, plan });
      if (!looked.ok) return sendRefusal(kit, reply, CAMPAIGN_REFUSALS, looked.refusal);
      const covered = await inTenant(kit.db, tenantId, (trx) => isCovered(trx, tenantId, looked.value.priceRupiah));
      return { ...shown(kit, request, looked.value), isCovered: covered };
    },
  );
  app.post(
    PATH,
    {
      config: { access: WRITE, rateLimit: RATE },
      schema: {
        tags,
        summary: "Prepare a campaign as its preview said; nothing goes before it is started",
        querystring: campaignPrepareQuery,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, WRITE);
      const { name, requestKey, perHour, expectedLines, expectedParts, expectedRupiah, ...form } = request.query;
      // A repeated request (lost response) is answered like the first, even if the template or prices have changed since.
      const earlier = await inTenant(kit.db, requestContext.tenantId, (trx) => campaignOfRequest(trx, requestKey));
      if (earlier !== undefined) return reply.code(201).send({ id: earlier });
      const plan = { ...planOf(kit, form), perHour };
      const looked = await previewUpload(base, request, { tenantId: requestContext.tenantId, plan });
      if (!looked.ok) return sendRefusal(kit, reply, CAMPAIGN_REFUSALS, looked.refusal);
      const done = await prepareCampaign(base, {
        requestContext,
        plan,
        name,
        fileName: looked.value.fileName,
        looked: looked.value,
        expected: { lines: expectedLines, parts: expectedParts, rupiah: expectedRupiah },
        requestKey,
      });
      return done.ok ? reply.code(201).send(done.value) : sendRefusal(kit, reply, CAMPAIGN_REFUSALS, done.refusal);
    },
  );
}

function planOf(
  { clock }: Kit,
  { sendAt, zone, ...form }: Omit<z.output<typeof campaignPreviewQuery>, "perHour"> & { readonly perHour?: number },
): CampaignPlan {
  const { templateId, templateVersion, sender, validMinutes } = form;
  const sendAtMs = sendAt === undefined ? clock.nowMs() : Date.parse(sendAt);
  return { templateId, templateVersion, sender, validMinutes, zone: zone ?? null, sendAtMs };
}

type Previewed = Result<CampaignPreview & { readonly fileName: string }, Refused<CampaignRefusal>>;

/** The preview of the uploaded file. */
async function previewUpload(
  base: CampaignBase,
  request: FastifyRequest,
  { tenantId, plan }: { readonly tenantId: string; readonly plan: CampaignPlan },
): Promise<Previewed> {
  const most = new Intl.NumberFormat(request.locale).format(CAMPAIGN_LINES_MAX);
  const large: Previewed = refuse({ code: "sms-lines-large", params: { most } });
  if (!request.isMultipart()) return refuse("sms-campaign-file-missing");
  const part = await request.file({ limits: { fileSize: CAMPAIGN_BYTES_MAX, files: 1 }, throwFileSizeLimit: false });
  if (part === undefined) return refuse("sms-campaign-file-missing");
  const bytes = await part.toBuffer();
  if (part.file.truncated) return large;
  // The name is stored in the audit log, which rejects control characters.
  const fileName = part.filename.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").slice(-NAME_MAX);
  const { rows, fault } = await readSpreadsheetFile(
    { name: fileName, bytes },
    { rowsMax: CAMPAIGN_ROWS_READ, holder: tenantId },
  );
  if (fault?.code === "file-swollen") return large;
  if (fault !== null) return refuse({ code: "sms-lines-unread", params: { row: fault.row } });
  const looked = await previewFile(base, { tenantId, plan, rows });
  return looked.ok ? ok({ ...looked.value, fileName }) : looked;
}

function shown(
  { texts }: Kit,
  { locale }: FastifyRequest,
  looked: CampaignPreview,
): Omit<z.output<typeof campaignLookSchema>, "isCovered"> {
  const say = (code: string, params: TextParams) => texts.text(locale, `errors.${code}`, params);
  const ofFault = ({ line, code, about }: LineFault) => {
    const variable = about ?? "";
    return { line, code, message: say(code, { variable, parts: PARTS_MAX, most: CAMPAIGN_LINES_MAX }) };
  };
  const { fit, parts, priceRupiah, sent, faulty, doubled, faults, refused, template } = looked;
  return {
    lines: fit.length,
    parts,
    priceRupiah,
    sent,
    faulty,
    doubled,
    faults: faults.map(ofFault),
    refused: refused.map(({ code, count, firstLines }) => ({
      code,
      count,
      firstLines: [...firstLines],
      message: say(code, { variable: "", parts: PARTS_MAX }),
    })),
    sample: fit.slice(0, SAMPLE).map(({ line, recipient: to, fields, parts: own }) => {
      const filled = fillTemplate(template, fields);
      return { line, to, text: filled.ok ? filled.value : "", parts: own };
    }),
  };
}
