import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { OssClient } from "../../platform/oss-client/index.ts";
import { type NibRecord, type OssRefusalCode, parseNib } from "../../protocols/oss/index.ts";
import { nibInquirySchema } from "./contract.ts";
import { keepAnswer } from "./inbox.store.ts";
import type { SaveOssStatus } from "./receive.effects.ts";
import { serviceRulesOn } from "./report-case.effects.ts";

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<OssRefusalCode | "nib-format", number>> = {
  "nib-format": 400,
  "nib-unknown": 404,
  "oss-unavailable": 503,
  "oss-not-configured": 503,
  "oss-malformed": 502,
  "oss-access-denied": 502,
  "oss-request-refused": 502,
};

/** Dependencies of a NIB inquiry. */
export interface NibInquiryOptions {
  readonly kit: Kit;
  readonly oss: Pick<OssClient, "inquireNib">;
  readonly keepOssStanding: SaveOssStatus;
}

/** Route by which an officer queries OSS about a NIB; the answer settles what messages left open. */
export function addAskCompanyRoute(app: Http, options: NibInquiryOptions): void {
  const { kit, oss } = options;
  app.post(
    "/api/oss/companies/:nib/inquiry",
    {
      config: { access: "oss.retry", rateLimit: { max: 30, timeWindow: 60_000 } },
      schema: {
        tags: ["oss"],
        summary: "Ask OSS about a NIB now and keep its answer",
        params: z.object({ nib: z.string().max(40) }),
        response: {
          200: nibInquirySchema,
          400: problemSchema,
          404: problemSchema,
          502: problemSchema,
          503: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const nib = parseNib(request.params.nib);
      if (!nib.ok) return sendProblem(reply, kit.texts, STATUS[nib.refusal], { code: nib.refusal });
      const told = await oss.inquireNib(nib.value);
      if (!told.ok) {
        const { code, detail } = told.refusal;
        kit.log.warn({ code, detail, requestId: request.id }, "oss.inquiry-refused");
        return sendProblem(reply, kit.texts, STATUS[code], { code });
      }
      const caller = present(request.caller, "caller");
      await keep(options, told.value, { personId: caller.personId, requestId: request.id });
      return { nib: nib.value, nibStatus: told.value.nibStatus, name: told.value.name };
    },
  );
}

async function keep(
  { kit, keepOssStanding }: NibInquiryOptions,
  record: NibRecord,
  by: { readonly personId: string; readonly requestId: string },
): Promise<void> {
  const { nib, nibStatus } = record;
  const at = new Date(kit.clock.nowMs());
  await kit.db.transaction().execute(async (trx) => {
    await keepAnswer(trx, { record, kbli: serviceRulesOn(at.getTime()).kbli, at });
    const organisationId = await keepOssStanding(trx, { nib, nibStatus, record });
    await recordAudit(trx, kit, {
      actorPersonId: by.personId,
      actorRole: null,
      action: "nib.asked",
      subjectKind: organisationId === null ? "nib" : "organisation",
      subjectId: organisationId ?? nib,
      detail: { nibStatus },
      requestId: by.requestId,
    });
  });
  kit.changeFeed.announce("applications");
}
