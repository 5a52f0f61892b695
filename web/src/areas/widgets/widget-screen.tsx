/** One widget: the script tag for the website, its usage, a preview, and its settings. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { COUNT_KINDS } from "../../../../src/service/acd/widgets/widget-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { shortFigure } from "../calls/call-words.ts";
import { type Widget, widgetQuery } from "./widget-data.ts";
import { WidgetDialog } from "./widget-dialog.tsx";
import { WidgetState } from "./widgets-screen.tsx";

/** The screen of `/layanan/widget/ID`. */
export function WidgetScreen(): ReactNode {
  const t = useTranslations("web.widgets");
  const { id } = useParams({ from: "/layanan/widget/$id" });
  const found = useQuery(widgetQuery(id));
  const navigate = useNavigate();
  const [doing, setDoing] = useState<"edit" | "end" | null>(null);
  const widget = found.data;
  const end = async (): Promise<void> => {
    await read(api.DELETE("/api/service/widgets/{id}", { params: { path: { id } } }));
    await navigate({ to: "/layanan/widget" });
  };
  const acts = (
    <div className="flex flex-wrap gap-2">
      <button type="button" className="button" onClick={() => setDoing("edit")}>
        {t("edit")}
      </button>
      <button type="button" className="button" onClick={() => setDoing("end")}>
        {t("end")}
      </button>
    </div>
  );
  const above = (
    <p className="mb-3">
      <Link to="/layanan/widget" className="inline-flex items-center gap-1">
        <Icon name="left" size={16} />
        {t("back")}
      </Link>
    </p>
  );
  return (
    <Page
      width="working"
      title={widget?.name ?? t("title")}
      {...(widget === undefined ? {} : { actions: acts, lead: <WidgetState {...widget} /> })}
      above={above}
    >
      <Awaiting query={found} lines={8} />
      {widget === undefined ? null : (
        <div className="grid gap-10">
          <LinePart line={widget.line} />
          <div className="grid items-start gap-10 lg:grid-cols-2">
            <div className="grid gap-10">
              <CountsPart widget={widget} />
              <FactsPart widget={widget} />
            </div>
            <PreviewPart widget={widget} />
          </div>
        </div>
      )}
      {doing === "edit" && widget !== undefined ? (
        <WidgetDialog widget={widget} onClose={() => setDoing(null)} />
      ) : null}
      {doing === "end" && widget !== undefined ? (
        <EndDialog
          title={t("endOf", { name: widget.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={end}
          onClose={() => setDoing(null)}
        />
      ) : null}
    </Page>
  );
}

function LinePart({ line }: { readonly line: string }): ReactNode {
  const t = useTranslations("web.widgets");
  const copying = useMutation({ mutationFn: () => navigator.clipboard.writeText(line) });
  const origin = /src="(?<origin>https?:\/\/[^/"]+)/.exec(line)?.groups?.["origin"] ?? "";
  return (
    <section className="grid gap-3" aria-labelledby="line">
      <h2 id="line">{t("lineTitle")}</h2>
      <p className="max-w-[70ch]">{t("lineText")}</p>
      <textarea
        readOnly
        rows={3}
        className="input font-mono text-small"
        aria-label={t("lineLabel")}
        value={line}
        onFocus={({ target }) => target.select()}
      />
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="button" className="button" isBusy={copying.isPending} onClick={() => copying.mutate()}>
          {t("copy")}
        </BusyButton>
        <p role="status" className="text-soft">
          {copying.isSuccess ? t("copied") : copying.isError ? t("notCopied") : ""}
        </p>
      </div>
      <p className="max-w-[70ch] text-small text-soft">{t("lineCsp", { origin })}</p>
    </section>
  );
}

interface Counted {
  readonly kind: (typeof COUNT_KINDS)[number] | "called" | "reached";
  readonly count: number;
}

function CountsPart({ widget }: { readonly widget: Widget }): ReactNode {
  const t = useTranslations("web.widgets");
  const locale = useLocale();
  const countOf = (kind: string): number => widget.counts.find((row) => row.kind === kind)?.count ?? 0;
  const refusals = COUNT_KINDS.filter((kind) => kind !== "shown" && kind !== "asked" && countOf(kind) > 0);
  const rows: readonly Counted[] = [
    { kind: "shown", count: countOf("shown") },
    { kind: "asked", count: countOf("asked") },
    { kind: "called", count: widget.called },
    { kind: "reached", count: widget.reached },
    ...refusals.map((kind) => ({ kind, count: countOf(kind) })),
  ];
  const columns: readonly Column<Counted>[] = [
    { id: "what", header: t("what"), cell: ({ kind }) => t(`counts.${kind}`) },
    { id: "count", header: t("count"), numeric: true, cell: ({ count }) => shortFigure(count, locale) },
  ];
  return (
    <section className="grid gap-3" aria-labelledby="counts">
      <h2 id="counts">{t("countsTitle")}</h2>
      <p className="text-soft">{t("lastDays")}</p>
      <DataTable caption={t("countsTitle")} columns={columns} rows={rows} rowId={({ kind }) => kind} />
      <p className="max-w-[70ch] text-small text-soft">{t("countsHint")}</p>
    </section>
  );
}

function FactsPart({ widget }: { readonly widget: Widget }): ReactNode {
  const t = useTranslations("web.widgets");
  const yes = (is: boolean): string => t(is ? "yes" : "no");
  const facts = [
    [t("queue"), widget.queueName],
    [t("code"), widget.code],
    [t("hours"), widget.hoursName],
    [t("origins"), widget.origins.join("\n")],
    [t("offersNow"), yes(widget.offersNow)],
    [t("offersLater"), yes(widget.offersLater)],
    [
      t("offersTalk"),
      widget.talk === null
        ? yes(false)
        : t("talkFact", { code: widget.talk.code, minutes: widget.talk.minutes, calls: widget.talk.callsMax }),
    ],
    [t("daysAhead"), String(widget.daysAhead)],
    [t("hourMax"), String(widget.hourMax)],
  ] as const;
  return (
    <section className="grid gap-3" aria-labelledby="facts">
      <h2 id="facts">{t("facts")}</h2>
      <dl className="grid gap-3">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-small text-soft">{name}</dt>
            <dd className="m-0 whitespace-pre-line [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function PreviewPart({ widget: { id, version } }: { readonly widget: Widget }): ReactNode {
  const t = useTranslations("web.widgets");
  const own = useLocale();
  const [locale, setLocale] = useState(own);
  const theme = document.documentElement.dataset["theme"] ?? "auto";
  const query = new URLSearchParams({ lang: locale, theme, v: String(version) });
  return (
    <section className="grid gap-3" aria-labelledby="preview">
      <h2 id="preview">{t("previewTitle")}</h2>
      <p className="max-w-[70ch] text-soft">{t("previewText")}</p>
      <SelectField
        name="preview-language"
        label={t("previewIn")}
        value={locale}
        onChange={({ target }) => setLocale(target.value === "en" ? "en" : "id")}
      >
        <option value="id">{t("languages.id")}</option>
        <option value="en">{t("languages.en")}</option>
      </SelectField>
      <iframe
        title={t("previewTitle")}
        className="h-[46rem] w-full max-w-[26rem] border-0"
        src={`/api/service/widgets/${id}/preview?${query.toString()}`}
      />
    </section>
  );
}
