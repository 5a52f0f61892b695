/** Setup guide from ringing phones to an agent who serves a queue, with the state of each step. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { useMay } from "../../shell/use-may.ts";
import type { ServiceHome } from "./service-data.ts";

const PLACE: Readonly<Record<ServiceHome["team"][number]["step"], string>> = {
  queue: "/layanan/antrean",
  agent: "/layanan/agen",
  flow: "/layanan/alur",
  "at-work": "/layanan/papan",
  talk: "/layanan/panggilan",
};

/** The list of steps; renders nothing after the guide is complete. */
export function TeamSteps({ team }: Pick<ServiceHome, "team">): ReactNode {
  const t = useTranslations("web.service.team");
  const hour = useTranslations("web.service.hour");
  const mayInvite = useMay("service.manage");
  if (team.length === 0) return null;
  return (
    <section className="mt-8" aria-label={t("heading")}>
      <h2>{t("heading")}</h2>
      <p className="mt-1 mb-3 max-w-[70ch] text-soft">{t("lead")}</p>
      <ol className="grid gap-3">
        {team.map(({ step, isDone }, index) => (
          <li key={step} className="card p-4 sm:p-5">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h3 className="text-lead">{hour("stepTitle", { number: index + 1, title: t(`title.${step}`) })}</h3>
              <Badge shape={isDone ? "tick" : "ring"} tone={isDone ? "good" : "quiet"}>
                {isDone ? hour("done") : hour("later")}
              </Badge>
            </div>
            <p className="mt-1 max-w-[70ch] text-soft">{t(`text.${step}`)}</p>
            <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-small">
              <Link to={PLACE[step]}>{t(`go.${step}`)}</Link>
              {step === "agent" && mayInvite ? <Link to="/layanan/orang/berkas">{t("fromFile")}</Link> : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
