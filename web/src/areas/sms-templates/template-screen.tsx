/** One template: text and length of the latest version, author, decision, and earlier versions. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { TemplateActions } from "./template-actions.tsx";
import { TemplateBadge } from "./template-badge.tsx";
import { draftOf, type Template, type TemplateVersion, templateQuery, variablesOf } from "./template-data.ts";
import { TemplateForm } from "./template-form.tsx";
import { TemplateSpan } from "./template-span.tsx";

/** The screen of `/layanan/pesan/templat/$id`. */
export function TemplateScreen(): ReactNode {
  const t = useTranslations("web.smsTemplates");
  const { id } = useParams({ from: "/layanan/pesan/templat/$id" });
  const found = useQuery(templateQuery(id));
  const { data } = found;
  const above = (
    <WayBack>
      <Link to="/layanan/pesan/templat">{t("title")}</Link>
    </WayBack>
  );
  return (
    <Page width="working" title={data?.name ?? t("one.title")} above={above}>
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : <Whole template={data} />}
    </Page>
  );
}

function Whole({ template }: { readonly template: Template }): ReactNode {
  const t = useTranslations("web.smsTemplates.one");
  const locale = useLocale();
  const [isWriting, setIsWriting] = useState(false);
  const [latest, ...earlier] = template.versions;
  if (latest === undefined) return null;
  if (isWriting) return <Rewriting template={template} latest={latest} onDone={() => setIsWriting(false)} />;
  const sent = template.versions.find(({ state }) => state === "approved");
  return (
    <div className="grid gap-6">
      {template.retiredAt === null ? null : (
        <Notice tone="info">
          <p>{t("retired", { at: moment(template.retiredAt, locale), by: template.retiredBy ?? "–" })}</p>
        </Notice>
      )}
      {latest.state !== "approved" && sent !== undefined && template.retiredAt === null ? (
        <Notice tone="info">
          <p>{t("stillSent", { version: sent.version })}</p>
        </Notice>
      ) : null}
      <VersionCard version={latest}>
        {template.retiredAt === null ? (
          <TemplateActions template={template} latest={latest} onWrite={() => setIsWriting(true)} />
        ) : null}
      </VersionCard>
      {earlier.length === 0 ? null : (
        <section className="grid gap-4" aria-labelledby="earlier">
          <h2 id="earlier">{t("earlier")}</h2>
          {earlier.map((version) => (
            <VersionCard key={version.version} version={version} />
          ))}
        </section>
      )}
    </div>
  );
}

function Rewriting({
  template: { id, name, edition },
  latest,
  onDone,
}: {
  readonly template: Template;
  readonly latest: TemplateVersion;
  readonly onDone: () => void;
}): ReactNode {
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(name, latest));
  const saving = useMutation({
    mutationFn: (typed: typeof draft) => {
      const { category, body, senders } = typed;
      const form = { category, body, variables: [...variablesOf(typed)], senders: [...senders] };
      const params = { path: { id } };
      return read(api.PUT("/api/service/sms/templates/{id}", { params, body: { ...form, expectedEdition: edition } }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service", "sms-templates"] });
      onDone();
    },
  });
  return (
    <TemplateForm
      draft={draft}
      isNew={false}
      isSaving={saving.isPending}
      error={saving.error}
      onChange={setDraft}
      onSave={() => saving.mutate(draft)}
      onCancel={onDone}
    />
  );
}

function VersionCard({
  version,
  children,
}: {
  readonly version: TemplateVersion;
  readonly children?: ReactNode;
}): ReactNode {
  const t = useTranslations("web.smsTemplates.one");
  const all = useTranslations("web.smsTemplates");
  const categories = useTranslations("web.shortMessages.categories");
  const locale = useLocale();
  const { state, body, variables, senders, category, writtenBy, writtenAt, askedAt, decidedBy, decidedAt } = version;
  const by = writtenBy.length === 0 ? "–" : writtenBy.join(", ");
  return (
    <section
      className="card grid min-w-0 gap-4 p-5"
      aria-label={all("versionOf", { version: version.version })}
      data-version={version.version}
    >
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="text-lead">{all("versionOf", { version: version.version })}</h3>
        <TemplateBadge state={state} />
        <span className="text-small text-soft">{categories(category)}</span>
      </div>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{body}</p>
      {variables.length === 0 ? null : (
        <ul className="grid gap-1 text-small">
          {variables.map(({ name, kind, most }) => (
            <li key={name}>
              <code className="font-semibold">{`{${name}}`}</code>
              {` · ${all(`form.kinds.${kind}`)} · ${t("most", { most })}`}
            </li>
          ))}
        </ul>
      )}
      <p className="text-small text-soft [overflow-wrap:anywhere]">
        {senders.length === 0 ? t("allSenders") : t("senders", { senders: senders.join(", ") })}
      </p>
      {children === undefined ? null : <TemplateSpan template={{ body, variables }} />}
      <ul className="grid gap-1 text-small text-soft [overflow-wrap:anywhere]">
        <li>{t("written", { by, at: moment(writtenAt, locale) })}</li>
        {askedAt === null ? null : <li>{t("asked", { at: moment(askedAt, locale) })}</li>}
        {decidedAt === null ? null : (
          <li>
            {t(state === "refused" ? "refused" : "approved", { by: decidedBy ?? "–", at: moment(decidedAt, locale) })}
          </li>
        )}
      </ul>
      {version.reason === "" ? null : (
        <Notice tone={state === "refused" ? "bad" : "info"}>
          <p>{version.reason}</p>
        </Notice>
      )}
      {children}
    </section>
  );
}
