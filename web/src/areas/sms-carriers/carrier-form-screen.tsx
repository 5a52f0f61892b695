/** Adds or edits an SMPP carrier: bind parameters, routes and deviations from the standard. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, type SummaryLine } from "../../parts/fields.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSavedForm } from "../../parts/saved-form.tsx";
import { WayBack } from "../evaluations/way-back.tsx";
import { type CarrierRow, carriersQuery } from "./carrier-data.ts";
import { type DraftFault, draftOf, faultsOf, formOf, newDraft } from "./carrier-draft.ts";
import { PlacePart, QuirksPart, RateLimitPart, WhoPart } from "./carrier-form-parts.tsx";
import { RoutesPart } from "./routes-part.tsx";

/** The screen of `/operator-sms/baru`. */
export function NewCarrierScreen(): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  return (
    <Page title={t("addTitle")} above={<Back />}>
      <FormCard row={null} />
    </Page>
  );
}

/** The screen of `/operator-sms/ID`. */
export function CarrierScreen(): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const { id } = useParams({ from: "/operator-sms/$id" });
  const found = useQuery(carriersQuery);
  const row = found.data?.items.find((one) => one.id === id);
  return (
    <Page title={row?.name ?? t("changeTitle")} above={<Back />}>
      <Awaiting query={found} lines={10} />
      {found.data !== undefined && row === undefined ? <Empty title={t("goneTitle")} /> : null}
      {row === undefined ? null : <FormCard row={row} />}
    </Page>
  );
}

function Back(): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  return (
    <WayBack>
      <Link to="/operator-sms">{t("back")}</Link>
    </WayBack>
  );
}

function useFaultMessages(): (fault: DraftFault) => SummaryLine {
  const t = useTranslations("web.smsCarriers.form");
  const barred = useTranslations("web.smsCarriers.barred");
  const parts = useTranslations("web.parts");
  return (fault) => {
    const { field } = fault;
    if (fault.why === "between") return { field, message: t("between", { least: fault.least, most: fault.most }) };
    if (fault.why === "host") return { field, message: t("hostFault") };
    if (fault.why === "prefix") return { field, message: barred("prefixFault") };
    if (fault.why === "prefix-twice") return { field, message: t("prefixTwice") };
    const names = { name: t("whoTitle"), systemId: t("systemId"), password: t("password") };
    return { field, message: parts("required", { field: names[field as keyof typeof names] }) };
  };
}

/** Saves with the version of the carrier when the form opened, so that another user's change is not overwritten unseen. */
function FormCard({ row }: { readonly row: CarrierRow | null }): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  const messageOf = useFaultMessages();
  const [version, setVersion] = useState(row?.version ?? 0);
  const isNew = row === null;
  const form = useSavedForm({
    initial: row === null ? newDraft() : draftOf(row),
    faultsOf: (draft) => faultsOf(draft, { isNew }).map(messageOf),
    save: (draft): Promise<unknown> => {
      const body = formOf(draft);
      if (row === null) return read(api.POST("/api/service/sms/carriers", { body }));
      const params = { path: { id: row.id } };
      return read(api.PUT("/api/service/sms/carriers/{id}", { params, body: { ...body, expectedVersion: version } }));
    },
    refreshes: carriersQuery.queryKey,
    onSaved: () => navigate({ to: "/operator-sms" }),
    onFailed: async ({ code }) => {
      if (code !== "sms-carrier-stale") return;
      const fresh = await cache.fetchQuery({ ...carriersQuery, staleTime: 0 });
      setVersion(fresh.items.find(({ id }) => id === row?.id)?.version ?? version);
    },
  });
  const part = { form, isNew };
  return (
    <form noValidate className="card grid gap-8 p-5 sm:p-7" onSubmit={form.onSubmit}>
      <ErrorSummary lines={form.lines} problem={form.problem} />
      <WhoPart {...part} />
      <PlacePart {...part} />
      <RoutesPart {...part} />
      <RateLimitPart {...part} />
      <QuirksPart {...part} />
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={form.isSaving}>
        {t("save")}
      </BusyButton>
    </form>
  );
}
