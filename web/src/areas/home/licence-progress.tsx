/** The applicant's stages from the access code to the active licence, with the next action on top. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Organisation } from "../../data/types.ts";
import type { paths } from "../../generated/api.d.ts";
import { Badge } from "../../parts/badges.tsx";
import { Icon } from "../../parts/icons.tsx";
import { handoverQuery } from "../licence-record/record-data.ts";
import { licencesQuery } from "../licences/licence-data.ts";
import { testsQuery } from "../tests/test-data.ts";
import { type LicencePhase, licencePhaseOf, type NextAct, STAGES } from "./licence-stages.ts";

type Records = paths["/api/licence-records"]["get"]["responses"]["200"]["content"]["application/json"];

const ownRecordsQuery = queryOptions({
  queryKey: ["licence-records", "mine"],
  queryFn: () => read<Records>(api.GET("/api/licence-records", { params: { query: { scope: "mine" } } })),
});

/** Ids of the link targets; null for objects that do not exist. */
interface Ids {
  readonly licence: string | null;
  readonly test: string | null;
  readonly record: string | null;
}

function useLicencePhase(organisation: Organisation, hasNumber: boolean) {
  const own = { scope: "mine", page: 1 } as const;
  const licences = useQuery(licencesQuery({ ...own, sort: "-submitted", pageSize: 50 }));
  const records = useQuery(ownRecordsQuery);
  const licence = licences.data?.items.find(({ organisationName }) => organisationName === organisation.name);
  const isVerified = licence?.state === "verified";
  const tests = useQuery({
    ...testsQuery({ ...own, pageSize: 50, ...(licence === undefined ? {} : { licence: licence.id }) }),
    enabled: isVerified,
  });
  const handover = useQuery({ ...handoverQuery(licence?.id ?? ""), enabled: isVerified });
  const mine = records.data?.items.filter(({ organisationId }) => organisationId === organisation.id) ?? [];
  const record = mine.find(({ standing }) => standing !== "revoked") ?? mine[0];
  const test = tests.data?.items.toSorted((left, right) => right.attempt - left.attempt)[0];
  const isKnown =
    licences.data !== undefined &&
    records.data !== undefined &&
    (!isVerified || (tests.data !== undefined && handover.data !== undefined));
  const ids: Ids = { licence: licence?.id ?? null, test: test?.id ?? null, record: record?.id ?? null };
  const found = licencePhaseOf({
    hasNumber,
    licence: licence?.state ?? null,
    test: test?.state ?? null,
    handover: handover.data?.state ?? null,
    standing: record?.standing ?? null,
  });
  return isKnown && found !== undefined ? { ...found, ids } : undefined;
}

function NextLink({ next, ids }: { readonly next: Exclude<NextAct, "begin">; readonly ids: Ids }): ReactNode {
  const t = useTranslations("web.overview.licence.next");
  const label = (
    <>
      {t(`${next}.button`)}
      <Icon name="right" size={18} />
    </>
  );
  const className = "button button-main";
  if ((next === "active" || next === "suspended") && ids.record !== null)
    return (
      <Link to="/izin-terbit/$id" params={{ id: ids.record }} className={className}>
        {label}
      </Link>
    );
  if ((next === "upload" || next === "seen") && ids.licence !== null)
    return (
      <Link to="/izin/$id/unggah-oss" params={{ id: ids.licence }} className={className}>
        {label}
      </Link>
    );
  if ((next === "test" || next === "sklo") && ids.test !== null)
    return (
      <Link to="/uji/$id" params={{ id: ids.test }} className={className}>
        {label}
      </Link>
    );
  if (next === "askTest" && ids.licence !== null)
    return (
      <Link to="/izin/$id/uji" params={{ id: ids.licence }} className={className}>
        {label}
      </Link>
    );
  if (ids.licence !== null)
    return (
      <Link to="/izin/$id" params={{ id: ids.licence }} className={className}>
        {label}
      </Link>
    );
  return (
    <Link to="/izin" className={className}>
      {label}
    </Link>
  );
}

function PhaseLine({ stage, now }: { readonly stage: LicencePhase; readonly now: LicencePhase }): ReactNode {
  const t = useTranslations("web.overview.licence");
  const place = STAGES.indexOf(stage) - STAGES.indexOf(now);
  const isDone = place < 0 || (place === 0 && stage === "active");
  return (
    <li
      className="flex flex-wrap items-center justify-between gap-3 px-5 py-3"
      aria-current={place === 0 ? "step" : undefined}
    >
      <span className={place === 0 ? "font-semibold" : ""}>{t(`stage.${stage}`)}</span>
      {isDone ? (
        <Badge shape="tick" tone="good">
          {t("done")}
        </Badge>
      ) : (
        <Badge shape={place === 0 ? "half" : "ring"} tone={place === 0 ? "wait" : "info"}>
          {t(place === 0 ? "now" : "later")}
        </Badge>
      )}
    </li>
  );
}

/** All stages of a verified company; before the licence application starts, `before` shows the next step. */
export function LicenceProgress({
  organisation,
  hasNumber,
  before,
}: {
  readonly organisation: Organisation;
  readonly hasNumber: boolean;
  readonly before: ReactNode;
}): ReactNode {
  const t = useTranslations("web.overview");
  const found = useLicencePhase(organisation, hasNumber);
  if (found === undefined) return before;
  const { stage, next, ids } = found;
  return (
    <>
      {next === "begin" ? (
        before
      ) : (
        <section
          className="card tone-solid grid gap-3 border-l-[6px] border-l-[var(--tone)] p-6"
          aria-label={t("nextStep")}
        >
          <p className="text-small font-semibold text-soft">{t("nextStep")}</p>
          <h2>{t(`licence.next.${next}.title`)}</h2>
          <p>{t(`licence.next.${next}.text`)}</p>
          <p>
            <NextLink next={next} ids={ids} />
          </p>
        </section>
      )}
      <section aria-labelledby="stages">
        <h2 id="stages" className="mb-3">
          {t("licence.title")}
        </h2>
        <ol className="card divide-y divide-line">
          {STAGES.map((one) => (
            <PhaseLine key={one} stage={one} now={stage} />
          ))}
        </ol>
      </section>
    </>
  );
}
