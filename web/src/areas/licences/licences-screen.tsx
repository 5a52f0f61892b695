/** The applicant's licence applications, and the start of a new one with the conditions that are still missing. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { myOrganisationsQuery } from "../../data/queries.ts";
import type { Organisation } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { moment } from "../../words/dates.ts";
import { LicenceBadge } from "./licence-badges.tsx";
import { licencesQuery } from "./licence-data.ts";
import type { Licence, LicenceRow } from "./licence-types.ts";

function LicenceCard({ row }: { readonly row: LicenceRow }): ReactNode {
  const t = useTranslations("web.licences");
  const locale = useLocale();
  return (
    <li className="card grid gap-x-6 gap-y-2 p-5 sm:grid-cols-[minmax(0,1fr)_220px]">
      <div className="grid min-w-0 gap-1">
        <Link to="/izin/$id" params={{ id: row.id }} className="text-lead font-semibold">
          {row.number ?? t("draftTitle")}
        </Link>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <LicenceBadge state={row.state} paused={row.paused} />
          <span className="min-w-0 [overflow-wrap:anywhere]">{row.organisationName}</span>
        </p>
        {row.submittedAt === null ? null : (
          <p className="text-small text-soft">{t("submittedAt", { at: moment(row.submittedAt, locale) })}</p>
        )}
      </div>
      {row.promise === null ? null : (
        <div className="self-center text-small">
          <PromiseCell promise={row.promise} />
        </div>
      )}
    </li>
  );
}

/** Preconditions of a licence application, as links; the server reports the missing ones. */
const WAYS = {
  "organisation-not-verified": "/beranda",
  "nib-not-in-force": "/beranda",
  "service-not-in-nib": "/beranda",
  "licence-code-missing": "/nomor",
} as const;

const isWay = (code: string): code is keyof typeof WAYS => code in WAYS;

function Refused({ error }: { readonly error: Error }): ReactNode {
  const t = useTranslations("web.licences");
  const problem = problemOf(error);
  if (problem.status === 0 || problem.status >= 500 || problem.message === "") return <FailureNotice error={error} />;
  return (
    <Notice tone="wait" urgent title={t("mayNotTitle")}>
      <p>{problem.message}</p>
      {problem.rule === null ? null : <RuleNote rule={problem.rule} />}
      {isWay(problem.code) ? (
        <p className="mt-3">
          <Link to={WAYS[problem.code]} className="button button-main">
            {t(`way.${problem.code}`)}
          </Link>
        </p>
      ) : null}
    </Notice>
  );
}

function Begin({ companies }: { readonly companies: readonly Organisation[] }): ReactNode {
  const t = useTranslations("web.licences");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState(companies[0]?.id ?? "");
  const begin = useMutation({
    mutationFn: () => read<Licence>(api.POST("/api/licences", { body: { organisationId: chosen } })),
    onSuccess: ({ id }) => navigate({ to: "/izin/$id", params: { id } }),
    onSettled: () => cache.invalidateQueries({ queryKey: ["licences"] }),
  });
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="begin">
      <h2 id="begin" className="text-lead">
        {t("beginTitle")}
      </h2>
      <p className="max-w-[70ch]">{t("beginText")}</p>
      <ul className="grid list-disc gap-1 pl-5">
        <li>{t("need.company")}</li>
        <li>{t("need.code")}</li>
        <li>{t("need.agreement")}</li>
        <li>{t("need.devices")}</li>
        <li>{t("need.tax")}</li>
      </ul>
      <p className="text-small text-soft">{t("beginSafe")}</p>
      {begin.error === null ? null : <Refused error={begin.error} />}
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        {companies.length < 2 ? null : (
          <SelectField
            name="organisation"
            label={t("company")}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {companies.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </SelectField>
        )}
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={begin.isPending}>
          {begin.isPending ? parts("working") : t("begin")}
        </BusyButton>
      </form>
    </section>
  );
}

function NoCompany(): ReactNode {
  const t = useTranslations("web.licences");
  return (
    <Notice tone="wait" title={t("noCompanyTitle")}>
      <p>{t("noCompanyText")}</p>
      <p className="mt-3">
        <Link to="/perusahaan/baru" className="button button-main">
          {t("way.register")}
        </Link>
      </p>
    </Notice>
  );
}

/** The screen of `/izin`. */
export function LicencesScreen(): ReactNode {
  const t = useTranslations("web.licences");
  const search = useSearch({ from: "/izin" });
  const navigate = useNavigate({ from: "/izin" });
  const { page, pageSize } = pagingOf(search);
  const { data, error, refetch } = useQuery(licencesQuery({ scope: "mine", page, pageSize }));
  const companies = useQuery(myOrganisationsQuery);
  return (
    <Page title={t("listTitle")} lead={t("listLead")}>
      <div className="grid gap-6">
        <Awaiting query={{ data, error, refetch }} lines={4} />
        {data !== undefined && data.total > 0 ? (
          <div>
            <ul className="grid gap-3">
              {data.items.map((row) => (
                <LicenceCard key={row.id} row={row} />
              ))}
            </ul>
            <Pager
              total={data.total}
              page={page}
              pageSize={pageSize}
              {...(data.hasMore === undefined ? {} : { hasMore: data.hasMore })}
              onPage={(next) => void navigate({ search: (before) => ({ ...before, page: String(next) }) })}
            />
          </div>
        ) : null}
        {companies.data === undefined ? null : companies.data.items.length === 0 ? (
          <NoCompany />
        ) : (
          <Begin companies={companies.data.items} />
        )}
      </div>
    </Page>
  );
}
