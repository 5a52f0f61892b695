/** One data subject request: stored data of its number with retention, export, deletion and answer. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf, api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ErrorSummary, TextArea } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { count, moment, shortDate } from "../../words/dates.ts";
import { type Holdings, holdingsQuery, type PersonalRequest, personalRequestQuery } from "./personal-data.ts";
import { RequestBadge } from "./personal-requests-screen.tsx";

const ANSWER_MIN = 5;

/** The screen of `/layanan/data-pribadi/:id`. */
export function PersonalRequestScreen(): ReactNode {
  const t = useTranslations("web.personalData");
  const { id } = useParams({ from: "/layanan/data-pribadi/$id" });
  const found = useQuery(personalRequestQuery(id));
  const { data } = found;
  return (
    <Page
      width="working"
      title={data === undefined ? t("request") : t("requestOf", { number: data.number ?? data.shown })}
      above={<Link to="/layanan/data-pribadi">{t("back")}</Link>}
    >
      <Awaiting query={found} lines={4} />
      {data === undefined ? null : (
        <div className="grid gap-6">
          <Facts request={data} />
          {data.state === "open" ? <Held request={data} /> : null}
          {data.state === "open" ? <Answering request={data} /> : null}
        </div>
      )}
    </Page>
  );
}

function Facts({ request }: { readonly request: PersonalRequest }): ReactNode {
  const t = useTranslations("web.personalData");
  const locale = useLocale();
  const { kind, state, identifiedBy, openedByName, receivedAt, dueAt, isLate, isWaiting, doneAt, answer } = request;
  return (
    <section aria-label={t("request")} className="card grid gap-3 p-5">
      <p className="flex flex-wrap items-center gap-3">
        <RequestBadge state={state} />
        <span className="font-semibold">{t(`kinds.${kind}`)}</span>
      </p>
      <p>{t("receivedBy", { at: moment(receivedAt, locale), name: openedByName })}</p>
      <p className="break-words">{t("identifiedAs", { how: identifiedBy })}</p>
      <p className={isLate ? "font-semibold text-bad" : ""}>{t("dueBy", { at: moment(dueAt, locale) })}</p>
      {state === "deleting" ? <Notice>{t(isWaiting ? "waiting" : "underWay")}</Notice> : null}
      {doneAt === null ? null : <p>{t("doneAt", { at: moment(doneAt, locale) })}</p>}
      {answer === null ? null : <p className="break-words whitespace-pre-wrap">{answer}</p>}
      <Removed request={request} />
    </section>
  );
}

function Removed({ request: { removed, state, kind } }: { readonly request: PersonalRequest }): ReactNode {
  const t = useTranslations("web.personalData");
  const locale = useLocale();
  const gone = Object.entries(removed) as [Holdings["holdings"][number]["name"], number][];
  if (kind !== "delete" || state === "open") return null;
  return (
    <div role="status">
      {gone.map(([name, many]) => (
        <p key={name}>{t("gone", { what: t(`classes.${name}`), count: count(many, locale) })}</p>
      ))}
      <p className="mt-2 max-w-[60ch] text-soft">{t("stays")}</p>
    </div>
  );
}

function Held({ request }: { readonly request: PersonalRequest }): ReactNode {
  const t = useTranslations("web.personalData");
  const { id, version, kind, number, shown } = request;
  const found = useQuery(holdingsQuery(id));
  const [isDeleting, setDeleting] = useState(false);
  const { data } = found;
  const params = { path: { id } };
  return (
    <section aria-labelledby="personal-held" className="grid gap-4">
      <h2 id="personal-held" className="text-lead">
        {t("held")}
      </h2>
      <p className="max-w-[60ch] text-soft">{t("heldLead")}</p>
      <Awaiting query={found} lines={6} />
      {data === undefined ? null : (
        <>
          {data.isGoingOn ? <Notice>{t("goingOn")}</Notice> : null}
          <HoldingTable holdings={data.holdings} />
          <div className="flex flex-wrap gap-3">
            <a
              className="button"
              href={addressOf("/api/service/personal-requests/{id}/export", { path: { id } })}
              download
            >
              {t("export")}
            </a>
            {kind === "delete" ? (
              <button type="button" className="button button-danger" onClick={() => setDeleting(true)}>
                {t("delete")}
              </button>
            ) : null}
          </div>
          <p className="max-w-[60ch] text-small text-soft">{t("exportHint")}</p>
        </>
      )}
      {isDeleting ? (
        <EndDialog
          title={t("deleteTitle", { number: number ?? shown })}
          text={t("deleteText")}
          yes={t("delete")}
          end={() =>
            read(
              api.POST("/api/service/personal-requests/{id}/deletion", { params, body: { expectedVersion: version } }),
            )
          }
          onClose={() => setDeleting(false)}
        />
      ) : null}
    </section>
  );
}

function HoldingTable({ holdings }: Pick<Holdings, "holdings">): ReactNode {
  const t = useTranslations("web.personalData");
  const locale = useLocale();
  const columns: readonly Column<Holdings["holdings"][number]>[] = [
    {
      id: "class",
      header: t("class"),
      cell: ({ name, isErased }) => (
        <div className="min-w-0">
          <p className="font-semibold">{t(`classes.${name}`)}</p>
          <p className="text-small text-soft">{t(isErased ? "erased" : "notErased")}</p>
        </div>
      ),
    },
    { id: "count", header: t("count"), numeric: true, cell: ({ count: many }) => count(many, locale) },
    {
      id: "period",
      header: t("period"),
      cell: ({ oldest, newest }) =>
        oldest === null || newest === null
          ? "–"
          : t("fromTo", { from: moment(oldest, locale), to: moment(newest, locale) }),
    },
    {
      id: "until",
      header: t("until"),
      cell: ({ count: many, goesOn, rule }) => (
        <div className="min-w-0">
          <p>{many === 0 ? "–" : goesOn === null ? t("noEnd") : shortDate(goesOn, locale)}</p>
          {rule === null ? null : (
            <p className="text-small text-soft">
              <Link to="/aturan" search={{ search: rule.id }}>
                {t(`keptFor.${rule.unit === "months" ? "months" : "days"}`, { count: rule.value })}
              </Link>{" "}
              {t(`standing.${rule.standing}`)}
            </p>
          )}
        </div>
      ),
    },
  ];
  return <DataTable caption={t("held")} columns={columns} rows={holdings} rowId={({ name }) => name} />;
}

function Answering({ request: { id, version } }: { readonly request: PersonalRequest }): ReactNode {
  const t = useTranslations("web.personalData");
  const cache = useQueryClient();
  const [answer, setAnswer] = useState("");
  const answering = useMutation({
    mutationFn: () =>
      read(
        api.POST("/api/service/personal-requests/{id}/answer", {
          params: { path: { id } },
          body: { expectedVersion: version, answer: answer.trim() },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "personal-requests"] }),
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(answering.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const isShort = answer.trim().length < ANSWER_MIN;
    if (isFree(isShort ? [{ field: "answer", message: t("answerShort") }] : [])) answering.mutate();
  };
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextArea
        name="answer"
        label={t("answer")}
        hint={t("answerHint")}
        maxLength={2000}
        error={faultOf("answer")}
        value={answer}
        onChange={({ target }) => setAnswer(target.value)}
      />
      <div>
        <BusyButton type="submit" className="button button-main" isBusy={answering.isPending}>
          {t("answerYes")}
        </BusyButton>
      </div>
    </form>
  );
}
