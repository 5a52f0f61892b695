/** The measured media quality of each leg of a call, with ratings and their sources. */
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { PhoneName } from "./call-badges.tsx";
import { figure } from "./call-words.ts";
import type { CallDetail } from "./calls-data.ts";

type Leg = CallDetail["legs"][number];
type Rule = CallDetail["soundRules"][number];
type Level = "good" | "fair" | "bad";

const LEVEL_STYLES: Readonly<Record<Level, { readonly shape: Shape; readonly tone: Tone }>> = {
  good: { shape: "tick", tone: "good" },
  fair: { shape: "half", tone: "wait" },
  bad: { shape: "cross", tone: "bad" },
};

function Measured({ text, level }: { readonly text: string; readonly level: Level | null }): ReactNode {
  const t = useTranslations("web.calls.sound");
  if (level === null) return <span className="text-soft">{t("notMeasured")}</span>;
  const { shape, tone } = LEVEL_STYLES[level];
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      <span className="tabular-nums">{text}</span>
      <Badge shape={shape} tone={tone}>
        {t(`levels.${level}`)}
      </Badge>
    </span>
  );
}

function useColumns(): readonly Column<Leg>[] {
  const t = useTranslations("web.calls.sound");
  const locale = useLocale();
  return [
    {
      id: "side",
      header: t("side"),
      cell: (leg) =>
        leg.isCaller && leg.phone === null ? (
          <span className="break-words">
            {t("callerSide")}
            {leg.trunk === null ? "" : ` (${leg.trunk})`}
          </span>
        ) : leg.phone === null ? (
          (leg.trunk ?? "–")
        ) : (
          <PhoneName phone={leg.phone} />
        ),
    },
    {
      id: "mos",
      header: t("mos"),
      numeric: true,
      cell: (leg) => <Measured text={leg.mos === null ? "" : figure(leg.mos, locale, 2)} level={leg.levels.mos} />,
    },
    {
      id: "loss",
      header: t("loss"),
      numeric: true,
      cell: (leg) => (
        <Measured
          text={leg.lossPercent === null ? "" : t("percent", { value: figure(leg.lossPercent, locale, 2) })}
          level={leg.levels.loss}
        />
      ),
    },
    {
      id: "jitter",
      header: t("jitter"),
      numeric: true,
      cell: (leg) => <Measured text={t("ms", { value: figure(leg.jitterMs, locale, 1) })} level={leg.levels.jitter} />,
    },
    { id: "received", header: t("received"), numeric: true, cell: (leg) => figure(leg.received, locale, 0) },
    {
      id: "roundTrip",
      header: t("roundTrip"),
      numeric: true,
      cell: (leg) =>
        leg.roundTripMs === null ? t("notMeasured") : t("ms", { value: figure(leg.roundTripMs, locale, 1) }),
    },
  ];
}

interface SoundProps {
  readonly legs: readonly Leg[];
  readonly rules: readonly Rule[];
}

/** The table of legs, and the thresholds of the ratings. */
export function CallSound({ legs, rules }: SoundProps): ReactNode {
  const t = useTranslations("web.calls.sound");
  const columns = useColumns();
  return (
    <section className="grid min-w-0 gap-3" aria-labelledby="call-sound">
      <h2 id="call-sound">{t("title")}</h2>
      {legs.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <>
          <DataTable caption={t("caption")} columns={columns} rows={legs} rowId={(leg) => leg.id} />
          <details>
            <summary>{t("sources")}</summary>
            <div className="mt-2">
              <Thresholds rules={rules} />
            </div>
          </details>
        </>
      )}
    </section>
  );
}

function Thresholds({ rules }: { readonly rules: readonly Rule[] }): ReactNode {
  const t = useTranslations("web.calls.sound");
  const locale = useLocale();
  const columns = useMemo((): readonly Column<Rule>[] => {
    const bound = (rule: Rule, value: number): string =>
      t(rule.isMoreBetter ? "atLeast" : "atMost", { value: withUnit(t, rule.measure, figure(value, locale, 2)) });
    return [
      { id: "measure", header: t("measure"), cell: (rule) => t(rule.measure) },
      { id: "good", header: t("goodFrom"), cell: (rule) => bound(rule, rule.good) },
      { id: "fair", header: t("fairFrom"), cell: (rule) => bound(rule, rule.fair) },
      { id: "source", header: t("source"), cell: (rule) => rule.source },
      { id: "standing", header: t("standing"), cell: (rule) => t(`standings.${rule.standing}`) },
    ];
  }, [t, locale]);
  return <DataTable caption={t("sources")} columns={columns} rows={rules} rowId={(rule) => rule.measure} />;
}

type SoundWords = ReturnType<typeof useTranslations<"web.calls.sound">>;

function withUnit(t: SoundWords, measure: Rule["measure"], value: string): string {
  if (measure === "loss") return t("percent", { value });
  return measure === "jitter" ? t("ms", { value }) : value;
}
