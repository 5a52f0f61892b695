/** Read access that a call centre's administrator grants to staff of the installation, with its access log. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { isEmailAddress } from "../../words/email-address.ts";

type ContentAccess = paths["/api/content-grants"]["get"]["responses"]["200"]["content"]["application/json"];
type Grant = ContentAccess["grants"][number];

const REASON_MIN = 10;
const HOURS_MAX = 72;
const HOURS_USUAL = "4";

const contentAccessQuery = queryOptions({
  queryKey: ["service", "content-grants"],
  queryFn: () => read<ContentAccess>(api.GET("/api/content-grants")),
});

/** The section with the grants. */
export function ContentAccessSection(): ReactNode {
  const t = useTranslations("web.centrePeople.looks");
  const found = useQuery(contentAccessQuery);
  const [isGranting, setGranting] = useState(false);
  const [ending, setEnding] = useState<Grant | null>(null);
  const { data } = found;
  return (
    <section aria-labelledby="content-looks" className="card grid gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="content-looks" className="text-lead">
          {t("title")}
        </h2>
        <button type="button" className="button button-small" onClick={() => setGranting(true)}>
          {t("grant")}
        </button>
      </div>
      <p className="max-w-[60ch] text-soft">{t("lead")}</p>
      <Awaiting query={found} lines={2} />
      {data === undefined ? null : <Grants grants={data.grants} onEnd={setEnding} />}
      {data === undefined || data.grants.length === 0 ? null : <ContentViewList looks={data.looks} />}
      {isGranting ? <GrantDialog onClose={() => setGranting(false)} /> : null}
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.personName })}
          text={t("endText", { name: ending.personName })}
          yes={t("end")}
          end={() => read(api.DELETE("/api/content-grants/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function Grants({
  grants,
  onEnd,
}: {
  readonly grants: ContentAccess["grants"];
  readonly onEnd: (grant: Grant) => void;
}): ReactNode {
  const t = useTranslations("web.centrePeople.looks");
  const locale = useLocale();
  if (grants.length === 0) return <p className="text-soft">{t("none")}</p>;
  const columns: readonly Column<Grant>[] = [
    {
      id: "person",
      header: t("person"),
      cell: ({ personName, email }) => (
        <div className="min-w-0">
          <p className="font-semibold break-words">{personName}</p>
          <p className="text-small break-all text-soft">{email}</p>
        </div>
      ),
    },
    {
      id: "reason",
      header: t("reason"),
      cell: ({ reason, grantedByName }) => (
        <div className="min-w-0">
          <p className="break-words">{reason}</p>
          <p className="text-small text-soft">{t("by", { name: grantedByName })}</p>
        </div>
      ),
    },
    { id: "until", header: t("until"), cell: ({ endsAt }) => moment(endsAt, locale) },
    { id: "standing", header: t("standing"), cell: ({ isInForce }) => t(isInForce ? "inForce" : "over") },
    {
      id: "act",
      header: t("act"),
      actions: (grant) =>
        grant.isInForce
          ? [{ text: t("end"), label: t("endOf", { name: grant.personName }), onPress: () => onEnd(grant) }]
          : [],
    },
  ];
  return <DataTable caption={t("grants")} columns={columns} rows={grants} rowId={({ id }) => id} />;
}

function ContentViewList({ looks }: Pick<ContentAccess, "looks">): ReactNode {
  const t = useTranslations("web.centrePeople.looks");
  const locale = useLocale();
  const columns: readonly Column<ContentAccess["looks"][number]>[] = [
    { id: "at", header: t("at"), cell: ({ at }) => moment(at, locale) },
    { id: "person", header: t("person"), cell: ({ personName }) => personName },
    { id: "path", header: t("path"), cell: ({ path }) => <code className="text-small break-all">{path}</code> },
  ];
  if (looks.length === 0) return <p className="text-soft">{t("noLooks")}</p>;
  return <DataTable caption={t("looks")} columns={columns} rows={looks} rowId={({ id }) => id} />;
}

function GrantDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.centrePeople.looks");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [form, setForm] = useState({ email: "", reason: "", hours: HOURS_USUAL });
  const [wrong, setWrong] = useState<readonly { readonly field: string; readonly message: string }[]>([]);
  const giving = useMutation({
    mutationFn: () =>
      read(
        api.POST("/api/content-grants", {
          body: { email: form.email.trim(), reason: form.reason.trim(), hours: Number(form.hours) },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: contentAccessQuery.queryKey });
      onClose();
    },
  });
  const problem = giving.error === null ? null : problemOf(giving.error);
  const told = (problem?.fields ?? []).map(({ path, message }) => ({ field: path, message }));
  const lines = wrong.length > 0 ? wrong : told;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const hours = Number(form.hours);
    const isHours = Number.isInteger(hours) && hours >= 1 && hours <= HOURS_MAX;
    const faults = [
      ...(isEmailAddress(form.email.trim()) ? [] : [{ field: "email", message: parts("email") }]),
      ...(form.reason.trim().length >= REASON_MIN ? [] : [{ field: "reason", message: t("reasonHint") }]),
      ...(isHours ? [] : [{ field: "hours", message: t("hoursHint") }]),
    ];
    setWrong(faults);
    if (faults.length === 0) giving.mutate();
  };
  const fieldOf = (name: keyof typeof form) => ({
    name,
    value: form[name],
    error: lines.find(({ field }) => field === name)?.message,
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setForm({ ...form, [name]: target.value }),
  });
  return (
    <Dialog title={t("grant")} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={wrong.length > 0 ? null : problem} />
        <TextField {...fieldOf("email")} label={t("email")} type="email" autoComplete="off" maxLength={254} />
        <TextField {...fieldOf("reason")} label={t("reason")} hint={t("reasonHint")} maxLength={500} />
        <TextField {...fieldOf("hours")} label={t("hours")} hint={t("hoursHint")} inputMode="numeric" maxLength={2} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={giving.isPending}>
            {t("give")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
