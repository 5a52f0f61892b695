import { createHash } from "node:crypto";
import { z } from "zod";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { calendarsInForce, officeDate } from "../../../regulation/index.ts";
import { PAGE_STYLE, pageTextsSchema } from "../../issuing/index.ts";
import { watchOf } from "../case-work/case-watch.ts";
import { isPausedRow } from "../case-work/case-words.effects.ts";
import { findApplication } from "../cases/application.store.ts";
import { promiseOf, readApplicationPromise } from "../cases/application-promise.ts";
import { displayCode } from "../codes/access-code.ts";
import { type CaseStatus, statusPage } from "./status-page.ts";

const config = { access: "public", rateLimit: { max: 60, timeWindow: 60_000 } } as const;
const STYLE_HASH = createHash("sha256").update(PAGE_STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The number and key printed on a receipt. */
export interface ReceiptKey {
  readonly number: string;
  readonly key: string;
}

/** Finds the public status of a case by its receipt; null if number and key do not match. */
export type StatusLookup = (asked: ReceiptKey) => Promise<CaseStatus | null>;

/** The status page behind a receipt's QR code, for the bearer of number and key. No account, no script, no names. */
export function addStatusPage(app: Http, kit: Kit, statusOfLicence: StatusLookup): void {
  app.get(
    "/status/:number",
    {
      config,
      schema: {
        tags: ["applications"],
        summary: "Where a case stands (page), by its number and the key on its receipt",
        params: z.object({ number: z.string().max(60) }),
        querystring: z.object({ kunci: z.string().max(100).default(""), lang: z.enum(["id", "en"]).optional() }),
      },
    },
    async (request, reply) => {
      const { number } = request.params;
      const { kunci, lang } = request.query;
      const locale = lang ?? request.locale;
      const asked = { number, key: kunci };
      const status = (await statusOf(kit, asked)) ?? (await statusOfLicence(asked));
      const frame = {
        locale,
        texts: pageTextsSchema.parse(kit.texts.branch(locale, "pages.validation")),
        installationName: kit.settings.installationName,
        demonstration: kit.settings.demo,
        homeHref: "/",
        otherLanguageHref: `?${new URLSearchParams({ kunci, lang: locale === "id" ? "en" : "id" }).toString()}`,
      };
      const page = statusPage(frame, status, (key) => kit.texts.text(locale, `pages.status.${key}`));
      return reply
        .code(status === null ? 404 : 200)
        .header("content-security-policy", POLICY)
        .header("cache-control", "no-store")
        .header("referrer-policy", "no-referrer")
        .header("content-language", locale)
        .type("text/html; charset=utf-8")
        .send(page);
    },
  );
}

async function statusOf(kit: Kit, asked: ReceiptKey): Promise<CaseStatus | null> {
  const found = await kit.db
    .selectFrom("caseReceipt as r")
    .innerJoin("numberingApplication as a", "a.id", "r.applicationId")
    .select(["a.id", "a.number"])
    .where("r.secret", "=", asked.key)
    .executeTakeFirst();
  if (found === undefined || found.number !== asked.number) return null;
  const row = await findApplication(kit.db, found.id);
  if (row === undefined) return null;
  const nowMs = kit.clock.nowMs();
  const reading = readApplicationPromise(promiseOf(row), nowMs);
  const isOwed = reading !== null && reading.endedAt === null;
  return {
    number: found.number,
    code: displayCode(row.code),
    state: isPausedRow(row) ? "paused" : row.state,
    receivedAtMs: (row.submittedAt ?? row.createdAt).getTime(),
    dueDate: isOwed ? reading.dueDate : null,
    isOverdue: isOwed && reading.overdue,
    isStanding: isOwed && reading.holder === "applicant",
    repairUntil: watchOf(row, nowMs, calendarsInForce(officeDate(nowMs))).repairUntil,
  };
}
