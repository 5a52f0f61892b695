/** The applicant's last step: the SKLO is uploaded to OSS, and OSS returns the Izin. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { type Handover, handoverQuery, packageQuery } from "./record-data.ts";
import { StepPicture } from "./step-picture.tsx";

const KILOBYTE = 1_024;

function Step({
  step,
  title,
  children,
}: {
  readonly step: "download" | "upload" | "wait";
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <li className="card flex flex-wrap gap-4 px-5 py-4 sm:flex-nowrap">
      <StepPicture step={step} />
      <div className="grid min-w-0 flex-1 content-start gap-2">
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}

function PackageStep({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.licenceRecord.upload");
  const format = useFormatter();
  const query = useQuery(packageQuery(id));
  const kilobytes = (bytes: number) => t("kilobytes", { size: format.number(Math.ceil(bytes / KILOBYTE)) });
  return (
    <Step step="download" title={t("packageTitle")}>
      <p>{t("packageText")}</p>
      <p>
        <a href={`/api/licences/${id}/oss-package.zip`} className="button" download>
          <Icon name="file" size={16} />
          {t("packageGo")}
        </a>
      </p>
      <Awaiting query={query} lines={2} height={24} />
      {query.data === undefined ? null : (
        <details>
          <summary>{t("contents", { count: query.data.documents.length })}</summary>
          <ul className="mt-2 grid gap-2">
            {query.data.files.map(({ name, bytes, sha256, href }) => (
              <li key={sha256} className="min-w-0 [overflow-wrap:anywhere]">
                <a href={href} target="_blank" rel="noreferrer">
                  {name}
                </a>{" "}
                ({kilobytes(bytes)})<span className="block text-small text-soft">SHA-256 {sha256}</span>
              </li>
            ))}
            {query.data.documents.map(({ slot, name, bytes, sha256, isTooLarge }) => (
              <li key={slot} className="min-w-0 [overflow-wrap:anywhere]">
                {name} ({kilobytes(bytes)}){isTooLarge ? <strong> {t("tooLarge")}</strong> : null}
                <span className="block text-small text-soft">SHA-256 {sha256}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Step>
  );
}

function UploadStep({ id, handover }: { readonly id: string; readonly handover: Handover }): ReactNode {
  const t = useTranslations("web.licenceRecord.upload");
  const locale = useLocale();
  const cache = useQueryClient();
  const said = useMutation({
    mutationFn: () => read(api.POST("/api/licences/{id}/oss-handover/uploaded", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["licence", id, "oss-handover"] }),
  });
  return (
    <Step step="upload" title={t("ossTitle")}>
      <p>{t("ossText", { number: handover.sklo?.number ?? "" })}</p>
      {handover.ossPage === null ? null : (
        <p>
          <a href={handover.ossPage} target="_blank" rel="noreferrer">
            {t("ossGo")}
          </a>
        </p>
      )}
      {handover.saidAt === null ? null : (
        <p className="text-small text-soft">
          {t("said", { name: handover.saidByName ?? "–", at: moment(handover.saidAt, locale) })}
        </p>
      )}
      {handover.mayWrite && handover.state === "to-upload" ? (
        <div>
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={said.isPending}
            onClick={() => said.mutate()}
          >
            {t("saidGo")}
          </BusyButton>
        </div>
      ) : null}
      {said.error === null ? null : <FailureNotice error={said.error} />}
    </Step>
  );
}

function WaitStep({ handover }: { readonly handover: Handover }): ReactNode {
  const t = useTranslations("web.licenceRecord.upload");
  const locale = useLocale();
  const { isConfigured, isLinked, seenAt, lookedAt } = handover;
  return (
    <Step step="wait" title={t("waitTitle")}>
      <p>{t("waitText")}</p>
      <p role="status">
        {seenAt === null
          ? lookedAt === null
            ? t("notLooked")
            : t("notSeen", { at: moment(lookedAt, locale) })
          : t("seen", { at: moment(seenAt, locale) })}
      </p>
      {isConfigured && isLinked ? null : <p className="text-small text-soft">{t("notConnected")}</p>}
    </Step>
  );
}

/** A refusal by OSS: the reason and the next step. */
function Refused({ handover }: { readonly handover: Handover }): ReactNode {
  const t = useTranslations("web.licenceRecord.upload");
  const locale = useLocale();
  const { refusal } = handover;
  if (refusal === null) return null;
  return (
    <Notice tone="bad" urgent title={t("refusedTitle")}>
      <p className="[overflow-wrap:anywhere]">
        {t("refusedWhy", { at: moment(refusal.at, locale), reason: refusal.reason })}
      </p>
      <p className="mt-2">{t("refusedDo")}</p>
    </Notice>
  );
}

function Granted({ handover }: { readonly handover: Handover }): ReactNode {
  const t = useTranslations("web.licenceRecord.upload");
  const { licence } = handover;
  if (licence === null) return null;
  return (
    <Notice tone="good" title={t("grantedTitle", { number: licence.number })}>
      <p>{t("grantedText")}</p>
      <p className="mt-3">
        <a
          href={`/api/licence-records/${licence.id}/file`}
          className="button button-main"
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="file" size={16} />
          {t("izinGo")}
        </a>
      </p>
    </Notice>
  );
}

/** The screen of the upload to OSS. */
export function UploadScreen(): ReactNode {
  const t = useTranslations("web.licenceRecord.upload");
  const { id } = useParams({ from: "/izin/$id/unggah-oss" });
  const query = useQuery(handoverQuery(id));
  const { data } = query;
  return (
    <Page title={t("title")} lead={t("lead")} back={{ to: "/izin/$id", params: { id }, text: t("back") }}>
      <Awaiting query={query} lines={4} height={60} />
      {data?.state === "none" ? <Notice title={t("noneTitle")}>{t("noneText")}</Notice> : null}
      {data?.state === "granted" ? <Granted handover={data} /> : null}
      {data?.state === "to-upload" || data?.state === "seen" ? (
        <div className="grid gap-4">
          <Refused handover={data} />
          <ol className="grid gap-4">
            <PackageStep id={id} />
            <UploadStep id={id} handover={data} />
            <WaitStep handover={data} />
          </ol>
        </div>
      ) : null}
    </Page>
  );
}
