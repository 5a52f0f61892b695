/** An objection: the rejection, the company's statement, the reviewer's advice and the outcome. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../../data/problem.ts";
import type { Role } from "../../../data/types.ts";
import { Glyph } from "../../../parts/badges.tsx";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { LostConnection } from "../../../parts/freshness.tsx";
import { Icon } from "../../../parts/icons.tsx";
import { FailureNotice, Loading, Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { PromisePanel } from "../../../parts/promise.tsx";
import { RuleNote } from "../../../parts/rule-note.tsx";
import { NotFoundScreen } from "../../../shell/endings.tsx";
import { loadWords } from "../../../shell/speech.tsx";
import { moment } from "../../../words/dates.ts";
import { ObjectionBadge } from "./objection-badge.tsx";
import {
  type Objection,
  type ObjectionEvent,
  objectionQuery,
  useObjectionCommand,
  useObjectionLive,
} from "./objection-data.ts";

const LazyObjectionActions = lazy(() =>
  Promise.all([import("./objection-actions.tsx"), loadWords("licenceDesk")]).then(([file]) => ({
    default: file.ObjectionActions,
  })),
);

function Decision({ objection }: { readonly objection: Objection }): ReactNode {
  const t = useTranslations("web.objection");
  const locale = useLocale();
  const { decision, state } = objection;
  if (state === "withdrawn") return <Notice title={t("ending.withdrawn.title")}>{t("ending.withdrawn.text")}</Notice>;
  if (decision === null) return null;
  const { outcome, reason, by, at } = decision;
  return (
    <Notice tone={outcome === "granted" ? "good" : "bad"} title={t(`ending.${outcome}.title`)}>
      <p className="whitespace-pre-line">{reason}</p>
      <p className="mt-2">{t(`ending.${outcome}.text`)}</p>
      <p className="mt-2 text-small">
        {moment(at, locale)}
        {by === null ? "" : ` · ${by}`}
      </p>
    </Notice>
  );
}

function ObjectionText({ objection }: { readonly objection: Objection }): ReactNode {
  const t = useTranslations("web.objection");
  const locale = useLocale();
  const { licence, files, advice } = objection;
  return (
    <>
      <section className="card grid gap-2 p-5" aria-labelledby="rejection">
        <h2 id="rejection" className="text-lead">
          {t("rejection")}
        </h2>
        <p className="max-w-[70ch] whitespace-pre-line [overflow-wrap:anywhere]">{licence.reason}</p>
        <p className="text-small text-soft">
          {moment(licence.rejectedAt, locale)}
          {licence.rejectedBy === null ? "" : ` · ${licence.rejectedBy}`}
        </p>
      </section>
      <section className="card grid gap-3 p-5" aria-labelledby="said">
        <h2 id="said" className="text-lead">
          {t("said")}
        </h2>
        <p className="max-w-[70ch] whitespace-pre-line [overflow-wrap:anywhere]">{objection.text}</p>
        {files.length === 0 ? null : (
          <ul className="grid gap-1">
            {files.map(({ fileId, name }) => (
              <li key={fileId}>
                <a href={`/api/files/${fileId}`} target="_blank" rel="noreferrer" className="[overflow-wrap:anywhere]">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        )}
        <p className="text-small text-soft">
          {moment(objection.filedAt, locale)} · {objection.filedBy}
        </p>
      </section>
      {advice === null ? null : (
        <section
          className="card tone-think grid gap-2 border-l-[6px] border-l-[var(--tone)] p-5"
          aria-labelledby="advice"
        >
          <h2 id="advice" className="text-lead">
            {t("adviceTitle")}
          </h2>
          <p className="font-semibold">{t(`advice.${advice.advice}`)}</p>
          <p className="max-w-[70ch] whitespace-pre-line [overflow-wrap:anywhere]">{advice.reason}</p>
          <p className="text-small text-soft">
            {moment(advice.at, locale)}
            {advice.by === null ? "" : ` · ${advice.by}`} · {t("adviceDesk")}
          </p>
        </section>
      )}
    </>
  );
}

function Event({ event }: { readonly event: ObjectionEvent }): ReactNode {
  const t = useTranslations("web.objection.event");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const { type, at, actor, note } = event;
  const role = event.role === null || !roles.has(event.role as Role) ? event.role : roles(event.role as Role);
  return (
    <li className="tone-solid">
      <span className="thread-knot" aria-hidden="true">
        <Glyph shape="disc" size={8} />
      </span>
      <p className="font-semibold">{t.has(type as "filed") ? t(type as "filed") : type}</p>
      <p className="text-small text-soft">
        {moment(at, locale)}
        {actor === null ? "" : ` · ${actor}`}
        {role === null ? "" : ` (${role})`}
      </p>
      {note === null || note === "" ? null : <p className="mt-1 break-words whitespace-pre-line">{note}</p>}
    </li>
  );
}

function Withdraw({ objection }: { readonly objection: Objection }): ReactNode {
  const t = useTranslations("web.objection");
  const [asks, setAsks] = useState(false);
  const command = useObjectionCommand(objection);
  if (!objection.commands.includes("withdraw")) return null;
  return (
    <div>
      <button type="button" className="button button-danger" onClick={() => setAsks(true)}>
        {t("withdraw")}
      </button>
      {asks ? (
        <Dialog title={t("withdrawTitle", { number: objection.number })} onClose={() => setAsks(false)}>
          <p>{t("withdrawText")}</p>
          {command.error === null ? null : <FailureNotice error={command.error} />}
          <div className="mt-5 flex flex-wrap gap-3">
            <BusyButton
              type="button"
              className="button button-danger"
              isBusy={command.isPending}
              onClick={() => command.mutate({ command: "withdraw" }, { onSuccess: () => setAsks(false) })}
            >
              {t("withdraw")}
            </BusyButton>
            <button type="button" className="button" onClick={() => setAsks(false)}>
              {t("cancel")}
            </button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

function ObjectionPage({ objection }: { readonly objection: Objection }): ReactNode {
  const t = useTranslations("web.objection");
  const isOfficer = objection.interest !== null;
  const liveness = useObjectionLive(objection);
  return (
    <Page
      title={objection.number}
      above={
        <Link
          to="/izin/$id"
          params={{ id: objection.licence.id }}
          className="mb-3 inline-flex items-center gap-1 text-small"
        >
          <Icon name="left" size={16} />
          {t("toLicenceNumber", { number: objection.licence.number })}
        </Link>
      }
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <ObjectionBadge state={objection.state} />
          <span className="min-w-0 [overflow-wrap:anywhere]">{objection.licence.organisationName}</span>
        </span>
      }
    >
      <LostConnection liveness={liveness} />
      <div className="grid gap-6">
        <Decision objection={objection} />
        {isOfficer ? (
          <Suspense fallback={<Loading lines={2} />}>
            <LazyObjectionActions objection={objection} />
          </Suspense>
        ) : null}
        <ObjectionText objection={objection} />
        <PromisePanel promise={objection.promise} reader={isOfficer ? "officer" : "applicant"} />
        {objection.rule === null ? null : <RuleNote rule={objection.rule} />}
        <section aria-labelledby="timeline">
          <h2 id="timeline" className="mb-4">
            {t("timeline")}
          </h2>
          <ol className="thread">
            {objection.events.map((event) => (
              <Event key={event.sequence} event={event} />
            ))}
          </ol>
        </section>
        <Withdraw objection={objection} />
      </div>
    </Page>
  );
}

/** The screen of `/keberatan/ID`, for the company and for officers. */
export function ObjectionScreen(): ReactNode {
  const { id } = useParams({ from: "/keberatan/$id" });
  const { data, error, refetch } = useQuery(objectionQuery(id));
  if (error !== null && data === undefined) {
    return [400, 404].includes(problemOf(error).status) ? (
      <NotFoundScreen />
    ) : (
      <FailureNotice error={error} onRetry={() => void refetch()} />
    );
  }
  return data === undefined ? <Loading lines={8} /> : <ObjectionPage objection={data} />;
}
