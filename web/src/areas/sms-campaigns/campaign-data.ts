/** SMS campaigns as the HTTP API returns and accepts them. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { campaignLookSchema } from "../../../../src/service/messaging/campaigns/contract.ts";
import { PER_HOUR_MAX } from "../../../../src/service/messaging/campaigns/limits.shared.ts";
import { api, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";
import { instantOf } from "../short-messages/writing.ts";
import type { TemplateRow } from "../sms-templates/template-data.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type List = Answered<"/api/service/sms/campaigns">;
/** A campaign in the list. */
export type CampaignRow = List["items"][number];
/** A campaign with the results of its rows. */
export type Campaign = Answered<"/api/service/sms/campaigns/{id}">;
/** The preview of a file. */
export type CampaignEstimate = z.output<typeof campaignLookSchema>;

const KEY = ["service", "sms-campaigns"] as const;
const MOVING_MS = 3_000;

/** Campaigns, newest first, after a given campaign. */
export const campaignsQuery = (after: string) =>
  queryOptions({
    queryKey: [...KEY, "list", after],
    queryFn: () =>
      read<List>(api.GET("/api/service/sms/campaigns", { params: { query: after === "" ? {} : { after } } })),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ state }) => state === "running") === true ? MOVING_MS : false,
  });

/** One campaign; polled while its state can change. */
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, id],
    queryFn: () => read<Campaign>(api.GET("/api/service/sms/campaigns/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && (data.state === "running" || data.standings.some(({ state }) => state === "open"))
        ? MOVING_MS
        : false,
  });

/** A template that campaigns can use. */
export interface CampaignTemplate {
  readonly id: string;
  readonly name: string;
  readonly approved: NonNullable<TemplateRow["approved"]>;
}

/** Approved templates except those for one-time passwords, which files must not contain. */
export function campaignTemplates(rows: readonly TemplateRow[]): readonly CampaignTemplate[] {
  return rows.flatMap(({ id, name, approved }) =>
    approved === null || approved.category === "otp" ? [] : [{ id, name, approved }],
  );
}

/** The form data of a campaign. */
export interface CampaignDraft {
  readonly name: string;
  readonly templateId: string;
  readonly sender: string;
  readonly zone: "" | "WIB" | "WITA" | "WIT";
  readonly isLater: boolean;
  readonly sendAt: string;
  readonly perHour: string;
  readonly validMinutes: number;
}

const USUAL_MINUTES = 1_440;

/** The initial form data. */
export const NEW_CAMPAIGN: CampaignDraft = {
  name: "",
  templateId: "",
  sender: "",
  zone: "",
  isLater: false,
  sendAt: "",
  perHour: "5000",
  validMinutes: USUAL_MINUTES,
};

/** The rate per hour; undefined if invalid or not permitted. */
export function perHourOf({ perHour }: CampaignDraft): number | undefined {
  const digits = perHour.replaceAll(/[.,\s]/g, "");
  const number = /^\d{1,7}$/.test(digits) ? Number(digits) : 0;
  return number >= 1 && number <= PER_HOUR_MAX ? number : undefined;
}

/** A campaign whose file is to be previewed. */
export interface CampaignPreviewRequest {
  readonly draft: CampaignDraft;
  readonly template: CampaignTemplate;
  readonly file: File;
}

/** A file in memory, with its preview. */
export interface PreviewedCampaign extends CampaignPreviewRequest {
  readonly look: CampaignEstimate;
  /** Idempotency key: the same for all attempts to prepare this preview. */
  readonly requestKey: string;
}

function planOf({ draft, template }: CampaignPreviewRequest): URLSearchParams {
  const { sender, zone, isLater, sendAt, validMinutes } = draft;
  const plan = new URLSearchParams({
    templateId: template.id,
    templateVersion: String(template.approved.version),
    sender,
    perHour: String(perHourOf(draft) ?? 0),
    validMinutes: String(validMinutes),
  });
  const at = isLater ? instantOf(sendAt) : null;
  if (at !== null) plan.set("sendAt", at);
  if (zone !== "" && template.approved.category === "promotional") plan.set("zone", zone);
  return plan;
}

async function send<Body>(path: string, file: File): Promise<Body> {
  const form = new FormData();
  form.append("file", file, file.name);
  const response = await fetch(path, { method: "POST", body: form, headers: { "Accept-Language": spokenLocale() } });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body as Body;
}

const PATH = "/api/service/sms/campaigns";

/** Sends a file for preview. Its bytes are read once, so that the prepared campaign matches the preview. */
export async function previewCampaign(request: CampaignPreviewRequest): Promise<PreviewedCampaign> {
  const { file: chosen } = request;
  const file = new File([await chosen.arrayBuffer()], chosen.name, { type: chosen.type });
  const look = await send<CampaignEstimate>(`${PATH}/preview?${planOf(request)}`, file);
  return { ...request, file, look, requestKey: crypto.randomUUID() };
}

/** Prepares a campaign as previewed. */
export function prepareCampaign({ look, requestKey, ...asked }: PreviewedCampaign): Promise<{ readonly id: string }> {
  const plan = planOf(asked);
  plan.set("name", asked.draft.name.trim());
  plan.set("expectedLines", String(look.lines));
  plan.set("expectedParts", String(look.parts));
  plan.set("expectedRupiah", String(look.priceRupiah));
  plan.set("requestKey", requestKey);
  return send<{ readonly id: string }>(`${PATH}?${plan}`, asked.file);
}
