/** Call quality as a word and in figures. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../../parts/badges.tsx";
import type { LineQuality } from "./line-quality.ts";

const BADGE_STYLES: Readonly<Record<LineQuality["is"], { readonly shape: Shape; readonly tone: Tone }>> = {
  good: { shape: "tick", tone: "good" },
  fair: { shape: "triangle", tone: "wait" },
  poor: { shape: "cross", tone: "bad" },
  silent: { shape: "dash", tone: "bad" },
};

/** The text; its space is reserved while there is no value. */
export function QualityWords({
  quality,
  isTalking,
}: {
  readonly quality: LineQuality | null;
  readonly isTalking: boolean;
}): ReactNode {
  const t = useTranslations("web.agentDesk.phone.quality");
  if (quality === null)
    return <p className="desk-phone-quality text-small text-soft">{t(isTalking ? "measuring" : "none")}</p>;
  const { is, lossPercent, jitterMs, roundTripMs } = quality;
  const { shape, tone } = BADGE_STYLES[is];
  const figures = { loss: Math.round(lossPercent * 10) / 10, jitter: Math.round(jitterMs) };
  return (
    <p className="desk-phone-quality text-small">
      <Badge shape={shape} tone={tone}>
        {t(is)}
      </Badge>{" "}
      <span className="tabular-nums">
        {roundTripMs === null
          ? t("figures", figures)
          : t("figuresWithDelay", { ...figures, delay: Math.round(roundTripMs) })}
      </span>
    </p>
  );
}
