/** Rehearsals of a code that is not open yet: permitted callers, start and end. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { moment } from "../../words/dates.ts";
import { type TestWindows, testWindowsQuery } from "./service-data.ts";

type Window = TestWindows["items"][number];

const BADGE_STYLES: Readonly<Record<Window["state"], { readonly shape: Shape; readonly tone: Tone }>> = {
  "to-come": { shape: "arrow", tone: "info" },
  open: { shape: "disc", tone: "good" },
  over: { shape: "dash", tone: "quiet" },
  ended: { shape: "cross", tone: "quiet" },
};

/** Converts the field's value, in WIB, to an instant. */
const instantOf = (local: string): string => `${local}:00+07:00`;

function WindowLine({ one, onEnd }: { readonly one: Window; readonly onEnd: () => void }): ReactNode {
  const t = useTranslations("web.service.rehearsals");
  const locale = useLocale();
  return (
    <li className="grid justify-items-start gap-1 border-b border-line py-3">
      <span className="flex flex-wrap items-center gap-2">
        <Badge {...BADGE_STYLES[one.state]}>{t(`state.${one.state}`)}</Badge>
        <strong>{t(`kind.${one.kind}`)}</strong>
      </span>
      <span className="text-small">
        {t("span", { from: moment(one.opensAt, locale), to: moment(one.closesAt, locale) })}
      </span>
      <span className="text-small break-words text-soft">{one.lines.join(", ")}</span>
      {one.state === "open" || one.state === "to-come" ? (
        <button type="button" className="button button-small" onClick={onEnd}>
          {t("end")}
        </button>
      ) : null}
    </li>
  );
}

const NO_REHEARSAL = { lines: "", opensAt: "", closesAt: "" };

function RehearsalForm({ code, rules }: { readonly code: string; readonly rules: TestWindows }): ReactNode {
  const t = useTranslations("web.service.rehearsals");
  const form = useSavedForm({
    initial: NO_REHEARSAL,
    save: ({ lines, opensAt, closesAt }) => {
      const body = {
        lines: lines.split(/[\n,;]+/).filter((line) => line.trim() !== ""),
        opensAt: instantOf(opensAt),
        closesAt: instantOf(closesAt),
      };
      return read(api.POST("/api/service/numbers/{code}/test-windows", { params: { path: { code } }, body }));
    },
    clears: NO_REHEARSAL,
    refreshes: ["service"],
  });
  return (
    <SavedFormFrame form={form} submit={t("open")}>
      <TextArea {...form.text("lines")} label={t("lines")} hint={t("linesHint", { max: rules.linesMax })} rows={3} />
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField {...form.text("opensAt")} label={t("opensAt")} type="datetime-local" />
        <TextField {...form.text("closesAt")} label={t("closesAt")} type="datetime-local" />
      </div>
    </SavedFormFrame>
  );
}

/** Rehearsals of one code. */
export function RehearsalsPart({ code }: { readonly code: string }): ReactNode {
  const t = useTranslations("web.service.rehearsals");
  const cache = useQueryClient();
  const { data, error } = useQuery(testWindowsQuery(code));
  const ending = useMutation({
    mutationFn: (id: string) => read(api.DELETE("/api/service/test-windows/{id}", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["service"] }),
  });
  return (
    <section className="card mt-6 grid gap-4 p-5 sm:p-7">
      <h2>{t("title")}</h2>
      <p className="max-w-[70ch] text-small text-soft">
        {t("text", { hours: data?.hoursMax ?? 0, days: data?.daysAheadMax ?? 0 })}
      </p>
      {error === null ? null : <FailureNotice error={error} />}
      {ending.error === null ? null : <FailureNotice error={ending.error} />}
      <ul>
        {data?.items.map((one) => (
          <WindowLine key={one.id} one={one} onEnd={() => ending.mutate(one.id)} />
        ))}
      </ul>
      {data === undefined ? null : <RehearsalForm code={code} rules={data} />}
    </section>
  );
}
