/** Prepares a campaign: text, sender id, time, rate and file, with a preview before anything is stored. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { WayBack } from "../evaluations/way-back.tsx";
import { type Writing, writingQuery } from "../short-messages/writing.ts";
import { templatesQuery } from "../sms-templates/template-data.ts";
import {
  type CampaignDraft,
  type CampaignTemplate,
  campaignTemplates,
  NEW_CAMPAIGN,
  prepareCampaign,
  previewCampaign,
} from "./campaign-data.ts";
import { CampaignForm } from "./campaign-form.tsx";
import { CampaignPreview } from "./campaign-preview.tsx";

/** The screen of `/layanan/pesan/kampanye/baru`. */
export function NewCampaignScreen(): ReactNode {
  const t = useTranslations("web.smsCampaigns");
  const [writing, templates] = [useQuery(writingQuery), useQuery(templatesQuery)];
  const above = (
    <WayBack>
      <Link to="/layanan/pesan/kampanye">{t("title")}</Link>
    </WayBack>
  );
  const isThere = writing.data !== undefined && templates.data !== undefined;
  return (
    <Page title={t("newTitle")} lead={t("newLead")} above={above}>
      <Awaiting query={writing.data === undefined ? writing : templates} lines={8} />
      {isThere ? <Preparing writing={writing.data} templates={campaignTemplates(templates.data.items)} /> : null}
    </Page>
  );
}

function Preparing({
  writing,
  templates,
}: {
  readonly writing: Writing;
  readonly templates: readonly CampaignTemplate[];
}): ReactNode {
  const t = useTranslations("web.smsCampaigns");
  const navigate = useNavigateAfterSave();
  const cache = useQueryClient();
  const [draft, setDraft] = useState<CampaignDraft>({ ...NEW_CAMPAIGN, sender: writing.senders[0] ?? "" });
  const looking = useMutation({ mutationFn: previewCampaign });
  const preparing = useMutation({
    mutationFn: prepareCampaign,
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ["service", "sms-campaigns"] });
      await navigate({ to: "/layanan/pesan/kampanye/$id", params: { id } });
    },
  });
  if (writing.senders.length === 0) return <Empty title={t("noSenderTitle")}>{t("noSenderText")}</Empty>;
  if (templates.length === 0)
    return (
      <Empty
        title={t("noTemplateTitle")}
        action={
          <Link to="/layanan/pesan/templat" className="button button-main">
            {t("toTemplates")}
          </Link>
        }
      >
        {t("noTemplateText")}
      </Empty>
    );
  // The form has changed, so the preview is no longer valid.
  const change = (next: CampaignDraft): void => {
    setDraft(next);
    if (next.name === draft.name) looking.reset();
    preparing.reset();
  };
  const looked = looking.data;
  return (
    <div className="grid gap-6">
      <CampaignForm
        draft={draft}
        writing={writing}
        templates={templates}
        isLooking={looking.isPending}
        error={looking.error}
        onChange={change}
        onFile={() => looking.reset()}
        onLook={(request) => {
          preparing.reset();
          looking.mutate(request);
        }}
      />
      <div role="status" className="empty:hidden">
        {looking.isPending ? t("reading") : null}
      </div>
      {looked === undefined || looking.isPending ? null : (
        <CampaignPreview
          looked={looked}
          isPreparing={preparing.isPending}
          error={preparing.error}
          onPrepare={() => preparing.mutate({ ...looked, draft })}
        />
      )}
    </div>
  );
}
