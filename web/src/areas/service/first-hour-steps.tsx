/** Setup guide: a list of steps with their states, the next step first. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import type { ServiceHome } from "./service-data.ts";
import { TestCallPanel } from "./test-call-panel.tsx";

type Step = ServiceHome["steps"][number]["step"];

const PLACE: Readonly<Record<Exclude<Step, "test-call" | "first-call">, string>> = {
  number: "/layanan/nomor",
  trunk: "/layanan/sambungan",
  phone: "/layanan/telepon",
  ringing: "/layanan/nomor",
};

/** The data that a step shows. */
function StepFacts({ step, home }: { readonly step: Step; readonly home: ServiceHome }): ReactNode {
  const t = useTranslations("web.service.hour");
  switch (step) {
    case "number":
      return t("factNumber", { codes: home.numbers.map(({ code }) => code).join(", ") || "–" });
    case "trunk":
      return t("factTrunk", { count: home.trunks.filter(({ isOn }) => isOn).length });
    case "phone":
      return t("factPhone", { registered: home.phones.registered, total: home.phones.total });
    case "ringing":
      return t("factRinging", {
        count: home.numbers.filter(({ registered, hasFlow }) => registered > 0 || hasFlow).length,
      });
    case "test-call":
    case "first-call":
      return null;
  }
}

function StepBody({ step, home }: { readonly step: Step; readonly home: ServiceHome }): ReactNode {
  const t = useTranslations("web.service.hour");
  const mayTest = useMay("service.manage");
  if (step === "test-call" && !mayTest) return null;
  if (step === "test-call") {
    const ready = home.numbers.filter(({ registered }) => registered > 0);
    return ready.length === 0 ? (
      <p className="text-small text-soft">{t("testLater")}</p>
    ) : (
      <TestCallPanel numbers={ready} />
    );
  }
  if (step === "first-call") {
    const open = home.numbers.filter(({ mode }) => mode === "open");
    return (
      <p className="max-w-[70ch] text-small text-soft">
        {open.length === 0 ? t("firstCallLater") : t("firstCall", { code: open[0]?.code ?? "" })}
      </p>
    );
  }
  return (
    <p className="text-small">
      <Link to={PLACE[step]}>{t(`go.${step}`)}</Link>
    </p>
  );
}

/** The list of steps. */
export function FirstHourSteps({ home }: { readonly home: ServiceHome }): ReactNode {
  const t = useTranslations("web.service.hour");
  return (
    <ol className="grid gap-3">
      {home.steps.map(({ step, isDone }, index) => {
        const isNext = home.next === step;
        return (
          <li key={step} className="card p-4 sm:p-5" aria-current={isNext ? "step" : undefined}>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h2 className="text-lead">{t("stepTitle", { number: index + 1, title: t(`title.${step}`) })}</h2>
              {isDone ? (
                <Badge shape="tick" tone="good">
                  {t("done")}
                </Badge>
              ) : (
                <Badge shape={isNext ? "arrow" : "ring"} tone={isNext ? "info" : "quiet"}>
                  {isNext ? t("next") : t("later")}
                </Badge>
              )}
            </div>
            <p className="mt-1 max-w-[70ch] text-soft">{t(`text.${step}`)}</p>
            <p className="mt-1 text-small break-words">
              <StepFacts step={step} home={home} />
            </p>
            <div className="mt-2">
              <StepBody step={step} home={home} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Notice that telephony is not running, so the steps cannot be completed. */
export function TelephonesNotice({ telephones }: Pick<ServiceHome, "telephones">): ReactNode {
  const t = useTranslations("web.service.hour");
  if (telephones?.isAlive === true) return null;
  return (
    <div className="mb-5">
      <Notice tone="bad" title={t(telephones === null ? "noTelephonesTitle" : "silentTitle")}>
        <p>{t(telephones === null ? "noTelephonesText" : "silentText")}</p>
      </Notice>
    </div>
  );
}
