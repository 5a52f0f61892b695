/** Check of the answers: pre-check results by level, the application as it will be sent, and the submit button. */
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PreCheckCards } from "./finding-cards.tsx";
import { isOpen, isPartKey, mayChange, pagesOf } from "./item-state.ts";
import { useLicenceCommand } from "./licence-data.ts";
import { LicenceFrame } from "./licence-frame.tsx";
import type { Licence, PreCheckFinding } from "./licence-types.ts";
import { PartAnswers } from "./part-answers.tsx";
import { savedForm } from "./part-save.ts";
import { usePageName } from "./requirement-words.ts";
import { SlotFiles } from "./slot-files.tsx";

const LEVELS = ["blocks", "warns", "not-checked"] as const satisfies readonly PreCheckFinding["level"][];

/** Hints beyond this number that do not block submission are folded, so that the answers stay visible. */
const OPEN_MAX = 3;

function Found({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const { preCheck } = licence;
  const blocking = preCheck.filter(({ level }) => level === "blocks").length;
  return (
    <section className="grid gap-5" aria-label={t("foundTitle")}>
      {blocking === 0 ? (
        <Notice tone="good" title={t("nothingBlocks")}>
          {t(preCheck.length === 0 ? "nothingFoundText" : "onlyWarningsText")}
        </Notice>
      ) : null}
      {LEVELS.map((level) => {
        const found = preCheck.filter((finding) => finding.level === level);
        return found.length === 0 ? null : (
          <div key={level} className="grid gap-3">
            <h2>{t(`levelTitle.${level}`, { count: found.length })}</h2>
            <p className="max-w-[70ch] text-soft">{t(`levelText.${level}`)}</p>
            {level === "blocks" || found.length <= OPEN_MAX ? (
              <PreCheckCards licence={licence} findings={found} />
            ) : (
              <details>
                <summary className="cursor-pointer font-semibold">{t("showFound", { count: found.length })}</summary>
                <div className="mt-3">
                  <PreCheckCards licence={licence} findings={found} />
                </div>
              </details>
            )}
          </div>
        );
      })}
    </section>
  );
}

/** All answers page by page, each with a link to edit it. */
function Everything({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const parts = useTranslations("web.parts");
  const nameOf = usePageName();
  const form = savedForm(licence);
  return (
    <section className="grid gap-6" aria-labelledby="everything">
      <h2 id="everything">{t("everything")}</h2>
      {pagesOf(licence).map((page) => (
        <section key={page} className="grid min-w-0 gap-3" aria-labelledby={`page-${page}`}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 id={`page-${page}`}>{nameOf(page)}</h3>
            {mayChange(licence, page) ? (
              <Link to="/izin/$id/bagian/$part" params={{ id: licence.id, part: page }}>
                {parts("change")}
                <span className="sr-only"> {nameOf(page)}</span>
              </Link>
            ) : (
              <span className="inline-flex items-center gap-1 text-small text-soft">
                <Icon name="lock" size={16} />
                {t("notOpen")}
              </span>
            )}
          </div>
          {isPartKey(page) ? <PartAnswers part={page} form={form} /> : null}
          <SlotFiles licence={licence} page={page} form={form} />
        </section>
      ))}
    </section>
  );
}

function Check({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate();
  const command = useLicenceCommand(licence);
  const name = licence.state === "returned" ? "resubmit" : "submit";
  const isClear = licence.preCheck.every(({ level }) => level !== "blocks");
  const isOffered = licence.commands.includes(name);
  // The update event of the submission may unmount this screen before the response arrives; the promise navigates to the confirmation in any case.
  const send = (): void =>
    void command.mutateAsync({ command: name }).then(
      () => navigate({ to: "/izin/$id", params: { id: licence.id }, search: { view: "terkirim" } }),
      () => undefined,
    );
  return (
    <Page
      title={t(name === "submit" ? "checkTitle" : "checkAgainTitle")}
      lead={t("checkLead")}
      back={{ to: "/izin/$id", params: { id: licence.id }, text: t("allParts") }}
    >
      <div className="grid gap-8">
        {isOpen(licence) ? (
          <Found licence={licence} />
        ) : (
          <Notice title={t("lockedSent.title")}>{t("lockedSent.text")}</Notice>
        )}
        <Everything licence={licence} />
        {isOpen(licence) && licence.mayWrite ? (
          <div className="grid gap-3">
            {command.error === null ? null : <FailureNotice error={command.error} />}
            <BusyButton
              type="button"
              className="button button-main justify-self-start"
              isBusy={command.isPending}
              disabled={!isClear || !isOffered}
              onClick={send}
            >
              {command.isPending ? parts("working") : t(name)}
            </BusyButton>
            <p className="max-w-[70ch] text-small text-soft">
              {t(isClear ? (isOffered ? "sendHint" : "sendNotYours") : "sendBlocked")}
            </p>
          </div>
        ) : null}
      </div>
    </Page>
  );
}

/** The screen of `/izin/ID/periksa`. */
export function CheckScreen(): ReactNode {
  const t = useTranslations("web.licence");
  const { id } = useParams({ from: "/izin/$id/periksa" });
  return (
    <LicenceFrame id={id} notLive={t("notLive")}>
      {(licence) => <Check licence={licence} />}
    </LicenceFrame>
  );
}
