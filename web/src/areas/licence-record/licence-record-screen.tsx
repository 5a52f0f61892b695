/** One licence, for officers and its company's users: status with reason, codes, timeline and actions. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { sessionQuery } from "../../data/queries.ts";
import { Badge } from "../../parts/badges.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { may } from "../../shell/places.ts";
import { moment, shortDate } from "../../words/dates.ts";
import { useRuleWords } from "../rules/rule-words.ts";
import { LicenceActDialog } from "./licence-act-dialog.tsx";
import { LicenceStatusBadge } from "./licence-status-badge.tsx";
import { type LicenceAct, type LicenceRecord, licenceRecordQuery } from "./record-data.ts";

const MODE_STYLES = {
  off: { shape: "cross", tone: "bad" },
  test: { shape: "half", tone: "wait" },
  open: { shape: "tick", tone: "good" },
} as const;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="contents">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Facts({ licence }: { readonly licence: LicenceRecord }): ReactNode {
  const t = useTranslations("web.licenceList");
  const locale = useLocale();
  const { application, sklo, file, id } = licence;
  return (
    <section className="card p-5">
      <h2 className="mb-3">{t("factsTitle")}</h2>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[160px_1fr]">
        <Fact name={t("company")}>{licence.organisationName}</Fact>
        <Fact name={t("granted")}>{shortDate(licence.grantedOn, locale)}</Fact>
        <Fact name={t("service")}>{licence.service}</Fact>
        <Fact name={t("kbli")}>{licence.kbli}</Fact>
        <Fact name={t("source")}>{t(`sources.${licence.source}`)}</Fact>
        <Fact name={t("application")}>
          {application === null ? (
            t("none")
          ) : (
            <Link to="/izin/$id" params={{ id: application.id }}>
              {application.number}
            </Link>
          )}
        </Fact>
        <Fact name={t("sklo")}>
          {sklo === null ? t("none") : <a href={`/validasi-sk/${sklo.id}`}>{sklo.number}</a>}
        </Fact>
        <Fact name={t("file")}>
          {file === null ? (
            t("none")
          ) : (
            <a href={addressOf("/api/licence-records/{id}/file", { path: { id } })}>{file.name}</a>
          )}
        </Fact>
      </dl>
    </section>
  );
}

function Codes({ codes }: Pick<LicenceRecord, "codes">): ReactNode {
  const t = useTranslations("web.licenceList");
  return (
    <section className="card p-5">
      <h2 className="mb-3">{t("codesTitle")}</h2>
      {codes.length === 0 ? <p className="text-soft">{t("codesNone")}</p> : null}
      <ul className="grid gap-2">
        {codes.map(({ code, mode }) => (
          <li key={code} className="flex flex-wrap items-center gap-3">
            <span className="font-semibold tabular-nums">{code}</span>
            <Badge {...MODE_STYLES[mode]}>{t(`modes.${mode}`)}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Change({ change }: { readonly change: LicenceRecord["changes"][number] }): ReactNode {
  const t = useTranslations("web.licenceList");
  const words = useRuleWords();
  const locale = useLocale();
  const { rule, codes, byName } = change;
  return (
    <li className="grid gap-1 border-l-2 border-[var(--line-strong)] pl-4">
      <p>
        <span className="font-semibold">{t(`change.${change.change}`)}</span>{" "}
        <span className="text-small text-soft">
          {moment(change.at, locale)} · {t(`ground.${change.ground}`)}{" "}
          {byName !== null ? t("by", { name: byName }) : rule === null ? "" : t("byItself")}
        </span>
      </p>
      <p className="max-w-[70ch] [overflow-wrap:anywhere]">{change.reason}</p>
      {rule === null ? null : (
        <p className="text-small text-soft">{t("rule", { rule: words.cited(words.title(rule.id), rule) })}</p>
      )}
      <p className="text-small">
        {codes.length === 0 ? t("codesSame") : t(`codesBecame.${change.codesMode}`, { codes: codes.join(", ") })}
      </p>
    </li>
  );
}

function History({ changes }: Pick<LicenceRecord, "changes">): ReactNode {
  const t = useTranslations("web.licenceList");
  return (
    <section className="card p-5">
      <h2 className="mb-3">{t("historyTitle")}</h2>
      {changes.length === 0 ? <p className="text-soft">{t("historyNone")}</p> : null}
      <ol className="grid gap-4">
        {changes.toReversed().map((change) => (
          <Change key={change.sequence} change={change} />
        ))}
      </ol>
    </section>
  );
}

function LicenceRecordActions({ licence }: { readonly licence: LicenceRecord }): ReactNode {
  const t = useTranslations("web.licenceList");
  const [asked, setAsked] = useState<LicenceAct | null>(null);
  const [done, setDone] = useState<LicenceAct | null>(null);
  return (
    <section className="card p-5">
      <h2 className="mb-3">{t("actsTitle")}</h2>
      <div role="status">{done === null ? null : <Notice tone="good">{t(`done.${done}`)}</Notice>}</div>
      {licence.acts.length === 0 ? (
        <p className="text-soft">{t(licence.standing === "revoked" ? "actsOver" : "actsNone")}</p>
      ) : (
        <div className="mt-3 flex flex-wrap gap-3">
          {licence.acts.map((act) => (
            <button
              key={act}
              type="button"
              className={`button ${act === "revoke" ? "button-danger" : act === "resume" ? "button-main" : ""}`}
              onClick={() => setAsked(act)}
            >
              {t(`acts.${act}`)}
            </button>
          ))}
        </div>
      )}
      {asked === null ? null : (
        <LicenceActDialog
          licence={licence}
          act={asked}
          onDone={() => {
            setDone(asked);
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

/** The screen of `/izin-terbit/:id`. */
export function LicenceRecordScreen(): ReactNode {
  const t = useTranslations("web.licenceList");
  const locale = useLocale();
  const { id } = useParams({ from: "/izin-terbit/$id" });
  const { data: session } = useQuery(sessionQuery);
  const isOfficer = may(session, "application.read");
  const query = useQuery(licenceRecordQuery(id));
  const { data } = query;
  return (
    <Page
      width="working"
      title={data === undefined ? t("title") : t("recordTitle", { number: data.number })}
      above={
        <p className="mb-2 text-small">
          <Link to={isOfficer ? "/izin-terbit" : "/izin"}>{t("back")}</Link>
        </p>
      }
      lead={
        data === undefined ? undefined : (
          <span className="flex flex-wrap items-center gap-3">
            <LicenceStatusBadge standing={data.standing} />
            {data.standingSince === null ? null : t("since", { at: moment(data.standingSince, locale) })}
            {data.standingReason === null ? null : (
              <span className="[overflow-wrap:anywhere]">{t("because", { reason: data.standingReason })}</span>
            )}
          </span>
        )
      }
    >
      <Awaiting query={query} lines={8} />
      {data === undefined ? null : (
        <div className="grid gap-5 lg:grid-cols-2">
          <div className="grid min-w-0 content-start gap-5">
            {isOfficer ? <LicenceRecordActions licence={data} /> : null}
            <Codes codes={data.codes} />
          </div>
          <div className="grid min-w-0 content-start gap-5">
            <Facts licence={data} />
            <History changes={data.changes} />
          </div>
        </div>
      )}
    </Page>
  );
}
