/** The applicant's view of a licence application: all requirements with their states, the processing time, and the available actions. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromisePanel } from "../../parts/promise.tsx";
import { longDate, moment } from "../../words/dates.ts";
import { handoverQuery } from "../licence-record/record-data.ts";
import { UploadLine } from "../licence-record/upload-line.tsx";
import { offerQuery } from "../tests/test-data.ts";
import { Downloads } from "./downloads.tsx";
import { FindingCards } from "./finding-cards.tsx";
import { CommitmentDecree, LicenceReceipts } from "./issued-documents.tsx";
import { isOpen, itemState, lastChange, pageOf, pagesOf } from "./item-state.ts";
import { ItemBadge, LicenceBadge } from "./licence-badges.tsx";
import { LicenceTimeline } from "./licence-timeline.tsx";
import type { Item, Licence } from "./licence-types.ts";
import { Messages } from "./messages.tsx";
import { CaseObjections } from "./objections/case-objections.tsx";
import { useRequirementName } from "./requirement-words.ts";
import { WithdrawLicence } from "./withdraw-licence.tsx";

function ItemLine({ licence, item }: { readonly licence: Licence; readonly item: Item }): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  const nameOf = useRequirementName();
  const state = itemState(licence, item);
  const last = lastChange(licence, item);
  const page = pageOf(item);
  return (
    <li className="grid gap-1 px-5 py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {page === null ? (
          <span className="font-semibold">{nameOf(item.key)}</span>
        ) : (
          <Link to="/izin/$id/bagian/$part" params={{ id: licence.id, part: page }} className="font-semibold">
            {nameOf(item.key)}
          </Link>
        )}
        <ItemBadge state={state} />
      </div>
      {state === "record" ? (
        <p className="text-small text-soft">
          {licence.codes
            .map(({ display, decree }) => (decree === null ? display : `${display} (${decree})`))
            .join(", ")}
        </p>
      ) : null}
      {item.reopened ? (
        <p className="text-small [overflow-wrap:anywhere]">
          {t("reopenedWhy", { at: moment(item.reopened.at, locale), reason: item.reopened.reason })}
        </p>
      ) : null}
      {last === null ? null : (
        <p className="text-small text-soft">{t("lastChange", { name: last.by, at: moment(last.at, locale) })}</p>
      )}
    </li>
  );
}

function TaskList({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const states = licence.items.map((item) => itemState(licence, item));
  const done = states.filter((state) => ["done", "locked", "record"].includes(state)).length;
  const isReady = licence.preCheck.every(({ level }) => level !== "blocks");
  return (
    <section className="grid gap-3" aria-labelledby="tasks">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="tasks">{t("tasks")}</h2>
        <p className="text-small text-soft">{t("tasksDone", { done, total: licence.items.length })}</p>
      </div>
      <ol className="card divide-y divide-line">
        {licence.items.map((item) => (
          <ItemLine key={item.key} licence={licence} item={item} />
        ))}
        {isOpen(licence) ? (
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-3.5">
            <Link
              to="/izin/$id/periksa"
              params={{ id: licence.id }}
              className={isReady ? "button button-main" : "font-semibold"}
            >
              {t(licence.state === "returned" ? "checkAgain" : "check")}
            </Link>
            {isReady ? null : <span className="text-small text-soft">{t("checkAnyTime")}</span>}
          </li>
        ) : null}
      </ol>
    </section>
  );
}

/** The findings of a returned application and the date until which they can be corrected; other requirements are locked. */
function Returned({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  if (licence.state !== "returned") return null;
  const open = licence.findings.filter(({ state }) => state === "sent");
  const settled = licence.findings.filter(({ state }) => state === "answered");
  return (
    <section className="grid gap-4" aria-labelledby="returned">
      <Notice tone="wait" title={t("returnedTitle", { round: licence.round + 1 })}>
        <p>{t("returnedText")}</p>
        {licence.repairUntil === null ? null : (
          <p className="mt-2 font-semibold">{t("repairUntil", { date: longDate(licence.repairUntil, locale) })}</p>
        )}
      </Notice>
      <h2 id="returned">{t("findings", { count: open.length })}</h2>
      <FindingCards licence={licence} findings={[...open, ...settled]} />
    </section>
  );
}

/** Next steps after the documents are verified: a test to request or to open. From the SKLO on, the upload panel shows the next step. */
function Verified({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.licence");
  const handover = useQuery(handoverQuery(id));
  const offer = useQuery(offerQuery(id));
  if (handover.data?.state !== "none" || offer.data?.refusal === "test-certified") return null;
  const openTestId = offer.data?.openTestId ?? null;
  return (
    <Notice tone="good" title={t("verifiedTitle")}>
      <p>{t(openTestId === null ? "verifiedText" : "verifiedTesting")}</p>
      {openTestId === null ? null : (
        <p className="mt-3">
          <Link to="/uji/$id" params={{ id: openTestId }} className="button button-main">
            {t("openTest")}
          </Link>
        </p>
      )}
      {offer.data?.refusal === null ? (
        <p className="mt-3">
          <Link to="/izin/$id/uji" params={{ id }} className="button button-main">
            {t("askTest")}
          </Link>
        </p>
      ) : null}
    </Notice>
  );
}

/** The outcome of a case and its consequences. */
function Ending({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const decision = licence.events.findLast(({ type }) => type === "reject" || type === "verify");
  if (licence.state === "verified") return <Verified id={licence.id} />;
  if (licence.state === "rejected")
    return (
      <Notice tone="bad" title={t("rejectedTitle")}>
        <p className="whitespace-pre-line">{decision?.note}</p>
        <p className="mt-2">{t("rejectedText")}</p>
      </Notice>
    );
  if (licence.state === "lapsed")
    return (
      <Notice tone="bad" title={t("lapsedTitle")}>
        <p>{t("lapsedText")}</p>
      </Notice>
    );
  return licence.paused ? (
    <Notice tone="wait" title={t("pausedTitle")}>
      <p className="whitespace-pre-line">{licence.events.findLast(({ type }) => type === "pause")?.note}</p>
    </Notice>
  ) : null;
}

function Deemed({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  if (licence.deemed === null) return null;
  return (
    <Notice tone="info" title={t("deemedTitle", { date: longDate(licence.deemed.since, locale) })}>
      <p>{t(licence.deemed.recordedAt === null ? "deemedText" : "deemedRecorded")}</p>
    </Notice>
  );
}

/** The applicant's view. */
export function ApplicantLicence({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const begun = pagesOf(licence)[0] ?? "service";
  const isFresh = licence.state === "draft" && licence.parts.every(({ version }) => version === 0);
  return (
    <Page
      title={licence.number ?? t("draftTitle")}
      back={{ to: "/izin", text: t("allLicences") }}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <LicenceBadge state={licence.state} paused={licence.paused} />
          <span className="min-w-0 [overflow-wrap:anywhere]">{licence.organisation.name}</span>
          {licence.codes.map(({ code, display }) => (
            <Badge key={code} shape="disc" tone="solid">
              {display}
            </Badge>
          ))}
        </span>
      }
    >
      <div className="grid gap-8">
        {isFresh ? (
          <Notice title={t("freshTitle")}>
            <p>{t("freshText")}</p>
            <p className="mt-3">
              <Link to="/izin/$id/bagian/$part" params={{ id: licence.id, part: begun }} className="button button-main">
                {t("freshGo")}
              </Link>
            </p>
          </Notice>
        ) : null}
        <Ending licence={licence} />
        {licence.state === "verified" ? <UploadLine id={licence.id} /> : null}
        <CaseObjections licence={licence} />
        <CommitmentDecree licence={licence} />
        <Deemed licence={licence} />
        <Returned licence={licence} />
        <TaskList licence={licence} />
        {licence.promise === null ? null : <PromisePanel promise={licence.promise} reader="applicant" />}
        <LicenceReceipts licence={licence} />
        <Downloads licence={licence} />
        <Messages licence={licence} side="applicant" />
        {licence.events.length === 0 ? null : <LicenceTimeline licence={licence} />}
        {licence.commands.includes("withdraw") ? <WithdrawLicence licence={licence} /> : null}
      </div>
    </Page>
  );
}
