/** The company's codes, with the possible applications for each: a change of its decree, or its return. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { myOrganisationsQuery } from "../../data/queries.ts";
import type { Application, Organisation } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Empty, FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";

type OwnCodes = paths["/api/own-codes"]["get"]["responses"]["200"]["content"]["application/json"];
type OwnCode = OwnCodes["items"][number];

const ACTIONS = ["change", "return"] as const;

function OwnCodeCard({ row, organisationId }: { readonly row: OwnCode; readonly organisationId: string }): ReactNode {
  const t = useTranslations("web.application.ownCodes");
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: (kind: (typeof ACTIONS)[number]) =>
      read<Application>(api.POST("/api/code-cases", { body: { organisationId, code: row.code, kind } })),
    onSuccess: (draft) => void navigate({ to: "/permohonan/$id", params: { id: draft.id } }),
  });
  const { decree, openCase } = row;
  return (
    <li className="card grid gap-3 p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-title tracking-[0.03em]">
            <Link to="/nomor/$code" params={{ code: row.code }}>
              {row.display}
            </Link>
          </h3>
          <p className="mt-1 text-small break-words text-soft">
            {decree === null ? (
              t("imported")
            ) : decree.isPublished ? (
              <a href={`/validasi-sk/${decree.id}`} className="inline-block py-1">
                {t("decree", { number: decree.number })}
              </a>
            ) : (
              t("decree", { number: decree.number })
            )}
          </p>
        </div>
        {openCase === null ? null : (
          <Link to="/permohonan/$id" params={{ id: openCase.id }} className="button">
            {t(`open.${openCase.kind as "change"}`)}
          </Link>
        )}
      </div>
      {row.differsFromOss && openCase === null ? <p>{t("differs")}</p> : null}
      {begin.error === null ? null : <FailureNotice error={begin.error} />}
      {openCase === null ? (
        <div className="flex flex-wrap gap-3">
          {ACTIONS.map((kind) => (
            <BusyButton
              key={kind}
              type="button"
              className="button"
              isBusy={begin.isPending}
              onClick={() => begin.mutate(kind)}
            >
              {t(`act.${kind}`)}
              <span className="sr-only"> {row.display}</span>
            </BusyButton>
          ))}
        </div>
      ) : null}
    </li>
  );
}

function CodesOf({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.application.ownCodes");
  const application = useTranslations("web.application");
  const { id } = organisation;
  const pick = (
    <Link to="/nomor" className="button button-main">
      {application("chooseCode")}
    </Link>
  );
  const { data, error, refetch } = useQuery({
    queryKey: ["inventory", "own", id],
    queryFn: () => read<OwnCodes>(api.GET("/api/own-codes", { params: { query: { organisationId: id } } })),
  });
  if (error !== null && data === undefined) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} height={72} />;
  return (
    <section className="grid gap-3" aria-labelledby={`codes-${id}`}>
      <h2 id={`codes-${id}`} className="break-words">
        {organisation.name}
      </h2>
      {data.items.length === 0 ? (
        <Empty title={t("emptyTitle")} action={pick}>
          {t("emptyText")}
        </Empty>
      ) : (
        <ul className="grid gap-3">
          {data.items.map((row) => (
            <OwnCodeCard key={row.code} row={row} organisationId={id} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The screen of `/kode-saya`. */
export function OwnCodesScreen(): ReactNode {
  const t = useTranslations("web.application.ownCodes");
  const { data, error, refetch } = useQuery(myOrganisationsQuery);
  const verified = data?.items.filter(({ state }) => state === "verified") ?? [];
  return (
    <Page title={t("title")} lead={t("lead")}>
      {error !== null && data === undefined ? (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={4} height={72} />
      ) : verified.length === 0 ? (
        <Empty title={t("emptyTitle")}>{t("noCompany")}</Empty>
      ) : (
        <div className="grid gap-10">
          {verified.map((organisation) => (
            <CodesOf key={organisation.id} organisation={organisation} />
          ))}
        </div>
      )}
    </Page>
  );
}
